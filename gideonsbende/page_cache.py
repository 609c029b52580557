"""Whole pages kept for anonymous readers, in each process, until something public changes.

A page is kept in the memory of the process that rendered it, so serving it costs neither a query
nor a network call. What all processes share is one stamp file: a change of public content
touches it after commit, and a page kept under another stamp is rendered anew. Several machines
share the stamp by sharing that file's folder; a kept page is never older than
``PAGE_CACHE_SECONDS`` anyhow.
"""

import gzip
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# A save in one of these apps may change what the public reads; rendering once too often is cheap.
PUBLIC_APPS = ("lessons", "municipalities", "wagtailcore", "wagtailimages", "wagtailredirects")
KEPT_METHODS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class KeptPage:
    stamp: int
    until: float
    headers: list[tuple[str, str]]
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
        if not self.seconds or not _may_be_kept(request):
            return self.get_response(request)
        stamp = current_stamp()
        key = _key(request)
        page = self.pages.get(key)
        if page is not None and page.stamp == stamp and page.until > time.monotonic():
            return _answer(request, page)
        response = self.get_response(request)
        if not _is_public_page(response):
            return response
        page = self._keep(key, stamp, response)
        return _answer(request, page)

    def _keep(self, key: tuple[str, ...], stamp: int, response: HttpResponse) -> KeptPage:
        patch_vary_headers(response, ["Accept-Encoding"])
        page = KeptPage(
            stamp=stamp,
            until=time.monotonic() + self.seconds,
            headers=[(k, v) for k, v in response.items() if k != "Content-Length"],
            plain=response.content,
            packed=gzip.compress(response.content, compresslevel=9, mtime=0),
        )
        with self.lock:
            self.pages[key] = page
            self.pages.move_to_end(key)
            while len(self.pages) > self.entries:
                self.pages.popitem(last=False)
        return page


def current_stamp() -> int:
    """The moment of the latest public change, in nanoseconds; 0 before the first one."""
    try:
        return os.stat(settings.PAGE_CACHE_STAMP).st_mtime_ns
    except FileNotFoundError:
        return 0


def public_content_changed(**_signal: object) -> None:
    """Let every process render anew, once the change that is under way is committed."""
    transaction.on_commit(_touch_stamp)


def watch_public_content() -> None:
    """Listen to the models whose rows the public reads; called when the site starts."""
    for label in PUBLIC_APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            for signal in (post_save, post_delete, m2m_changed):
                signal.connect(public_content_changed, sender=model, dispatch_uid="page_cache")


def _touch_stamp() -> None:
    path = settings.PAGE_CACHE_STAMP
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    # Two changes within one tick of the file system's clock still differ.
    now = max(time.time_ns(), path.stat().st_mtime_ns + 1)
    os.utime(path, ns=(now, now))


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in KEPT_METHODS
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.META.get("QUERY_STRING")
    )


def _key(request: HttpRequest) -> tuple[str, ...]:
    # HTMX asks for a part of a page under the page's own address.
    meta = request.META
    return (
        request.scheme or "",
        meta.get("HTTP_HOST", ""),
        request.path,
        meta.get("HTTP_HX_REQUEST", ""),
    )


def _is_public_page(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "no-store" not in response.get("Cache-Control", "")
        and "private" not in response.get("Cache-Control", "")
    )


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    wants_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if wants_packed else page.plain
    response = HttpResponse(b"" if request.method == "HEAD" else body)
    for name, value in page.headers:
        response.headers[name] = value
    if wants_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    return response
