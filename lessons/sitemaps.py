"""Every public address, for search engines."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_file
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from .models import ExamplePage
from .municipalities.models import Municipality


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    sections: dict[str, type[Sitemap] | Sitemap] = {
        "pages": PublicPages(request),
        "municipalities": PublicMunicipalities(),
        "lists": PublicLists(),
    }
    return sitemap_file(request, sitemaps=sections)


class OwnAddress(Sitemap):
    """Under the address from the settings, whatever host was asked."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class PublicPages(OwnAddress):
    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def items(self) -> QuerySet:
        site = Site.find_for_request(self.request)
        return Page.objects.in_site(site).live().public().order_by("path")

    def location(self, page: Page) -> str:
        return page.get_url(self.request)

    def lastmod(self, page: Page) -> datetime | None:
        return page.last_published_at


class PublicMunicipalities(OwnAddress):
    def items(self) -> QuerySet:
        public = Q(examples__in=ExamplePage.objects.live().public())
        newest = Max("examples__last_published_at", filter=public)
        return Municipality.objects.annotate(changed=newest).order_by("slug")

    def location(self, municipality: Municipality) -> str:
        return municipality.get_absolute_url()

    def lastmod(self, municipality: Municipality) -> datetime | None:
        """A page about a municipality changes with what happened there."""
        return municipality.changed


class PublicLists(OwnAddress):
    """Public screens that no editor writes."""

    def items(self) -> Sequence[str]:
        return ["municipalities", "feeds", "api_documentation"]

    def location(self, name: str) -> str:
        return reverse(name)
