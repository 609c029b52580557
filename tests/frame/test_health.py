"""A watcher hears whether this process lives and whether it can take readers; nothing else."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from gideonsbende import health


@pytest.fixture(autouse=True)
def _fresh_process():
    health._migrated.clear()
    yield
    health._migrated.clear()


def _raise(*_args, **_kwargs):
    raise OperationalError("wachtwoord van de database: geheim")


def test_alive_without_asking_the_database(client):
    """No mark for the database: pytest-django lets nothing through."""
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


@pytest.mark.django_db
def test_ready_when_everything_is_there(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "missing": []}


@pytest.mark.django_db
def test_not_ready_without_database_and_no_word_about_why(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", _raise)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "missing": ["database"]}
    assert "geheim" not in response.text


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits_and_ready_once_it_ran(client, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(MigrationExecutor, "migration_plan", lambda *_args: [("later", False)])
        assert client.get("/readyz").json()["missing"] == ["migrations"]
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("breakage", [_raise, lambda *_args, **_kwargs: None])
def test_not_ready_without_the_shared_cache(client, monkeypatch, breakage):
    monkeypatch.setattr(cache, "get", breakage)
    assert client.get("/readyz").json()["missing"] == ["cache"]


@pytest.mark.django_db
def test_migrations_are_read_once_per_process(client, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_answer_is_never_kept_and_sets_no_cookie(client, address):
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert client.post(address).status_code == 405
