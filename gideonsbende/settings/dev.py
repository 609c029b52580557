"""On your own machine: `make run` (DEBUG off, as in production) and `make dev` (DEBUG on)."""

from .base import *  # noqa: F403
from .base import DATA_DIR, LOGGING, TASKS, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "only-for-development-production-refuses-this-key"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
SERVE_MEDIA = True
FIELD_KEYS = ["b25seS1mb3ItZGV2ZWxvcG1lbnQtMzItYnl0ZXMtISE="]
SEALING_KEYS = ["b25seS1mb3ItZGV2ZWxvcG1lbnQtcm91bmQta2V5cy0="]
# The demo accounts are made under these settings only.
DEMO_ACCOUNTS = True
# Passkeys normally want https; browsers make an exception for this machine, and so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Mail is kept in a folder, and shown at /ontwikkeling/post/ so that login codes are at hand.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
if "EMAIL_URL" in env.ENVIRON:
    # To try a real mail server, as in production.
    vars().update(env.email_url("EMAIL_URL"))

# Without a worker beside the site, as the tests in a browser serve it.
if env.bool("TASKS_AT_ONCE", default=False):
    TASKS["worker"]["BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"

# On one's own screen stands where the site is; who did what is in a file beside the database.
LOGGING["handlers"]["security"] = {
    "class": "logging.FileHandler",
    "filename": DATA_DIR / "security.log",
    "formatter": "bare",
    "delay": True,
}

if DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    PAGE_CACHE_SECONDS = 0
