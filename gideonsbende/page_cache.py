"""Whole pages kept for anonymous readers until something public changes.

They stand in Django's cache ``pages``, together with one version that all processes and machines
share. A page that was made under another version is rendered anew; none is older than
``PAGE_CACHE_SECONDS`` anyhow.
"""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from lessons.models.media import Rendition
from lessons.signals import public_content_changed

CACHE = "pages"
VERSION = "version"
# What the public reads. Drafts, comments and the desk's own log are left out on purpose.
PUBLIC_APPS = ("lessons", "municipalities")
PUBLIC_MODELS = (
    "intervision.CandidateDate",
    "intervision.Method",
    "intervision.MethodStep",
    "intervision.Round",
    "practices.Practice",
    "wagtailcore.Page",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
)
# The fields of a page that saving a draft touches; the desk saves one while an editor types.
DRAFT_FIELDS = frozenset(
    {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}
)
# A page that differs by anything else is not one page but several.
KNOWN_VARIATIONS = frozenset({"accept-encoding", "cookie", "hx-request"})
LARGEST_PAGE = 512 * 1024
# The highest level makes a page half a percent smaller for a third more work.
GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class KeptPage:
    version: str
    headers: dict[str, str]
    packed: bytes


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD requests from the cache; must stand outermost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.seconds = settings.PAGE_CACHE_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.seconds or not _is_anonymous_read(request):
            return self.get_response(request)
        key = _key(request)
        found = caches[CACHE].get_many([VERSION, key])
        # Read before rendering: a change that happens meanwhile makes this page old at once.
        version = found.get(VERSION) or _begin()
        page = found.get(key)
        if page is not None and page.version == version:
            return _answer(request, page)
        response = self.get_response(request)
        # The answer to HEAD may lack its body.
        if request.method == "GET" and _is_public_page(response):
            page = _packed(version, response)
            caches[CACHE].set(key, page, self.seconds)
            return _answer(request, page)
        return response


def make_pages_old(**_signal: object) -> None:
    """Every process renders anew, once the change that is under way is committed."""
    # Robust: the change itself is safe, and a cache that cannot be written costs minutes.
    transaction.on_commit(_begin_anew, robust=True)


def watch_public_content() -> None:
    """Listen to whatever changes what the public reads; called when the site starts."""
    for model in _public_models():
        post_save.connect(_after_save, sender=model, dispatch_uid="page_cache")
        for signal in (post_delete, m2m_changed):
            signal.connect(make_pages_old, sender=model, dispatch_uid="page_cache")
    # What is written in bulk sends no signal of Django's.
    public_content_changed.connect(make_pages_old, dispatch_uid="page_cache")
    # A new release has other templates.
    post_migrate.connect(make_pages_old, dispatch_uid="page_cache")


def _begin() -> str:
    """The first version, or the one that another process wrote meanwhile."""
    version = _new_version()
    return caches[CACHE].get_or_set(VERSION, version, None) or version


def _begin_anew() -> None:
    caches[CACHE].set(VERSION, _new_version(), None)


def _new_version() -> str:
    return uuid4().hex


def _public_models() -> Iterator[type[Model]]:
    for label in PUBLIC_APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            # Made while a page is rendered: it changes nothing that anybody read.
            if model is not Rendition:
                yield model
    for label in PUBLIC_MODELS:
        yield apps.get_model(label)


def _after_save(
    instance: Model, update_fields: frozenset[str] | None = None, **_signal: object
) -> None:
    if update_fields and update_fields <= DRAFT_FIELDS:
        return
    if not _never_was_public(instance):
        make_pages_old()


def _never_was_public(instance: Model) -> bool:
    """A draft that its writer is still working on, saved every few seconds."""
    is_live, since = (getattr(instance, name, True) for name in ("live", "first_published_at"))
    return not is_live and since is None


def _is_anonymous_read(request: HttpRequest) -> bool:
    meta = request.META
    return (
        request.method in ("GET", "HEAD")
        and not meta.get("QUERY_STRING")
        # HTMX asks for a part of a page under the page's own address.
        and "HTTP_HX_REQUEST" not in meta
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        # A message that waits for this reader alone, such as "U bent uitgelogd".
        and "messages" not in request.COOKIES
    )


def _key(request: HttpRequest) -> str:
    # Without the port: whoever makes ports up would else push every page out.
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
    # Both paths: a server in front may put a part of the address in SCRIPT_NAME.
    parts = (request.scheme or "", host, request.path, request.path_info)
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _is_public_page(response: HttpResponse) -> bool:
    control = response.get("Cache-Control", "")
    variations = response.get("Vary", "").lower().replace(" ", "").split(",")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and not any(word in control for word in ("no-store", "no-cache", "private"))
        and KNOWN_VARIATIONS.issuperset(filter(None, variations))
        and len(response.content) <= LARGEST_PAGE
    )


def _packed(version: str, response: HttpResponse) -> KeptPage:
    patch_vary_headers(response, ["Accept-Encoding"])
    if not response.has_header("ETag"):
        response["ETag"] = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    packed = gzip.compress(response.content, GZIP_LEVEL, mtime=0)
    return KeptPage(version, dict(response.items()), packed)


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    wants_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if wants_packed else gzip.decompress(page.packed)
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
    if wants_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    if "HTTP_IF_NONE_MATCH" in request.META:
        etag = page.headers["ETag"]
        return get_conditional_response(request, etag=etag, response=response) or response
    return response
