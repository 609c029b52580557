"""Everything that is simply a page: about, privacy, house rules."""

from django.db import models
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from ..blocks import BodyBlock
from .site_page import SitePage


class PlainPage(SitePage):
    intro = models.TextField("inleiding", blank=True, max_length=500)
    body = StreamField(BodyBlock(), verbose_name="tekst", blank=True)

    content_panels = [*SitePage.content_panels, "intro", "body"]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    api_fields = [APIField("intro"), APIField("body")]

    parent_page_types = ["lessons.HomePage", "lessons.PlainPage"]
    subpage_types = ["lessons.PlainPage"]

    class Meta:
        verbose_name = "gewone pagina"
        verbose_name_plural = "gewone pagina's"

    def get_context(self, request, *args, **kwargs):
        below = self.shown(PlainPage.objects.child_of(self))
        return super().get_context(request, *args, **kwargs) | {"below": below}
