"""The meeting of a group: its date, the poll before it, and the case chosen beforehand."""

import uuid

from django.db import models
from django.db.models import F, Q

from .enrolment import Answer
from .group import Participant, PeerGroup


def new_uid() -> str:
    """For calendars: says nothing, and stays the same when the date changes."""
    return f"{uuid.uuid4()}@gideonsbende"


class Meeting(models.Model):
    """``sequence`` goes up with every change, so that calendars follow."""

    group = models.OneToOneField(
        PeerGroup, verbose_name="groep", on_delete=models.CASCADE, related_name="meeting"
    )
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    # Place or link; only participants read it, after logging in.
    place = models.CharField("plaats of link", max_length=300, blank=True)
    uid = models.CharField("kenmerk", max_length=60, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField("versie", default=0)
    made_at = models.DateTimeField("gepland op")
    changed_at = models.DateTimeField("gewijzigd op")
    cancelled_at = models.DateTimeField("afgezegd op", null=True, blank=True)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    # When it was over: who met whom was written down.
    noted_at = models.DateTimeField("ontmoetingen bewaard op", null=True, blank=True)

    class Meta:
        verbose_name = "intervisiebijeenkomst"
        verbose_name_plural = "intervisiebijeenkomsten"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="intervision_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"Bijeenkomst {self.pk}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class DateOption(models.Model):
    """A date to choose from within a group. Taken back, its votes stay: it may return."""

    group = models.ForeignKey(
        PeerGroup, verbose_name="groep", on_delete=models.CASCADE, related_name="date_options"
    )
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    made_at = models.DateTimeField("voorgesteld op")
    withdrawn_at = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        verbose_name = "datum om te kiezen"
        verbose_name_plural = "data om te kiezen"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "starts_at", "ends_at"], name="a_date_once_per_group"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="date_option_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"Keuze {self.pk}"


class DateVote(models.Model):
    option = models.ForeignKey(
        DateOption, verbose_name="datum", on_delete=models.CASCADE, related_name="votes"
    )
    participant = models.ForeignKey(
        Participant, verbose_name="deelnemer", on_delete=models.CASCADE, related_name="date_votes"
    )
    answer = models.CharField("antwoord", max_length=12, choices=Answer)
    made_at = models.DateTimeField("gegeven op")
    # The date was chosen all the same: whoever said no is asked whether it can be done.
    asked_at = models.DateTimeField("gevraagd of het toch kan op", null=True, blank=True)

    class Meta:
        verbose_name = "stem op een datum"
        verbose_name_plural = "stemmen op data"
        constraints = [
            models.UniqueConstraint(
                fields=["option", "participant"], name="one_vote_per_date_and_participant"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="date_vote_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"Stem {self.pk}"


class CaseVote(models.Model):
    """Whose case the group would rather start with."""

    voter = models.OneToOneField(
        Participant, verbose_name="van", on_delete=models.CASCADE, related_name="case_vote"
    )
    choice = models.ForeignKey(
        Participant, verbose_name="voor", on_delete=models.CASCADE, related_name="case_votes"
    )
    made_at = models.DateTimeField("gegeven op")

    class Meta:
        verbose_name = "stem op een inbreng"
        verbose_name_plural = "stemmen op een inbreng"

    def __str__(self) -> str:
        return f"Stem {self.pk}"
