"""The site, its home page, settings and seven lessons, kept in each process for every page.

They cost a third of an uncached page and change a few times a year. A stamp tells every process
when they do; what is kept is never older than ``PAGE_CACHE_SECONDS`` anyhow.
"""

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction, Site

from lessons.models import LessonPage, SiteSettings
from lessons.models.lesson import all_in_short
from members.stamps import Moment

from .stamps import site_record

# The root, a home page, and its children: they decide whether Wagtail looks below the home page.
HOME_AND_BELOW = 3
# A site answers to a few names; whoever makes up more gets an answer that is not kept.
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class KeptSite:
    stamp: Moment
    until: float
    packed: bytes


class SiteRecordMiddleware:
    """Hands Wagtail a fresh copy of the kept site; must stand innermost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.sites: dict[tuple[str, str], KeptSite] = {}
        self.seconds = settings.PAGE_CACHE_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.seconds:
            self._hand_over(request)
        return self.get_response(request)

    def _hand_over(self, request: HttpRequest) -> None:
        """Put them where Wagtail itself keeps them during a request."""
        stamp = site_record.current()
        key = (request.get_host(), request.get_port())
        kept = self.sites.get(key)
        if kept is None or kept.stamp != stamp or kept.until < time.monotonic():
            kept = self._keep(key, stamp, request)
        vars(request).update(pickle.loads(kept.packed))  # noqa: S301 - our own bytes

    def _keep(self, key: tuple[str, str], stamp: Moment, request: HttpRequest) -> KeptSite:
        packed = pickle.dumps(_record(request))
        kept = KeptSite(stamp, time.monotonic() + self.seconds, packed)
        if key in self.sites or len(self.sites) < MOST_NAMES:
            self.sites[key] = kept
        return kept


def _record(request: HttpRequest) -> dict[str, object]:
    """What to keep, by the names under which Wagtail and our pages look for it on a request."""
    record: dict[str, object] = {
        "_wagtail_cached_site_root_paths": Site.get_site_root_paths(),
        "kept_lessons": all_in_short(request),
        "nothing_is_private": not PageViewRestriction.objects.exists(),
    }
    site = Site.find_for_request(request)
    if site is not None:
        # Read now, so that it is kept along.
        _ = site.root_page.specific
        record["_wagtail_site"] = site
        record[SiteSettings.get_cache_attr_name()] = SiteSettings.for_site(site)
    return record


def watch_site() -> None:
    """Listen to what the record is made of; called when the site starts."""
    for signal in (post_save, post_delete):
        signal.connect(_after_change, dispatch_uid="site_record")


def _after_change(instance: object, **_signal: object) -> None:
    if isinstance(instance, PageViewRestriction | Site | SiteSettings) or _is_kept(instance):
        site_record.grow_after_commit()


def _is_kept(instance: object) -> bool:
    if not isinstance(instance, Page):
        return False
    return instance.depth <= HOME_AND_BELOW or instance.specific_class is LessonPage
