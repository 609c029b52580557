"""Case studies: what a municipality or an organisation did with the lessons."""

from datetime import date

from django.db import models
from django.db.models import Prefetch
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from ..blocks import BodyBlock, FactsBlock, SourcesBlock
from ..topic_forms import KnowsSynonyms
from .lesson import LessonPage
from .topic import Topic

SHOWN_IN_SHORT = ("title", "url_path", "organisation", "intro", "municipality__name")


class ExampleIndexPage(Page):
    intro = models.TextField("inleiding", blank=True, max_length=500)

    content_panels = [*Page.content_panels, "intro"]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    max_count = 1
    parent_page_types = ["lessons.HomePage"]
    subpage_types = ["lessons.ExamplePage"]

    class Meta:
        verbose_name = "overzicht van de praktijkvoorbeelden"

    def get_context(self, request, *args, **kwargs):
        examples = ExamplePage.objects.child_of(self).live().public().newest().with_lessons()
        return super().get_context(request, *args, **kwargs) | {"examples": examples}


class ExampleTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="example_topics")
    content_object = ParentalKey(
        "lessons.ExamplePage", on_delete=models.CASCADE, related_name="topic_links"
    )


class ExampleQuerySet(PageQuerySet):
    def newest(self) -> "ExampleQuerySet":
        return self.order_by("-first_published_at", "-pk")

    def in_short(self) -> "ExampleQuerySet":
        """With what a card shows; the long texts stay in the database."""
        return self.select_related("municipality").only(*SHOWN_IN_SHORT)

    def with_lessons(self) -> "ExampleQuerySet":
        lessons = LessonPage.objects.live().in_short()
        return self.in_short().prefetch_related(Prefetch("lessons", lessons))

    def due_for_review(self, today: date) -> "ExampleQuerySet":
        """Oldest date first."""
        return self.filter(review_on__lte=today).order_by("review_on", "title")


class ExampleForm(KnowsSynonyms, WagtailAdminPageForm):
    pass


class ExamplePage(Page):
    municipality = models.ForeignKey(
        "municipalities.Municipality",
        verbose_name="gemeente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="examples",
    )
    organisation = models.CharField(
        "organisatie",
        max_length=150,
        blank=True,
        help_text="Alleen invullen als het voorbeeld niet van één gemeente is.",
    )
    lessons = ParentalManyToManyField(
        "lessons.LessonPage", verbose_name="lessen die dit laat zien", related_name="examples"
    )
    topics = ClusterTaggableManager(through=ExampleTopic, verbose_name="onderwerpen", blank=True)
    intro = models.TextField("inleiding", max_length=400)
    facts = StreamField(FactsBlock(), verbose_name="Feiten op een rij", blank=True)
    body = StreamField(BodyBlock(), verbose_name="tekst")
    hard = StreamField(BodyBlock(), verbose_name="Wat was lastig?", blank=True)
    sources = StreamField(SourcesBlock(), verbose_name="Bronnen", blank=True)
    last_confirmed = models.DateField("klopte nog op", null=True, blank=True)
    review_on = models.DateField(
        "opnieuw nakijken op",
        null=True,
        blank=True,
        help_text="Klopt dit nog? Vanaf deze dag vraagt het voorbeeld om een nieuwe blik.",
    )

    objects = PageManager.from_queryset(ExampleQuerySet)()

    base_form_class = ExampleForm
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["municipality", "organisation"], heading="Van wie"),
        MultiFieldPanel(["lessons", "topics"], heading="Waarover"),
        "intro",
        "facts",
        "body",
        "hard",
        "sources",
        MultiFieldPanel(
            [FieldPanel("last_confirmed"), FieldPanel("review_on")], heading="Klopt dit nog?"
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("organisation"),
        index.SearchField("intro"),
        index.SearchField("facts"),
        index.SearchField("body"),
        index.SearchField("hard"),
        index.RelatedFields("municipality", [index.SearchField("name")]),
        index.RelatedFields(
            "topics",
            [
                index.SearchField("name"),
                index.RelatedFields("synonyms", [index.SearchField("name")]),
            ],
        ),
    ]
    api_fields = [
        APIField("municipality"),
        APIField("organisation"),
        APIField("lessons"),
        APIField("topics"),
        APIField("intro"),
        APIField("facts"),
        APIField("body"),
        APIField("hard"),
        APIField("sources"),
        APIField("last_confirmed"),
    ]

    parent_page_types = ["lessons.ExampleIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "praktijkvoorbeeld"
        verbose_name_plural = "praktijkvoorbeelden"

    @property
    def owner_name(self) -> str:
        """The municipality or organisation that the example is about; empty when neither."""
        return self.municipality.name if self.municipality else self.organisation
