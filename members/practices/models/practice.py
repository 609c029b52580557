"""An experience of a member: what worked, what did not, or a question."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)

from lessons.models import LessonPage, Topic
from lessons.municipalities.models import Municipality

from ..anonymity import pseudonym_for
from ..anonymity_among_members import inhabitants_of_those_taking_part
from ..querysets import PracticeQuerySet

MOST_LESSONS = 3
TITLE_LENGTH = 120
TEXT_LENGTH = 4_000
# Belongs to the practice as a whole; publishing an older text leaves it as it is.
STANDING = (
    "answered_at",
    "asked_on",
    "author",
    "comment_count",
    "created_at",
    "declined_at",
    "decline_reason",
    "last_confirmed",
    "origin",
    "refused_at",
    "slug",
    "times_asked",
    "trial_count",
    "unconfirmed",
    "withdrawn_at",
)


class Kind(models.TextChoices):
    WORKED = "wat-werkte", "Wat werkte"
    FAILED = "wat-niet-lukte", "Wat niet lukte"
    QUESTION = "vraag", "Vraag"


class Origin(models.TextChoices):
    """An insight of an intervision group belongs to nobody, and nothing leads back to the group."""

    MEMBER = "lid", "Van een lid"
    INTERVISION = "intervisie", "Uit intervisie"


class Audience(models.TextChoices):
    MEMBERS = "leden", "Alleen leden"
    PUBLIC = "openbaar", "Iedereen"


class Residents(models.TextChoices):
    ASKED = "gevraagd", "Dat hebben we gevraagd"
    NOT_ASKED = "niet gevraagd", "Niet gevraagd"


class PracticeTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="practice_topics")
    content_object = ParentalKey(
        "practices.Practice", on_delete=models.CASCADE, related_name="topic_links"
    )

    class Meta:
        verbose_name = "onderwerp van een ervaring"
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_topic_once_per_practice"
            )
        ]


class Practice(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """``live`` and ``audience`` of the row say who reads it now; a revision says what is wanted.

    A row that is live and public was approved: only an approved revision becomes that.
    """

    # The mixin's own default is True: a practice would be read before anyone sent it in.
    live = models.BooleanField("staat op de site", default=False, editable=False)

    kind = models.CharField("soort", max_length=15, choices=Kind)
    title = models.CharField("titel", max_length=TITLE_LENGTH)
    slug = models.SlugField("adres", max_length=150, unique=True, editable=False)
    matter = models.TextField("wat was er aan de hand", max_length=TEXT_LENGTH)
    action = models.TextField("wat we deden", max_length=TEXT_LENGTH, blank=True)
    result = models.TextField("wat het bracht", max_length=TEXT_LENGTH, blank=True)
    otherwise = models.TextField("wat we anders zouden doen", max_length=TEXT_LENGTH, blank=True)
    residents = models.CharField("bewoners", max_length=15, choices=Residents, blank=True)
    residents_view = models.TextField("wat bewoners vonden", max_length=TEXT_LENGTH, blank=True)
    lessons = ParentalManyToManyField(LessonPage, verbose_name="lessen", related_name="practices")
    topics = ClusterTaggableManager(through=PracticeTopic, verbose_name="onderwerpen", blank=True)

    origin = models.CharField(
        "herkomst", max_length=10, choices=Origin, default=Origin.MEMBER, editable=False
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name="gemeente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practices",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="schrijver",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practices",
    )
    co_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="medeschrijver",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="co_written_practices",
    )
    audience = models.CharField("wie mag dit lezen", max_length=10, choices=Audience)
    under_pseudonym = models.BooleanField("zonder naam", default=False)

    # What readers may know of whose it is, so that no list or filter touches anything else.
    pseudonym = models.CharField("in plaats van de naam", max_length=80, blank=True, editable=False)
    shown_province = models.CharField(max_length=20, blank=True, editable=False)
    shown_size = models.CharField(max_length=12, blank=True, editable=False)

    created_at = models.DateTimeField("gedeeld op", editable=False)
    last_confirmed = models.DateField("klopte nog op", null=True, blank=True, editable=False)
    asked_on = models.DateField("gevraagd of het nog klopt op", null=True, editable=False)
    times_asked = models.PositiveSmallIntegerField(default=0, editable=False)
    unconfirmed = models.BooleanField("niet bevestigd", default=False, editable=False)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True, editable=False)
    declined_at = models.DateTimeField("afgewezen op", null=True, blank=True, editable=False)
    decline_reason = models.TextField("reden van afwijzing", blank=True, editable=False)
    # The last time that editors declined it or took it down; stays when its author goes on.
    refused_at = models.DateTimeField("geweigerd op", null=True, blank=True, editable=False)
    trial_count = models.PositiveIntegerField("keer geprobeerd", default=0, editable=False)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)
    comment_count = models.PositiveIntegerField("reacties", default=0, editable=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "ervaring"
        verbose_name_plural = "ervaringen"
        permissions = [
            ("review_practices", "Mag ervaringen en meldingen beoordelen"),
        ]
        indexes = [
            models.Index(F("first_published_at").desc(), F("id").desc(), name="practice_newest"),
            models.Index(
                F("trial_count").desc(),
                F("first_published_at").desc(),
                F("id").desc(),
                name="practice_most_tried",
            ),
            models.Index(fields=["kind", "-first_published_at", "-id"], name="practice_by_kind"),
            models.Index(
                fields=["shown_size", "-first_published_at", "-id"], name="practice_by_size"
            ),
            models.Index(
                fields=["shown_province", "-first_published_at", "-id"],
                name="practice_by_province",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(live=False) | Q(first_published_at__isnull=False),
                name="live_practice_knows_since_when",
            ),
            models.CheckConstraint(
                condition=Q(live=False) | Q(withdrawn_at__isnull=True, declined_at__isnull=True),
                name="withdrawn_or_declined_practice_is_not_live",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.QUESTION)
                | (~Q(action="") & ~Q(result="") & ~Q(residents="")),
                name="practice_tells_what_was_done_and_what_it_brought",
                violation_error_message="Vertel wat u deed, wat het bracht en of u het bewoners "
                "vroeg.",
            ),
            models.CheckConstraint(
                condition=~Q(residents=Residents.ASKED) | ~Q(residents_view=""),
                name="practice_that_asked_residents_tells_what_they_said",
                violation_error_message="Vul in wat bewoners ervan vonden.",
            ),
            models.CheckConstraint(
                condition=Q(under_pseudonym=False, pseudonym="")
                | Q(under_pseudonym=True, co_author__isnull=True)
                & (Q(kind=Kind.FAILED) | Q(origin=Origin.INTERVISION))
                & ~Q(pseudonym=""),
                name="pseudonym_only_for_what_failed_and_never_empty",
                violation_error_message="Zonder naam delen kan alleen bij ‘Wat niet lukte’, en "
                "zonder medeschrijver.",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.MEMBER, municipality__isnull=False)
                | Q(origin=Origin.INTERVISION, municipality__isnull=True, author__isnull=True)
                & Q(under_pseudonym=True)
                & ~Q(kind=Kind.QUESTION),
                name="practice_from_intervision_belongs_to_nobody",
            ),
            models.CheckConstraint(
                condition=Q(under_pseudonym=False) | Q(shown_province=""),
                name="pseudonym_shows_no_province",
            ),
            models.CheckConstraint(
                condition=Q(co_author__isnull=True)
                | Q(author__isnull=True)
                | ~Q(co_author=F("author")),
                name="co_author_is_somebody_else",
                violation_error_message="U kunt uzelf niet als medeschrijver kiezen.",
            ),
            models.CheckConstraint(
                condition=Q(times_asked=0, asked_on__isnull=True)
                | Q(times_asked__gt=0, asked_on__isnull=False),
                name="practice_knows_when_it_was_asked_about",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, decline_reason="")
                | Q(declined_at__isnull=False) & ~Q(decline_reason=""),
                name="declined_practice_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practice", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if not 1 <= self.lessons.count() <= MOST_LESSONS:
            raise ValidationError({"lessons": "Kies één tot drie lessen."})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.describe_place()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.describe_place()
        super().save(*args, **kwargs)

    def describe_place(self) -> None:
        """What readers may know of the municipality, from whether a name may be shown."""
        self.pseudonym = self.shown_size = self.shown_province = ""
        if self.municipality is None:
            self.pseudonym = Origin.INTERVISION.label.lower()
        elif self.under_pseudonym:
            among = inhabitants_of_those_taking_part(timezone.localdate(self.created_at))
            seen = pseudonym_for(self.municipality.inhabitants, among)
            self.pseudonym, self.shown_size = seen.label, seen.size
        else:
            self.shown_size = self.municipality.size_class.key
            self.shown_province = self.municipality.province

    def with_content_json(self, content: dict[str, Any]) -> "Practice":
        practice = super().with_content_json(content)
        for name in STANDING:
            field = self._meta.get_field(name)
            setattr(practice, field.attname, getattr(self, field.attname))
        return practice

    @classmethod
    def get_default_workflow(cls) -> Workflow | None:
        """Practices are reviewed as lessons are: by the workflow that stands on the whole site."""
        root = Page.get_first_root_node()
        return root.get_workflow() if root else None

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "practices/practice.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """As it will be read by whom it is for, without what was said about it."""
        from .. import parts  # Knows this model.

        sees_names = self.audience == Audience.MEMBERS
        return super().get_preview_context(request, mode_name) | {
            "practice": self,
            "opening": parts.opening(self, sees_names=sees_names),
            "story": parts.story(self),
            "told": parts.told(self, sees_names=sees_names),
        }

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION

    @property
    def editors_look_first(self) -> bool:
        """Editors refused it, and none of them published it since; its author cannot."""
        refused, published = self.refused_at, self.last_published_at
        return refused is not None and (published is None or published < refused)

    @property
    def is_public(self) -> bool:
        return self.live and self.audience == Audience.PUBLIC

    @property
    def place(self) -> str:
        """Whose it is, for everyone: the municipality, or what stands in place of it."""
        return self.pseudonym or (self.municipality.name if self.municipality else "")

    @property
    def is_from_intervision(self) -> bool:
        return self.origin == Origin.INTERVISION
