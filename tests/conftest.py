"""The same four people and the same two databases for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import TransactionTestCase

from members.people.models import User

from .databases import CONTENT, MIGRATED, Databases
from .people import editors
from .programs import leave_out, tell

# --- The run ----------------------------------------------------------------------------------

HERE = Path(__file__).parent
# Begun first, so that no worker is still busy with these when the others have nothing left.
DEAREST = (HERE / "browser", HERE / "test_permissions.py", HERE / "test_html.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    leave_out(config, items)
    items.sort(key=lambda item: not any(map(item.path.is_relative_to, DEAREST)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tell(terminalreporter)


# --- Databases --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def databases(
    request, django_test_environment, django_db_blocker, tmp_path_factory, worker_id
) -> Iterator[Databases]:
    """The ready-made databases of this run; see databases.py."""
    with django_db_blocker.unblock():
        ready = Databases(tmp_path_factory.mktemp("databases"), worker_id)
        yield ready
        ready.close()


@pytest.fixture
def django_db_setup(request, databases, django_db_blocker) -> Iterator[None]:
    """Choose the database for this one test: with our content, or only migrated.

    pytest-django does this once per run; per test, a test that commits gets a fresh copy after it
    instead of Django's flush, which would take Wagtail's root page away.
    """
    kind = CONTENT if "content" in request.fixturenames else MIGRATED
    with django_db_blocker.unblock():
        databases.use(kind)
    ContentType.objects.clear_cache()
    cache.clear()
    yield
    if _commits(request):
        with django_db_blocker.unblock():
            databases.spoil(kind)


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return (
        bool(marker and marker.kwargs.get("transaction"))
        or bool({"transactional_db", "live_server"} & set(request.fixturenames))
        or (request.cls is not None and issubclass(request.cls, TransactionTestCase))
    )


@pytest.fixture
def content(db) -> None:
    """Our own content stands on the site: municipalities, lessons, examples, pages, desk rights."""


# After a test that commits its database is thrown away, so nothing has to be emptied; and the trail
# of decisions refuses to be.
TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]


# --- People -----------------------------------------------------------------------------------


def _person(name: str) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def anna(db) -> User:
    """A member."""
    return _person("Anna")


@pytest.fixture
def bram(db) -> User:
    """A member who shares a group with Anna."""
    return _person("Bram")


@pytest.fixture
def chris(db) -> User:
    """A member who shares nothing with Anna: the outsider."""
    return _person("Chris")


@pytest.fixture
def els(db) -> User:
    """An editor."""
    user = _person("Els")
    user.groups.add(editors())
    return user


@pytest.fixture(autouse=True)
def _own_data_folder(settings, tmp_path: Path) -> None:
    """Uploads and the stamps of one test are not seen by the next."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.ROUND_KEYS_ROOT = tmp_path / "round-keys"
    settings.PAGE_CACHE_STAMP = tmp_path / "published.stamp"
    settings.SITE_RECORD_STAMP = tmp_path / "site.stamp"
    settings.PRACTICES_STAMP = tmp_path / "practices.stamp"
