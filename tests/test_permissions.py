"""Every address of the site, for everybody: a pattern without a row fails."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from . import world
from .databases import CONTENT
from .permission_table import PEOPLE, ROWS, Row

METHODS = ("get", "post")
# Wagtail's own screens, some 250: a rule instead of rows. Our own at the desk have rows.
DESK = settings.DESK_PATH
OUTSIDERS = ("anonymous", "applicant", "member", "facilitator", "suspended", "alumnus")
# What Wagtail's screens load without being logged in: names of things, no content.
DESK_OPEN_TO_ALL = {f"{DESK}jsi18n/", f"{DESK}sprite/"}
PLACEHOLDERS = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from patterns(one, here)


ALL_PATTERNS = sorted(set(patterns(get_resolver())))
DESK_PATTERNS = [one for one in ALL_PATTERNS if one.startswith(DESK)]


@pytest.fixture(scope="module")
def everybody(databases, django_db_blocker) -> Iterator[world.World]:
    """Built once for all rows: what a request changes is undone, see :func:`status`."""
    with django_db_blocker.unblock():
        databases.use(CONTENT)
        ContentType.objects.clear_cache()
        with transaction.atomic():
            yield world.build()
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> None:
    """Limits on trying count in the cache."""
    cache.clear()


def status(everybody: world.World, person: str, method: str, path: str) -> int:
    """The answer, with everything that it changed undone."""
    with transaction.atomic():
        answer = getattr(everybody.client(person), method)(path)
        transaction.set_rollback(True)
    return answer.status_code


def test_every_pattern_has_a_row():
    known = {row.pattern for row in ROWS}
    assert [one for one in ALL_PATTERNS if not one.startswith(DESK) and one not in known] == []


def test_every_row_has_a_pattern():
    assert sorted({row.pattern for row in ROWS} - set(ALL_PATTERNS)) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_everybody_gets_the_answer_of_the_table(everybody, row: Row):
    path = row.path.format(**everybody.names)
    differences = [
        f"{person} {method}: {expected[person]} expected, {found} found"
        for method, expected in zip(METHODS, (row.get, row.post), strict=True)
        for person in PEOPLE
        if (found := status(everybody, person, method, path)) != expected[person]
    ]
    assert differences == []


def desk_path(pattern: str) -> str:
    """An address that fits the pattern, with something in the place of every part."""
    path = re.sub(r"<(\w+):\w+>", lambda found: PLACEHOLDERS[found[1]], pattern)
    path = re.sub(r"\(\?P<\w+>[^)]*\)|\([^)]*\)", "1", path)
    return "/" + path.replace("^", "").replace("$", "").replace("\\", "")


@pytest.mark.parametrize("person", OUTSIDERS)
def test_desk_is_closed_to_everybody_else(everybody, person):
    opened = {}
    for pattern in DESK_PATTERNS:
        if pattern in DESK_OPEN_TO_ALL:
            continue
        for method in METHODS:
            code = status(everybody, person, method, desk_path(pattern))
            if code not in (302, 403, 404, 405):
                opened[pattern, method] = code
    assert opened == {}
