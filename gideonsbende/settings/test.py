"""For the suite: small, quick, and strict where the site is strict."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import TASKS

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
FIELD_KEYS = ["b25seS1mb3ItdGVzdHMtdGhpcnR5LXR3by1ieXRlczo="]
SEALING_KEYS = ["b25seS1mb3ItdGVzdHMtcm91bmQta2V5cy0zMmJ5dGU="]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Made by whoever writes to it. Each test has folders of its own, so that hardly ever happens.
DATA_DIR = Path(tempfile.gettempdir()) / f"gideonsbende-test-{os.getpid()}"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
ROUND_KEYS_ROOT = DATA_DIR / "round-keys"
PRACTICES_STAMP = DATA_DIR / "practices.stamp"
# A test sees what it just changed; the tests of what is kept switch it on.
PAGE_CACHE_SECONDS = 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SERVE_MEDIA = True
# Nothing was collected: look for a static file when it is asked for.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Mail leaves at once; a test makes groups when it says so.
TASKS = TASKS | {"worker": TASKS["worker"] | {"BACKEND": "tests.tasks.MailAtOnce"}}
