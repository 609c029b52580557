"""In production every secret and address comes from the environment, or the site does not start."""

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BASE_URL, CACHES, FIELD_KEYS, SEALING_KEYS, env

# Every process must count the same attempts, and adding a key must be atomic.
SHARED_CACHES = ("DatabaseCache", "RedisCache")


def _demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise ImproperlyConfigured(otherwise)


def _is_key(text: str) -> bool:
    try:
        return bool(Fernet(text))
    except ValueError:
        return False


DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
_demand(len(SECRET_KEY) >= 50, "SECRET_KEY ontbreekt of is korter dan 50 tekens.")
_demand(len(set(SECRET_KEY)) >= 10, "SECRET_KEY is te raden: neem 50 willekeurige tekens.")
for _name, _keys in {"FIELD_KEYS": FIELD_KEYS, "SEALING_KEYS": SEALING_KEYS}.items():
    _demand(_keys, f"{_name} ontbreekt: maak een sleutel met `manage.py generate_key`.")
    _demand(
        all(map(_is_key, _keys)),
        f"{_name} deugt niet: maak een sleutel met `manage.py generate_key`.",
    )
_demand(
    not set(SEALING_KEYS) & set(FIELD_KEYS),
    "SEALING_KEYS moet andere sleutels hebben dan FIELD_KEYS.",
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
_demand(ALLOWED_HOSTS, "ALLOWED_HOSTS ontbreekt: noem de namen waaronder de site draait.")
_demand(
    not any("*" in name for name in ALLOWED_HOSTS),
    "ALLOWED_HOSTS mag geen * hebben: noem de namen waaronder de site draait.",
)
_demand(BASE_URL.startswith("https://"), "BASE_URL ontbreekt of begint niet met https://.")
_demand("DATABASE_URL" in env.ENVIRON, "DATABASE_URL ontbreekt.")
_demand(
    CACHES["default"]["BACKEND"].endswith(SHARED_CACHES),
    "CACHE_URL moet een cache zijn die alle processen delen: laat hem weg, of kies redis://.",
)

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
