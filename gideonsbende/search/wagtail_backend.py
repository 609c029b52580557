"""Wagtail's own search, for the editors' desk, without its sharp edges.

On PostgreSQL words lose their accents, also while typing; on SQLite a quotation mark is no error.
"""

import re
from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import PlainText

# The text search configuration that our migration adds to PostgreSQL.
ACCENTLESS = "nl"

_WORD = re.compile(r"\w+")


class PlainWords:
    """A backend that is asked for words, whatever else was typed."""

    def _search(self, compiler: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._search(compiler, _plain(query), *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The backend for the database in use."""
    params = {**params, "SEARCH_CONFIG": ACCENTLESS}
    fitting = type(database.SearchBackend(params))
    backend = type(fitting.__name__, (PlainWords, fitting), {})(params)
    # On SQLite both are empty: FTS5 ignores accents by itself.
    backend.autocomplete_config = backend.config
    return backend


def _plain(query: Any) -> Any:
    """Words with a space between them; the empty string, which finds nothing, without any."""
    if isinstance(query, PlainText):
        words = _plain(query.query_string)
        return PlainText(words, query.operator, query.boost) if words else ""
    return " ".join(_WORD.findall(query)) if isinstance(query, str) else query
