"""The front page."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.admin.panels import MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from ..municipalities.models import Municipality
from .example import ExamplePage
from .lesson import lessons_in_order
from .meeting import MeetingPage

EXAMPLES_SHOWN = 4
MEETINGS_SHOWN = 3


class HomePage(Page):
    heading = models.CharField("kop", max_length=120)
    intro = models.TextField("inleiding", max_length=500)
    how_title = models.CharField("kop van de uitleg", max_length=100, blank=True)
    how = RichTextField("uitleg", blank=True, features=["bold", "link", "ol", "ul"])
    call_title = models.CharField("kop van de oproep", max_length=100)
    call = RichTextField("oproep", features=["bold", "italic", "link"])
    call_button = models.CharField("tekst op de knop", max_length=40, default="Lid worden")

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["heading", "intro"], heading="Bovenaan"),
        MultiFieldPanel(["how_title", "how"], heading="Zo werkt het"),
        MultiFieldPanel(["call_title", "call", "call_button"], heading="De oproep"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("call")]

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "lessons.LessonIndexPage",
        "lessons.ExampleIndexPage",
        "lessons.MeetingIndexPage",
        "lessons.PlainPage",
    ]

    class Meta:
        verbose_name = "voorpagina"

    def route(self, request, path_components):
        """Straight to the page that is asked for, not by way of every page above it."""
        page = self._page_at(path_components) if path_components else None
        return page.route(request, []) if page else super().route(request, path_components)

    def _page_at(self, path_components):
        # The slug has an index, the whole address has none.
        slug, address = path_components[-1], f"{self.url_path}{'/'.join(path_components)}/"
        pages = Page.objects.filter(slug=slug, url_path=address)
        for pk, kind in pages.values_list("pk", "content_type_id")[:1]:
            if page_type := ContentType.objects.get_for_id(kind).model_class():
                return page_type._default_manager.get(pk=pk)
        return None

    def get_context(self, request, *args, **kwargs):
        examples = ExamplePage.objects.live().public().newest().with_lessons()
        return super().get_context(request, *args, **kwargs) | {
            "lessons": lessons_in_order(request),
            "examples": examples[:EXAMPLES_SHOWN],
            "coming": MeetingPage.objects.live().public().coming()[:MEETINGS_SHOWN],
            "places": Municipality.objects.taking_part(),
        }
