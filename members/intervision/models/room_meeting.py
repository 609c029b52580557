"""The room: how far a meeting is, who came in, and what was written there."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..querysets import ContributionQuerySet
from ..rules.meeting import Phase
from ..rules.methods import Pace
from .encrypted import SealedRow
from .group import Participant, PeerGroup

TEXT_LENGTH = 4_000


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Sitting(models.Model):
    """One meeting in the room. ``version`` goes up with everything that everybody should see.

    ``steps`` is the method as it was when the meeting began: whoever changes it at the desk does
    not change a meeting that goes on. A trial is the same room with a made-up case.
    """

    group = models.ForeignKey(
        PeerGroup, verbose_name="groep", on_delete=models.CASCADE, related_name="sittings"
    )
    is_trial = models.BooleanField("om te oefenen", default=False)
    version = models.PositiveIntegerField("versie", default=1)
    steps = models.JSONField("stappen", default=list)
    step_count = models.PositiveSmallIntegerField("aantal stappen")
    pace = models.CharField("tempo", max_length=15, choices=choices(Pace), default=Pace.ONLINE)
    phase = models.CharField("stand", max_length=12, choices=choices(Phase), default=Phase.WAITING)
    at = models.PositiveSmallIntegerField("stap", default=0)
    ends_at = models.DateTimeField("stap duurt tot", null=True, blank=True)
    left = models.DurationField("nog over", null=True, blank=True)
    schedule = models.JSONField("uiterste momenten", default=list, blank=True)
    revealed = models.JSONField("getoonde stappen", default=list, blank=True)
    facilitator = models.ForeignKey(
        Participant,
        verbose_name="begeleider",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    owner = models.ForeignKey(
        Participant,
        verbose_name="inbrenger",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note_taker = models.ForeignKey(
        Participant,
        verbose_name="notulist",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Numbers of participants.
    observers = models.JSONField("observatoren", default=list, blank=True)
    had_turn = models.JSONField("brachten al in", default=list, blank=True)
    changed_at = models.DateTimeField("laatste verandering")
    begun_at = models.DateTimeField("begonnen op", null=True, blank=True)
    ended_at = models.DateTimeField("afgelopen op", null=True, blank=True)
    # Set once, when the meeting ends; nobody can move it.
    destroy_at = models.DateTimeField("vernietigen op", null=True, blank=True)

    class Meta:
        verbose_name = "zitting"
        verbose_name_plural = "zittingen"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "is_trial"], name="a_group_has_one_meeting_and_one_trial"
            ),
            models.CheckConstraint(
                condition=Q(at__lt=F("step_count")), name="step_is_within_the_method"
            ),
            models.CheckConstraint(
                condition=Q(phase=Phase.RUNNING, ends_at__isnull=False)
                | ~Q(phase=Phase.RUNNING) & Q(ends_at__isnull=True),
                name="clock_runs_only_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(phase=Phase.PAUSED, left__isnull=False)
                | ~Q(phase=Phase.PAUSED) & Q(left__isnull=True),
                name="time_is_left_only_in_a_pause",
            ),
            models.CheckConstraint(
                condition=~Q(phase=Phase.ENDED) | Q(ended_at__isnull=False),
                name="what_ended_knows_when",
            ),
            models.CheckConstraint(
                condition=Q(destroy_at__isnull=True) | Q(destroy_at__gte=F("ended_at")),
                name="meeting_is_destroyed_after_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"Zitting {self.pk}"


class Visit(models.Model):
    """A participant came in: agreed to the promises first, and was seen last at that moment."""

    participant = models.OneToOneField(
        Participant, verbose_name="deelnemer", on_delete=models.CASCADE, related_name="visit"
    )
    agreed_at = models.DateTimeField("akkoord met de afspraken op")
    seen_at = models.DateTimeField("laatst gezien op")
    wants_destroyed_at = models.DateTimeField("wil eerder vernietigen sinds", null=True, blank=True)

    class Meta:
        verbose_name = "bezoek aan de kamer"
        verbose_name_plural = "bezoeken aan de kamer"

    def __str__(self) -> str:
        return f"Bezoek {self.pk}"


class ContributionKind(models.TextChoices):
    CASE = "inbreng", "inbreng"
    # One per person and step; hidden in a step that hides.
    ANSWER = "antwoord", "antwoord"
    # What was said, by the note-taker.
    NOTE = "notitie", "notitie"
    # In one's own time: as many as one likes, for everybody at once.
    REMARK = "bijdrage", "bijdrage"


class Contribution(SealedRow):
    """``version`` goes up with every save, so that two tabs notice each other.

    Not handed in, it is a draft that only its writer reads.
    """

    sitting = models.ForeignKey(
        Sitting, verbose_name="zitting", on_delete=models.CASCADE, related_name="contributions"
    )
    author = models.ForeignKey(
        Participant, verbose_name="van", on_delete=models.CASCADE, related_name="contributions"
    )
    kind = models.CharField("soort", max_length=10, choices=ContributionKind)
    step = models.PositiveSmallIntegerField("stap", default=0)
    version = models.PositiveIntegerField("versie", default=1)
    saved_at = models.DateTimeField("bewaard op")
    handed_in_at = models.DateTimeField("ingeleverd op", null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage in de kamer"
        verbose_name_plural = "bijdragen in de kamer"
        ordering = ["step", "handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "author", "kind", "step"],
                condition=~Q(kind=ContributionKind.REMARK),
                name="one_text_per_person_kind_and_step",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContributionKind.values), name="contribution_has_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"Bijdrage {self.pk}"

    @property
    def sealed_for(self) -> PeerGroup:
        return self.sitting.group

    def bound_to(self) -> str:
        return f"{super().bound_to()}:{self.sitting_id}:{self.author_id}:{self.kind}:{self.step}"


class Evaluation(SealedRow):
    """How it was, in figures and a few words; shown to the group without names."""

    participant = models.OneToOneField(
        Participant, verbose_name="van", on_delete=models.CASCADE, related_name="evaluation"
    )
    made_at = models.DateTimeField("gegeven op")

    class Meta:
        verbose_name = "terugblik op de bijeenkomst"
        verbose_name_plural = "terugblikken op de bijeenkomst"

    def __str__(self) -> str:
        return f"Terugblik {self.pk}"

    @property
    def sealed_for(self) -> PeerGroup:
        return self.participant.group

    def bound_to(self) -> str:
        return f"{super().bound_to()}:{self.participant_id}"


class Receipt(models.Model):
    """What is left after destruction: that there was a meeting, and that nothing is left of it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="deelnemer",
        on_delete=models.CASCADE,
        related_name="destruction_receipts",
    )
    met_on = models.DateField("bijeenkomst op", null=True, blank=True)
    destroyed_at = models.DateTimeField("vernietigd op")
    by_agreement = models.BooleanField("op verzoek van de groep", default=False)

    class Meta:
        verbose_name = "bewijs van vernietiging"
        verbose_name_plural = "bewijzen van vernietiging"
        ordering = ["-destroyed_at"]

    def __str__(self) -> str:
        return f"Bewijs {self.pk}"
