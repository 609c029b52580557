"""The seven lessons."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from ..blocks import AdditionsBlock, BodyBlock, ChecklistBlock, QuestionsBlock, SourcesBlock

LESSON_NUMBERS = range(1, 8)
EXAMPLES_SHOWN = 6
SHOWN_IN_SHORT = ("title", "slug", "url_path", "number", "hue", "menu_title", "core")


class Hue(models.IntegerChoices):
    """The seven hues; the style sheet knows each by its number."""

    FLAME = 1, "vlamrood"
    OCHRE = 2, "oker"
    MOSS = 3, "mosgroen"
    SEA = 4, "zeegroen"
    SKY = 5, "blauw"
    VIOLET = 6, "paars"
    WINE = 7, "wijnrood"


class LessonIndexPage(Page):
    intro = models.TextField("inleiding", blank=True, max_length=500)

    content_panels = [*Page.content_panels, "intro"]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    max_count = 1
    parent_page_types = ["lessons.HomePage"]
    subpage_types = ["lessons.LessonPage"]

    class Meta:
        verbose_name = "overzicht van de lessen"

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "lessons": lessons_in_order(request)
        }


class LessonQuerySet(PageQuerySet):
    def in_order(self) -> "LessonQuerySet":
        return self.order_by("number")

    def in_short(self) -> "LessonQuerySet":
        """In order, with what a card or a menu shows; the long texts stay in the database."""
        return self.in_order().only(*SHOWN_IN_SHORT)


class LessonPage(Page):
    # Empty only in a draft or a fresh copy: two pages never hold the same number.
    number = models.PositiveSmallIntegerField(
        "nummer",
        unique=True,
        null=True,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
        help_text="1 tot en met 7. Elk nummer komt één keer voor.",
    )
    hue = models.PositiveSmallIntegerField(
        "kleur",
        choices=Hue.choices,
        default=Hue.FLAME,
        help_text="De kleur van deze les, overal op de site.",
    )
    menu_title = models.CharField(
        "korte naam",
        max_length=60,
        help_text="Hoogstens vijf woorden. Staat op kaartjes en bij ervaringen.",
    )
    core = models.CharField(
        "de kern", max_length=250, help_text="Eén zin. Wat moet de lezer onthouden?"
    )
    body = StreamField(BodyBlock(), verbose_name="tekst")
    checklist = StreamField(
        ChecklistBlock(), verbose_name="Wat kunt u als secretaris doen", blank=True
    )
    questions = StreamField(
        QuestionsBlock(), verbose_name="Vragen voor een intervisiegroep", blank=True
    )
    sources = StreamField(SourcesBlock(), verbose_name="Bronnen", blank=True)
    additions = StreamField(
        AdditionsBlock(),
        verbose_name="Aanvullingen",
        blank=True,
        help_text="Nieuwe inzichten, met datum. Laat de tekst hierboven staan.",
    )

    objects = PageManager.from_queryset(LessonQuerySet)()

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["number", "hue", "menu_title", "core"], heading="De les in het kort"),
        "body",
        "checklist",
        "questions",
        FieldPanel("additions"),
        "sources",
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("core"),
        index.SearchField("body"),
        index.SearchField("checklist"),
        index.SearchField("questions"),
        index.SearchField("additions"),
    ]
    api_fields = [
        APIField("number"),
        APIField("core"),
        APIField("body"),
        APIField("checklist"),
        APIField("questions"),
        APIField("additions"),
        APIField("sources"),
    ]

    parent_page_types = ["lessons.LessonIndexPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["number"]

    class Meta:
        verbose_name = "les"
        verbose_name_plural = "lessen"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=7) | Q(number__isnull=True),
                name="lesson_number_is_one_to_seven",
            )
        ]

    def get_context(self, request, *args, **kwargs):
        lessons, following = lessons_in_order(request), (self.number or 0) + 1
        return super().get_context(request, *args, **kwargs) | {
            "examples": self.examples.live().public().newest().in_short()[:EXAMPLES_SHOWN],
            "next_lesson": next((one for one in lessons if one.number == following), None),
        }


def lessons_in_order(request: HttpRequest | None) -> list[LessonPage]:
    """The seven that everyone may see, as menus and cards show them.

    Asked once per request: a page shows them in more than one place.
    """
    found = getattr(request, "_lessons_in_order", None)
    if found is None:
        lessons = LessonPage.objects.live().public().filter(number__isnull=False)
        found = list(lessons.in_short())
        if request is not None:
            request._lessons_in_order = found  # type: ignore[attr-defined]
    return found
