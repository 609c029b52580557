"""Production does not start half-configured; each missing value is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.production",
    "SECRET_KEY": "only-for-tests-of-settings-abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtdGhpcnR5LXR3by1ieXRlczo=",
    "SEALING_KEYS": "b25seS1mb3ItdGVzdHMtcm91bmQta2V5cy0zMmJ5dGU=",
    "ALLOWED_HOSTS": "example.org",
    "BASE_URL": "https://example.org",
    "DATABASE_URL": "sqlite://:memory:",
}
READ = "from django.conf import settings; print(settings.DEBUG, settings.DEMO_ACCOUNTS)"


def start(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", READ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_environment_starts_without_debug_and_demo():
    assert start(COMPLETE).stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    "missing",
    ["SECRET_KEY", "FIELD_KEYS", "SEALING_KEYS", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL"],
)
def test_missing_value_is_named(missing):
    outcome = start({name: value for name, value in COMPLETE.items() if name != missing})
    assert outcome.returncode != 0
    assert missing in outcome.stderr.splitlines()[-1]


def test_rounds_have_keys_of_their_own():
    assert "SEALING_KEYS" in start(COMPLETE | {"SEALING_KEYS": COMPLETE["FIELD_KEYS"]}).stderr


def test_short_secret_and_plain_http_are_refused():
    assert "SECRET_KEY" in start(COMPLETE | {"SECRET_KEY": "short"}).stderr
    assert "BASE_URL" in start(COMPLETE | {"BASE_URL": "http://example.org"}).stderr


@pytest.mark.parametrize(
    ("name", "weak"),
    [
        ("SECRET_KEY", "k" * 50),
        ("FIELD_KEYS", "kort"),
        ("SEALING_KEYS", "kort"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "example.org,*"),
        ("CACHE_URL", "dummycache://"),
        ("CACHE_URL", "locmemcache://"),
        ("CACHE_URL", "filecache:///tmp/cache"),
    ],
)
def test_weak_value_is_refused_in_one_line(name, weak):
    outcome = start(COMPLETE | {name: weak})
    assert outcome.returncode != 0
    assert name in outcome.stderr.splitlines()[-1]


def test_caches_that_processes_share_are_accepted():
    for shared in ("redis://cache:6379/0", "dbcache://shared_cache"):
        assert start(COMPLETE | {"CACHE_URL": shared}).returncode == 0
