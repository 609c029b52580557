"""In production every secret and address comes from the environment, or the site does not start."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BASE_URL, FIELD_KEYS, SEALING_KEYS, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY ontbreekt of is korter dan 50 tekens.")
if not FIELD_KEYS:
    raise ImproperlyConfigured("FIELD_KEYS ontbreekt: maak een sleutel met `manage.py field_key`.")
if not SEALING_KEYS:
    raise ImproperlyConfigured(
        "SEALING_KEYS ontbreekt: maak een sleutel met `manage.py field_key`."
    )
if set(SEALING_KEYS) & set(FIELD_KEYS):
    raise ImproperlyConfigured("SEALING_KEYS moet andere sleutels hebben dan FIELD_KEYS.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS ontbreekt: noem de namen waaronder de site draait.")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL ontbreekt of begint niet met https://.")
if "DATABASE_URL" not in env.ENVIRON:
    raise ImproperlyConfigured("DATABASE_URL ontbreekt.")

CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
