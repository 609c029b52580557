from collections.abc import Iterator

import pytest

from gideonsbende.settings import base, dev

from . import sink as sinks


@pytest.fixture
def sink(settings) -> Iterator[sinks.Sink]:
    """A real mail server for this test, and mail that leaves as it does in production."""
    with sinks.running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 2
        settings.TASKS = base.TASKS
        # What this process seals is read by others, which run with the settings for development.
        settings.FIELD_KEYS = dev.FIELD_KEYS
        yield server
