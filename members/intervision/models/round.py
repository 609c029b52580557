"""A round of intervision: what it is about, when, and how far it is."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lessons.models import LessonPage

from ..querysets import RoundQuerySet
from .method import LARGEST_GROUP, SMALLEST_GROUP, Method

KEPT_DAYS = 30
MOST_KEPT_DAYS = 90
POLL_DAYS = 7


class State(models.TextChoices):
    """In this order; a round never goes back but from making groups to sign-up."""

    DRAFT = "concept", "concept"
    OPEN = "aanmelden", "aanmelden kan"
    MATCHING = "groepen maken", "groepen maken"
    CHOOSING_DATE = "datum kiezen", "datum kiezen"
    PLANNED = "gepland", "gepland"
    MEETING = "bijeenkomst", "bijeenkomst"
    HARVEST = "oogst", "oogst"
    AFTERCARE = "nazorg", "nazorg"
    DESTROYED = "vernietigd", "vernietigd"
    CANCELLED = "geannuleerd", "geannuleerd"


# States in which a round still asks something of people.
RUNNING = (
    State.OPEN,
    State.MATCHING,
    State.CHOOSING_DATE,
    State.PLANNED,
    State.MEETING,
    State.HARVEST,
    State.AFTERCARE,
)


class Round(models.Model):
    title = models.CharField("titel", max_length=120)
    slug = models.SlugField("adres", max_length=140, unique=True, editable=False)
    intro = models.TextField("waar gaat het over", max_length=1_500, blank=True)
    lessons = models.ManyToManyField(
        LessonPage, verbose_name="lessen", blank=True, related_name="rounds"
    )
    method = models.ForeignKey(
        Method, verbose_name="werkvorm", on_delete=models.PROTECT, related_name="rounds"
    )
    state = models.CharField("stand", max_length=15, choices=State, default=State.DRAFT)
    is_online = models.BooleanField("online", default=True)
    # Members read it after logging in, nobody else.
    place = models.CharField("plaats of link", max_length=300, blank=True)
    smallest = models.PositiveSmallIntegerField("kleinste groep", default=4)
    ideal = models.PositiveSmallIntegerField("liefst", default=6)
    largest = models.PositiveSmallIntegerField("grootste groep", default=8)
    capacity = models.PositiveSmallIntegerField("hoogstens aanmeldingen", null=True, blank=True)
    sign_up_until = models.DateTimeField("aanmelden kan tot en met")
    needs_facilitator = models.BooleanField("elke groep heeft een begeleider nodig", default=False)
    destroy_after_days = models.PositiveSmallIntegerField("dagen bewaren", default=KEPT_DAYS)
    poll_days = models.PositiveSmallIntegerField("dagen om een datum te kiezen", default=POLL_DAYS)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gastheer of gastvrouw",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_rounds",
    )
    made_from = models.ForeignKey(
        "self",
        verbose_name="gemaakt naar",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="copies",
    )
    # A group that goes on: the next round of the same people is made when a meeting is over.
    series = models.ForeignKey(
        "self",
        verbose_name="vervolg op",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="sequels",
    )
    repeat_weeks = models.PositiveSmallIntegerField(
        "weken tussen bijeenkomsten", null=True, blank=True
    )
    repeat_until = models.DateField("groepen gaan door tot", null=True, blank=True)
    continued_at = models.DateTimeField("vervolgd op", null=True, editable=False)
    made_at = models.DateTimeField("gemaakt op", editable=False)
    opened_at = models.DateTimeField("opengezet op", null=True, editable=False)
    cancelled_at = models.DateTimeField("geannuleerd op", null=True, editable=False)
    cancel_reason = models.TextField("reden van annuleren", max_length=500, blank=True)
    # From here the days until destruction count.
    closed_at = models.DateTimeField("afgesloten op", null=True, editable=False)
    destroyed_at = models.DateTimeField("vernietigd op", null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "intervisieronde"
        verbose_name_plural = "intervisierondes"
        permissions = [
            ("run_rounds", "Mag alle intervisierondes en werkvormen beheren"),
            ("lead_groups", "Mag groepen begeleiden, en eigen rondes maken"),
        ]
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="round_has_a_state"),
            models.CheckConstraint(
                condition=Q(smallest__gte=SMALLEST_GROUP)
                & Q(ideal__gte=F("smallest"))
                & Q(largest__gte=F("ideal"))
                & Q(largest__lte=LARGEST_GROUP),
                name="round_makes_groups_of_three_to_eight",
                violation_error_message="Een groep telt drie tot acht mensen: kleinste, liefst en "
                "grootste staan in die volgorde.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=F("smallest")),
                name="round_has_room_for_a_group",
                violation_error_message="Er moet ten minste één groep in de ronde passen.",
            ),
            models.CheckConstraint(
                condition=Q(destroy_after_days__gte=1)
                & Q(destroy_after_days__lte=MOST_KEPT_DAYS)
                & Q(poll_days__gte=1),
                name="round_is_destroyed_within_ninety_days",
                violation_error_message="Bewaar hoogstens 90 dagen.",
            ),
            models.CheckConstraint(
                condition=Q(repeat_weeks__isnull=True, repeat_until__isnull=True)
                | Q(repeat_weeks__gte=1, repeat_until__isnull=False),
                name="round_that_goes_on_knows_how_often_and_until_when",
                violation_error_message="Vul in om de hoeveel weken en tot wanneer, of geen van "
                "beide.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED) | Q(cancelled_at__isnull=False),
                name="cancelled_round_knows_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DESTROYED) | Q(destroyed_at__isnull=False),
                name="destroyed_round_knows_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_over(self) -> bool:
        return self.state in (State.DESTROYED, State.CANCELLED)

    @property
    def kept_for(self) -> timedelta:
        return timedelta(days=self.destroy_after_days)


class CandidateDate(models.Model):
    round = models.ForeignKey(
        Round, verbose_name="ronde", on_delete=models.CASCADE, related_name="dates"
    )
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")

    class Meta:
        verbose_name = "mogelijke datum"
        verbose_name_plural = "mogelijke data"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="candidate_date_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["round", "starts_at", "ends_at"], name="a_date_once_per_round"
            ),
        ]

    def __str__(self) -> str:
        return f"Datum {self.pk}"
