"""A group of peers, who is in it, and who ever met whom."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ..querysets import EncounterQuerySet, ParticipantQuerySet, PeerGroupQuerySet
from .method import Method
from .round import Round

# 128 bits: an address that nobody guesses.
KEY_BYTES = 16


def new_key() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def may_be_key(text: str) -> bool:
    """False for what PostgreSQL would not even look for."""
    return text.isprintable()


class PeerGroup(models.Model):
    """Made when an editor confirms a proposal; before that nobody is in a group."""

    round = models.ForeignKey(
        Round, verbose_name="ronde", on_delete=models.CASCADE, related_name="groups"
    )
    key = models.CharField("adres", max_length=22, unique=True, default=new_key, editable=False)
    number = models.PositiveSmallIntegerField("nummer")
    method = models.ForeignKey(
        Method, verbose_name="werkvorm", on_delete=models.PROTECT, related_name="groups"
    )
    made_at = models.DateTimeField("gemaakt op")
    # Sentences for its members that say why the group is as it is; they name no private wish.
    reasons = models.JSONField("redenen", default=list, blank=True)
    # Until when the group chooses its date; empty when there was nothing to choose.
    poll_until = models.DateTimeField("datum kiezen tot", null=True, blank=True)
    poll_reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    case_until = models.DateTimeField("inbreng kiezen tot", null=True, blank=True)
    case_chosen_at = models.DateTimeField("inbreng gekozen op", null=True, blank=True)

    objects = PeerGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "intervisiegroep"
        verbose_name_plural = "intervisiegroepen"
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_group_number_once"),
        ]

    def __str__(self) -> str:
        return f"Groep {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("appointment", args=[self.key])


class Participant(models.Model):
    """From the moment somebody joins until the moment they leave, and not a moment longer."""

    group = models.ForeignKey(
        PeerGroup, verbose_name="groep", on_delete=models.CASCADE, related_name="participants"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="deelnemer",
        on_delete=models.CASCADE,
        related_name="participations",
    )
    joined_at = models.DateTimeField("erbij sinds")
    left_at = models.DateTimeField("weggegaan op", null=True, blank=True)
    is_facilitator = models.BooleanField("begeleider", default=False)
    is_case_owner = models.BooleanField("inbrenger", default=False)
    is_observer = models.BooleanField("observator", default=False)
    takes_notes = models.BooleanField("notulist", default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="a_person_is_in_a_group_once"),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(is_facilitator=True, left_at__isnull=True),
                name="a_group_has_one_facilitator",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(is_case_owner=True, left_at__isnull=True),
                name="a_group_has_one_case_owner",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="participant_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"Deelnemer {self.pk}"


class Encounter(models.Model):
    """Two people sat in a group once. Stays when the round is destroyed; ``one`` < ``other``."""

    one = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="een", on_delete=models.CASCADE, related_name="+"
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ander",
        on_delete=models.CASCADE,
        related_name="+",
    )
    # The last time; how often does not matter.
    met_on = models.DateField("ontmoet op")

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = "ontmoeting"
        verbose_name_plural = "ontmoetingen"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_is_kept_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="lowest_number_of_a_pair_first"
            ),
        ]

    def __str__(self) -> str:
        return f"Ontmoeting {self.pk}"
