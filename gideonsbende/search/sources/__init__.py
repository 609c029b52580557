"""Where entries come from.

A new page type needs nothing here: it is found by its own ``search_fields``. Another model needs a
module that says which originals may be found and describes one, and its place in ``SOURCES``.
"""

from django.db.models import Model

from .description import Description, Source
from .municipalities import MUNICIPALITIES
from .pages import PAGES
from .practices import PRACTICES

__all__ = ["SOURCES", "Description", "Source", "source_of"]

SOURCES = (MUNICIPALITIES, PAGES, PRACTICES)


def source_of(model: type[Model]) -> Source | None:
    return next((source for source in SOURCES if issubclass(model, source.model)), None)
