"""Who was secretary where, and when: facts, of which a person may hold several over time."""

from django.db import models
from django.db.models import F, Q

from lessons.municipalities.models import Municipality

from ..querysets import MembershipQuerySet


class Role(models.TextChoices):
    SECRETARY = "gemeentesecretaris", "gemeentesecretaris"
    DEPUTY = "loco-secretaris", "loco-secretaris"
    INTERIM = "interim", "interim-gemeentesecretaris"


class EndReason(models.TextChoices):
    NEW_POST = "nieuwe functie", "nieuwe functie"
    RETIRED = "met pensioen", "met pensioen"
    MERGER = "herindeling", "herindeling van de gemeente"
    CANCELLED = "opgezegd", "lidmaatschap opgezegd"
    EDITORS = "redactie", "beëindigd door de redactie"


class Suspension(models.TextChoices):
    UNCONFIRMED = "niet bevestigd", "niet bevestigd"
    EDITORS = "redactie", "geschorst door de redactie"


class Membership(models.Model):
    person = models.ForeignKey(
        "people.User", verbose_name="persoon", on_delete=models.CASCADE, related_name="memberships"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField("functie", max_length=20, choices=Role)
    start = models.DateField("vanaf")
    # The last day; it may lie ahead, and empty means that nobody knows it yet.
    until = models.DateField("tot en met", null=True, blank=True)
    end_reason = models.CharField("waarom beëindigd", max_length=20, choices=EndReason, blank=True)
    confirmed_on = models.DateField("bevestigd op")
    asked_on = models.DateField("om bevestiging gevraagd op", null=True, blank=True)
    asked_again_on = models.DateField("opnieuw gevraagd op", null=True, blank=True)
    suspended_on = models.DateField("geschorst op", null=True, blank=True)
    suspension = models.CharField("waarom geschorst", max_length=20, choices=Suspension, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["-start"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "municipality", "role"],
                condition=Q(until__isnull=True),
                name="one_open_membership_per_person_municipality_and_role",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("start")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(asked_again_on__isnull=True)
                | Q(asked_on__isnull=False, asked_on__lte=F("asked_again_on")),
                name="membership_is_asked_before_it_is_asked_again",
            ),
            models.CheckConstraint(
                condition=Q(suspended_on__isnull=True, suspension="")
                | Q(suspended_on__isnull=False, suspension__in=Suspension.values),
                name="membership_suspension_has_a_day_and_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Lidmaatschap {self.pk}"
