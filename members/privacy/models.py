"""What a leaving secretary hands to whoever comes next, and who was warned about an old account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lessons.municipalities.models import Municipality
from members.encryption import seal, unseal
from members.people.models import Membership
from members.people.models.membership import Role
from members.practices.models import Practice

from .querysets import HandoverQuerySet

LETTER_LENGTH = 10_000


class Handover(models.Model):
    """The bruidsschat: waits with the municipality until the successor opens it.

    It knows post and last day itself, because the membership goes when its giver is erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        null=True,
        on_delete=models.SET_NULL,
        related_name="handovers_given",
    )
    membership = models.OneToOneField(
        Membership,
        verbose_name="lidmaatschap",
        null=True,
        on_delete=models.SET_NULL,
        related_name="handover",
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField("functie", max_length=20, choices=Role)
    left_on = models.DateField("laatste dag")
    # Somebody who gives nothing said so, and is not asked again.
    nothing = models.BooleanField("geeft niets mee", default=False)
    sealed_letter = models.TextField("brief", blank=True)
    made_at = models.DateTimeField("klaargezet op")
    changed_at = models.DateTimeField("gewijzigd op")
    told = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="bericht gestuurd aan",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="geopend door",
        null=True,
        on_delete=models.SET_NULL,
        related_name="handovers_received",
    )
    opened_at = models.DateTimeField("geopend op", null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "bruidsschat"
        verbose_name_plural = "bruidsschatten"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="handover_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True) | Q(opened_at__isnull=False),
                name="opened_handover_knows_since_when",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("made_at")),
                name="handover_is_made_before_it_is_opened",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True)
                | Q(opened_by__isnull=True)
                | ~Q(giver=F("opened_by")),
                name="handover_goes_to_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(nothing=False) | Q(sealed_letter="", opened_at__isnull=True),
                name="nothing_is_never_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"Bruidsschat {self.pk}"

    @property
    def letter(self) -> str:
        return unseal(self.sealed_letter) if self.sealed_letter else ""

    @letter.setter
    def letter(self, text: str) -> None:
        self.sealed_letter = seal(text) if text else ""

    @property
    def is_opened(self) -> bool:
        return self.opened_at is not None


class HandoverPractice(models.Model):
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="practices")
    practice = models.ForeignKey(
        Practice, verbose_name="ervaring", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = "ervaring in een bruidsschat"
        verbose_name_plural = "ervaringen in een bruidsschat"
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "practice"], name="practice_is_handed_over_once"
            )
        ]

    def __str__(self) -> str:
        return f"Ervaring {self.pk} in een bruidsschat"


class IdleWarning(models.Model):
    """Somebody was told that their account will be erased; logging in takes it back."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="persoon",
        on_delete=models.CASCADE,
        related_name="idle_warning",
    )
    warned_at = models.DateTimeField("gewaarschuwd op")

    class Meta:
        verbose_name = "waarschuwing voor het wissen"
        verbose_name_plural = "waarschuwingen voor het wissen"

    def __str__(self) -> str:
        return f"Waarschuwing {self.pk}"
