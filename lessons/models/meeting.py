"""Meetings: the three lunch talks of 2022 and what comes after."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from ..blocks import BodyBlock, SourcesBlock, SpeakersBlock
from ..meeting_calendar import calendar_file


class MeetingIndexPage(Page):
    intro = models.TextField("inleiding", blank=True, max_length=500)

    content_panels = [*Page.content_panels, "intro"]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    max_count = 1
    parent_page_types = ["lessons.HomePage"]
    subpage_types = ["lessons.MeetingPage"]

    class Meta:
        verbose_name = "overzicht van de bijeenkomsten"

    def get_context(self, request, *args, **kwargs):
        meetings = MeetingPage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | {
            "coming": meetings.coming(),
            "past": meetings.past(),
        }


class MeetingQuerySet(PageQuerySet):
    def coming(self) -> "MeetingQuerySet":
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at")

    def past(self) -> "MeetingQuerySet":
        """Newest first; meetings of which only the period is known keep the editors' order."""
        return self.exclude(ends_at__gte=timezone.now()).order_by(
            F("starts_at").desc(nulls_last=True), "path"
        )


class MeetingPage(RoutablePageMixin, Page):
    period = models.CharField(
        "periode",
        max_length=60,
        blank=True,
        help_text="Bijvoorbeeld ‘2022’. Alleen als de dag niet bekend is.",
    )
    starts_at = models.DateTimeField("begint", null=True, blank=True)
    ends_at = models.DateTimeField("eindigt", null=True, blank=True)
    place = models.CharField("plaats", max_length=150, blank=True)
    intro = models.TextField("inleiding", max_length=400)
    speakers = StreamField(SpeakersBlock(), verbose_name="Sprekers", blank=True)
    lessons = ParentalManyToManyField(
        "lessons.LessonPage",
        verbose_name="lessen die aan bod komen",
        related_name="meetings",
        blank=True,
    )
    body = StreamField(BodyBlock(), verbose_name="tekst", blank=True)
    sources = StreamField(SourcesBlock(), verbose_name="Bronnen", blank=True)

    objects = PageManager.from_queryset(MeetingQuerySet)()

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["starts_at", "ends_at"]), "period", "place"], heading="Wanneer en waar"
        ),
        "intro",
        "speakers",
        "lessons",
        "body",
        "sources",
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("speakers"),
        index.SearchField("body"),
    ]
    api_fields = [
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("period"),
        APIField("place"),
        APIField("intro"),
        APIField("speakers"),
        APIField("lessons"),
        APIField("body"),
    ]

    parent_page_types = ["lessons.MeetingIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
            )
        ]

    def clean(self) -> None:
        super().clean()
        if bool(self.starts_at) != bool(self.ends_at):
            raise ValidationError("Vul zowel het begin als het einde in, of laat beide leeg.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "Kies een einde dat na het begin ligt."})

    @path("agenda/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The meeting as a calendar file; 404 while the day is not known."""
        if not self.starts_at:
            raise Http404("Van deze bijeenkomst is geen dag bekend.")
        response = HttpResponse(calendar_file(self), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return response
