"""What every way of running the site shares. Secrets and addresses come from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
# Everything a running site writes: database, uploads, stamps, mail in development.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))

SITE_NAME = "Gideonsbende"
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "gideonsbende",
    "members.privacy",
    "members.updates",
    "members.intervision",
    "members.practices",
    "members.people",
    "members.mail",
    "members.audit",
    "lessons",
    "lessons.municipalities",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "members.people.apps.DeskUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "rest_framework",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Outermost: a page that is in the cache costs nothing of what stands below it.
    "gideonsbende.page_cache.PageCacheMiddleware",
    "gideonsbende.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gideonsbende.middleware.DenialLogMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "members.people.accounts.sessions.SessionLifetimeMiddleware",
    "members.people.accounts.second_factor.SecondFactorMiddleware",
    "members.people.admin.middleware.DeskMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "gideonsbende.urls"
WSGI_APPLICATION = "gideonsbende.wsgi.application"
ASGI_APPLICATION = "gideonsbende.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing half-way: the lock is taken when a transaction begins.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Connecting anew costs a tenth of an uncached page, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits count here, so every process must share it, and adding a key must be atomic:
# Django's file cache is not. A migration makes the table.
env.CACHE_SCHEMES = env.CACHE_SCHEMES | dict.fromkeys(
    ("redis", "rediss"), "gideonsbende.caches.RedisCache"
)
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://shared_cache")}
# Pages for anonymous readers: beside the other things in Redis, or in a folder of this machine.
CACHES["pages"] = (
    CACHES["default"] | {"BACKEND": "gideonsbende.caches.PagesRedisCache", "KEY_PREFIX": "pages"}
    if "redis" in CACHES["default"]["BACKEND"].lower()
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pages",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    }
)
PRACTICES_STAMP = DATA_DIR / "practices.stamp"
PAGE_CACHE_SECONDS = 300

TASKS: dict[str, dict[str, Any]] = {
    # Wagtail's own, which index what was just saved.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # Ours: mail in the default queue, what computes for minutes in the long one. A process for each
    # is in the Procfile.
    "worker": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]},
}

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["gideonsbende.formats"]

# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
# Takes a third of the first start; on one's own machine nobody gains by smaller files.
STATIC_BROTLI = env.bool("STATIC_BROTLI", default=True)
STATICFILES_DIRS = [BASE_DIR / "gideonsbende" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Production leaves this to the web server in front.
SERVE_MEDIA = False
# Files of members: outside the media folder, handed out only by a view that looks who asks.
PRIVATE_ROOT = DATA_DIR / "private"
# The wrapped keys of intervision. Stays out of the ordinary backup: see deploy/README.md.
ROUND_KEYS_ROOT = Path(env("ROUND_KEYS_ROOT", default=str(DATA_DIR / "round-keys")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gideonsbende.static_bundle.BundledStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- People and login -------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
# Seals what must not lie readable in the database; the first key writes, the others still read.
FIELD_KEYS = env.list("FIELD_KEYS", default=[])
# Wraps the keys of intervision; the first key writes, the others still read.
SEALING_KEYS = env.list("SEALING_KEYS", default=[])
# What waits for someone at /mijn/, besides what people themselves know: functions of other apps.
DASHBOARD_SOURCES = [
    "members.privacy.tasks.steps_for",
    "members.intervision.tasks.steps_for",
    "members.intervision.room.tasks.steps_for",
    "members.practices.tasks.steps_for",
    "members.updates.tasks.steps_for",
]
# Accounts with known codes exist in development only.
DEMO_ACCOUNTS = False

ACCOUNT_ADAPTER = "members.people.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "members.people.accounts.forms.LoginForm",
    "confirm_login_code": "members.people.accounts.forms.LoginCodeForm",
    "change_email": "members.people.accounts.forms.ChangeAddressForm",
    "confirm_email_verification_code": "members.people.accounts.forms.AddressCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "members.people.accounts.adapters.name_of"
ACCOUNT_LOGIN_METHODS = {"email"}
# No passwords anywhere: a code by e-mail or a passkey.
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A code by e-mail is asked by members.people.accounts.reauthentication: only of whoever has no
# second factor, and a fresh login counts as proof.
ACCOUNT_REAUTHENTICATION_METHODS = ("mfa",)
ACCOUNT_LOGOUT_ON_GET = False
# Not a public page: those are kept without anything that is meant for one reader.
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/uitgelogd/"
# What strangers do elsewhere keeps nobody outside; see members/people/accounts/rate_limits.py.
# The limit per address alone stops floods of mail, and takes more than one stranger to reach.
# Nothing lasts longer than five minutes, as the refusal says.
ACCOUNT_RATE_LIMITS = {
    "guess_code": "5/5m/key,60/5m/ip",
    "guess_in_browser": "5/5m/key",
    "ask_code_here": "3/m/key,6/5m/key",
    "request_login_code": "20/m/ip,20/5m/key",
    "login_failed": "60/5m/ip,5/5m/key",
    "apply": "20/5m/ip",
    "keep_typed": "60/5m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

MFA_ADAPTER = "members.people.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "members.people.accounts.forms.SecondFactorForm",
    "reauthenticate": "members.people.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "members.people.accounts.forms.ActivateAppForm",
    "add_webauthn": "members.people.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "members.people.accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# Made once, when the site is set up; from then on the desk decides what a group may.
GROUPS_TO_BEGIN_WITH = {
    "Redactie": (
        "people.read_members_content",
        "people.decide_applications",
        "practices.review_practices",
        "intervision.run_rounds",
        "mail.see_stuck_mail",
    ),
    "Begeleiders": ("intervision.lead_groups",),
}
# Where editors set up their second factor, and the mail of development that holds the codes.
# The poll of a room asks itself whether this browser proved its second factor.
OPEN_WITHOUT_SECOND_FACTOR = ("/account/", "/ontwikkeling/", "/intervisie/stand/")

# Logging in with a municipality's own account, for instance Microsoft Entra:
# [{"id": "heusden", "name": "Gemeente Heusden", "client_id": "…", "secret": "…",
#   "server_url": "https://login.microsoftonline.com/<tenant>/v2.0", "domains": ["heusden.nl"]}]
OIDC_PROVIDERS: list[dict] = env.json("OIDC_PROVIDERS", default=[])
SOCIALACCOUNT_ADAPTER = "members.people.accounts.adapters.OwnOrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": provider["id"],
                "name": provider["name"],
                "client_id": provider["client_id"],
                "secret": provider["secret"],
                # Only for addresses of its own domains is a provider believed.
                "settings": {
                    "server_url": provider["server_url"],
                    "verified_email": provider["domains"],
                },
            }
            for provider in OIDC_PROVIDERS
        ],
    }
}

# How long a login lasts, and how long without any click.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 2 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gideonsbende.errors.stale_form"

# --- Headers ----------------------------------------------------------------------------------

_SELF = ["'self'"]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# Named as Django 6.0 names it. Two policies: Wagtail's desk still has inline scripts and styles.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": _SELF,
    "style-src": _SELF,
    "img-src": ["'self'", "data:"],
    "connect-src": _SELF,
    "font-src": _SELF,
    # A login form is answered with a redirect to the organisation's own login page.
    "form-action": [*_SELF, *(_origin(provider["server_url"]) for provider in OIDC_PROVIDERS)],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
SECURE_CSP_DESK = SECURE_CSP | {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": _SELF,
    "frame-ancestors": _SELF,
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Wagtail ----------------------------------------------------------------------------------

DESK_PATH = "redactie/"
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USER_TIME_ZONES = ["Europe/Amsterdam"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAIL_I18N_ENABLED = False
# Who does the work at the desk gets the mail about it, once: see ``UserQuerySet.editors``.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_MODERATION_ENABLED = True
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILIMAGES_IMAGE_MODEL = "lessons.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "lessons.picture_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = [
    *("avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "tif", "tiff", "webp"),
]
# What is made of an original where a template asks for no format: never the original's own.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp"}
WAGTAILDOCS_DOCUMENT_MODEL = "lessons.CustomDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_BASE_URL = BASE_URL
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAIL_TAG_LIMIT = 8
WAGTAIL_TAG_SPACES_ALLOWED = True
TAGGIT_CASE_INSENSITIVE = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "gideonsbende.search.wagtail_backend"}}

# --- Mail and logs ----------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Gideonsbende <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 10

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "gideonsbende.errors.ReferenceFilter"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}{reference}", "style": "{"},
        # A line of JSON, made by members.security_log.
        "bare": {"format": "{message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["reference"],
        },
        "security": {"class": "logging.StreamHandler", "formatter": "bare"},
    },
    "loggers": {"security": {"handlers": ["security"], "level": "INFO", "propagate": False}},
    # A line for every task would hide what does go wrong.
    "root": {"handlers": ["console"], "level": "WARNING"},
}
