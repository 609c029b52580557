"""The front page."""

from django.db import models
from wagtail.admin.panels import MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from ..municipalities.models import Municipality
from .example import ExamplePage
from .lesson import LessonPage
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
        if len(path_components) > 1:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            # The slug has an index, the whole address has none.
            below = Page.objects.filter(slug=path_components[-1], url_path=address).first()
            if below is not None:
                return below.specific.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        private = HomePage.objects.private_q()  # one question for all lists
        examples = ExamplePage.objects.live().exclude(private).newest().with_lessons()
        return super().get_context(request, *args, **kwargs) | {
            "lessons": LessonPage.objects.live().exclude(private).in_short(),
            "examples": examples[:EXAMPLES_SHOWN],
            "coming": MeetingPage.objects.live().exclude(private).coming()[:MEETINGS_SHOWN],
            "places": Municipality.objects.taking_part(),
        }
