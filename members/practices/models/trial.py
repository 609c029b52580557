"""Tried elsewhere: by whom, what was changed, and whether it worked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lessons.municipalities.models import Municipality

from ..querysets import TrialQuerySet
from .practice import Practice, Residents

TRIAL_LENGTH = 2_000


class Result(models.TextChoices):
    WORKED = "werkte", "Het werkte"
    PARTLY = "deels", "Het werkte voor een deel"
    STOPPED = "gestopt", "We zijn gestopt"


class Trial(models.Model):
    practice = models.ForeignKey(
        Practice, verbose_name="ervaring", on_delete=models.CASCADE, related_name="trials"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        null=True,
        on_delete=models.SET_NULL,
        related_name="trials",
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.PROTECT, related_name="trials"
    )
    tried_on = models.DateField("geprobeerd op")
    result = models.CharField("resultaat", max_length=10, choices=Result)
    changed = models.TextField("wat we veranderden", max_length=TRIAL_LENGTH, blank=True)
    residents = models.CharField("bewoners", max_length=15, choices=Residents)
    residents_view = models.TextField("wat bewoners vonden", max_length=TRIAL_LENGTH, blank=True)
    made_at = models.DateTimeField("verteld op")

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = "geprobeerd"
        verbose_name_plural = "geprobeerd"
        ordering = ["-tried_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "municipality"], name="a_municipality_tries_a_practice_once"
            ),
            models.CheckConstraint(
                condition=~Q(residents=Residents.ASKED) | ~Q(residents_view=""),
                name="trial_that_asked_residents_tells_what_they_said",
            ),
            models.CheckConstraint(
                condition=Q(result__in=Result.values), name="trial_has_a_result"
            ),
        ]

    def __str__(self) -> str:
        return f"Geprobeerd {self.pk}"


class Plan(models.Model):
    """ "Ga ik proberen": asked about after three months, once."""

    practice = models.ForeignKey(
        Practice, verbose_name="ervaring", on_delete=models.CASCADE, related_name="plans"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        on_delete=models.CASCADE,
        related_name="practice_plans",
    )
    made_at = models.DateTimeField("voorgenomen op")
    ask_on = models.DateField("vraag ernaar op", db_index=True)
    asked_at = models.DateTimeField("gevraagd op", null=True, blank=True)

    class Meta:
        verbose_name = "voornemen om te proberen"
        verbose_name_plural = "voornemens om te proberen"
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "person"], name="a_person_plans_to_try_a_practice_once"
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | Q(asked_at__gte=F("made_at")),
                name="plan_is_asked_about_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Voornemen {self.pk}"
