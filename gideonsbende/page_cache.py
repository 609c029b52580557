"""Whole pages kept for anonymous readers, in each process, until something public changes.

A page is kept in the memory of the process that rendered it, so serving it costs neither a query
nor a network call. A change of public content grows a stamp that all processes share, and a page
kept under another stamp is rendered anew; a kept page is never older than ``PAGE_CACHE_SECONDS``
anyhow.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from members.stamps import Moment

from .stamps import public_content

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
    "wagtaildocs.Document",
    "wagtailimages.Image",
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
    stamp: Moment
    until: float
    headers: dict[str, str]
    plain: bytes
    packed: bytes


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD requests from memory; must stand outermost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[tuple[str, ...], KeptPage] = OrderedDict()
        self.lock = Lock()
        self.seconds = settings.PAGE_CACHE_SECONDS
        self.entries = settings.PAGE_CACHE_ENTRIES

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.seconds or not _is_anonymous_read(request):
            return self.get_response(request)
        # Read before rendering: a change that happens meanwhile makes this page old at once.
        stamp = public_content.current()
        key = _key(request)
        page = self._find(key, stamp)
        if page is not None:
            return _answer(request, page)
        response = self.get_response(request)
        # The answer to HEAD may lack its body.
        if request.method == "GET" and _is_public_page(response):
            return _answer(request, self._keep(key, stamp, response))
        return response

    def _find(self, key: tuple[str, ...], stamp: Moment) -> KeptPage | None:
        with self.lock:
            page = self.pages.get(key)
            if page is None or page.stamp != stamp or page.until < time.monotonic():
                return None
            self.pages.move_to_end(key)
            return page

    def _keep(self, key: tuple[str, ...], stamp: Moment, response: HttpResponse) -> KeptPage:
        patch_vary_headers(response, ["Accept-Encoding"])
        if not response.has_header("ETag"):
            response["ETag"] = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
        page = KeptPage(
            stamp=stamp,
            until=time.monotonic() + self.seconds,
            headers=dict(response.items()),
            plain=response.content,
            packed=gzip.compress(response.content, GZIP_LEVEL, mtime=0),
        )
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > self.entries:
                self.pages.popitem(last=False)
        return page


def public_content_changed(**_signal: object) -> None:
    """Let every process render anew, once the change that is under way is committed."""
    public_content.grow_after_commit()


def watch_public_content() -> None:
    """Listen to the models whose rows the public reads; called when the site starts."""
    for model in _public_models():
        post_save.connect(_after_save, sender=model, dispatch_uid="page_cache")
        for signal in (post_delete, m2m_changed):
            signal.connect(public_content_changed, sender=model, dispatch_uid="page_cache")


def _public_models() -> Iterator[type[Model]]:
    for label in PUBLIC_APPS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)
    for label in PUBLIC_MODELS:
        yield apps.get_model(label)


def _after_save(
    instance: Model, update_fields: frozenset[str] | None = None, **_signal: object
) -> None:
    if update_fields and update_fields <= DRAFT_FIELDS:
        return
    if not _never_was_public(instance):
        public_content_changed()


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


def _key(request: HttpRequest) -> tuple[str, str, str, str]:
    # Without the port: whoever makes ports up would else push every page out.
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
    # Both paths: a server in front may put a part of the address in SCRIPT_NAME.
    return request.scheme or "", host, request.path, request.path_info


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


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    wants_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if wants_packed else page.plain
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
    if wants_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    if "HTTP_IF_NONE_MATCH" in request.META:
        etag = page.headers["ETag"]
        return get_conditional_response(request, etag=etag, response=response) or response
    return response
