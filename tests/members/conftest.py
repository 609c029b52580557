import pytest
from django.db import transaction


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that never commits cannot wait for it; what waits for the commit happens at once.

    Tests marked ``transaction=True`` see the real thing.
    """
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        monkeypatch.setattr(transaction, "on_commit", lambda func, **_how: func())
