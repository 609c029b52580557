"""The groups that are being made: a draft for the editor, thrown away once it is confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .enrolment import Enrolment
from .round import CandidateDate, Round


class ProposalState(models.TextChoices):
    ASKED = "gevraagd", "staat klaar om te beginnen"
    RUNNING = "bezig", "bezig"
    READY = "klaar", "klaar"
    FAILED = "mislukt", "mislukt"


class RoundProposal(models.Model):
    """``version`` goes up with every change, so that two editors notice each other.

    While it runs ``beat_at`` tells that somebody still works on it; a run whose heart stopped is
    taken up again.
    """

    round = models.OneToOneField(
        Round, verbose_name="ronde", on_delete=models.CASCADE, related_name="proposal"
    )
    state = models.CharField("stand", max_length=10, choices=ProposalState)
    version = models.PositiveIntegerField("versie", default=1)
    seed = models.PositiveIntegerField("begingetal", default=0)
    # Names of the rules that the editor lets go this time.
    relaxed = models.JSONField("losgelaten regels", default=list, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gevraagd door",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField("gevraagd op")
    started_at = models.DateTimeField("begonnen op", null=True, blank=True)
    beat_at = models.DateTimeField("laatste teken", null=True, blank=True)
    stop_asked_at = models.DateTimeField("gestopt op", null=True, blank=True)
    finished_at = models.DateTimeField("klaar op", null=True, blank=True)
    # How far it is, and at the end how good it became.
    waiting = models.PositiveIntegerField("zonder groep", null=True, blank=True)
    cost = models.PositiveIntegerField("punten", null=True, blank=True)
    bound = models.PositiveIntegerField("beter kan niet dan", null=True, blank=True)
    # Sentences about rules, never about people: what stands in the way.
    obstacles = models.JSONField("wat in de weg staat", default=list, blank=True)
    # What letting go of a rule would bring: {"text", "relaxed", "smallest", "largest"}.
    relaxations = models.JSONField("wat loslaten brengt", default=list, blank=True)
    smallest = models.PositiveSmallIntegerField("kleinste groep", default=4)
    largest = models.PositiveSmallIntegerField("grootste groep", default=8)

    class Meta:
        verbose_name = "voorstel voor groepen"
        verbose_name_plural = "voorstellen voor groepen"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposal_has_a_state"
            ),
        ]

    def __str__(self) -> str:
        return f"Voorstel {self.pk}"


class ProposedGroup(models.Model):
    proposal = models.ForeignKey(
        RoundProposal, verbose_name="voorstel", on_delete=models.CASCADE, related_name="groups"
    )
    number = models.PositiveSmallIntegerField("nummer")
    date = models.ForeignKey(
        CandidateDate, verbose_name="datum", on_delete=models.CASCADE, related_name="+"
    )
    is_locked = models.BooleanField("vastgezet", default=False)
    cost = models.PositiveIntegerField("punten", default=0)
    # Sentences for the editor; they name no private wish.
    reasons = models.JSONField("redenen", default=list, blank=True)
    breaches = models.JSONField("wat niet klopt", default=list, blank=True)
    # Somebody from outside; otherwise the group finds one among itself.
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="begeleider van buiten",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "voorgestelde groep"
        verbose_name_plural = "voorgestelde groepen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="a_proposed_group_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Voorgestelde groep {self.number}"


class ProposedSeat(models.Model):
    """Everyone has one: in a group, or waiting with the reason why."""

    proposal = models.ForeignKey(
        RoundProposal, verbose_name="voorstel", on_delete=models.CASCADE, related_name="seats"
    )
    enrolment = models.ForeignKey(
        Enrolment, verbose_name="aanmelding", on_delete=models.CASCADE, related_name="seats"
    )
    group = models.ForeignKey(
        ProposedGroup,
        verbose_name="groep",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="seats",
    )
    why_waiting = models.CharField("waarom zonder groep", max_length=200, blank=True)

    class Meta:
        verbose_name = "plaats in een voorstel"
        verbose_name_plural = "plaatsen in een voorstel"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "enrolment"], name="one_seat_per_enrolment_and_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"Plaats {self.pk}"
