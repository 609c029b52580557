"""Methods: how a group talks about a case, step by step. Data, which editors may change."""

from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

SMALLEST_GROUP, LARGEST_GROUP = 3, 8
INSTRUCTION_LENGTH = 600


class Kind(models.TextChoices):
    SPEAK = "praten", "praten"
    WRITE = "schrijven", "eerst zelf opschrijven"
    CHOOSE = "kiezen", "kiezen"
    RATE = "beoordelen", "beoordelen"


class Speaker(models.TextChoices):
    EVERYONE = "iedereen", "iedereen"
    CASE_OWNER = "inbrenger", "de inbrenger"
    OTHERS = "meedenkers", "de meedenkers"
    GROUP_ASKS = "vraag en antwoord", "de meedenkers vragen, de inbrenger antwoordt"
    FACILITATOR = "begeleider", "de begeleider"
    NOBODY = "niemand", "niemand: iedereen denkt of schrijft"


class Trust(models.IntegerChoices):
    """How well the group should know each other before it tries this."""

    NEW = 1, "kan met mensen die elkaar niet kennen"
    SOME = 2, "vraagt enig vertrouwen"
    MUCH = 3, "vraagt veel vertrouwen"


class OnlineFit(models.IntegerChoices):
    POOR = 1, "liever niet online"
    POSSIBLE = 2, "kan online"
    GOOD = 3, "gaat online goed"
    VERY_GOOD = 4, "gaat online heel goed"


class Method(ClusterableModel):
    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField("adres", max_length=80, unique=True)
    description = models.TextField("wat is het", max_length=1_000)
    # The sum of the steps; kept by save() of the steps' form and checked by full_clean().
    minutes = models.PositiveSmallIntegerField("minuten", default=0, editable=False)
    smallest = models.PositiveSmallIntegerField("kleinste groep", default=4)
    largest = models.PositiveSmallIntegerField("grootste groep", default=8)
    trust = models.PositiveSmallIntegerField("vertrouwen", choices=Trust, default=Trust.NEW)
    online_fit = models.PositiveSmallIntegerField(
        "online", choices=OnlineFit, default=OnlineFit.GOOD
    )
    for_beginners = models.BooleanField("geschikt voor beginners", default=False)
    fits_incident = models.BooleanField("past bij: iets wat gebeurd is", default=False)
    fits_approach = models.BooleanField("past bij: hoe pak ik het aan", default=False)
    fits_stuck = models.BooleanField("past bij: ik zit vast", default=False)
    fits_role = models.BooleanField("past bij: mijn eigen rol of gevoel", default=False)
    is_offered = models.BooleanField(
        "te kiezen", default=True, help_text="Uit: rondes die deze werkvorm al hebben houden hem."
    )

    class Meta:
        verbose_name = "werkvorm"
        verbose_name_plural = "werkvormen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(smallest__gte=SMALLEST_GROUP)
                & Q(largest__gte=F("smallest"))
                & Q(largest__lte=LARGEST_GROUP),
                name="method_is_for_groups_of_three_to_eight",
                violation_error_message="Een groep telt drie tot acht mensen, en de grootste "
                "groep is niet kleiner dan de kleinste.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def count_minutes(self) -> int:
        """Of the steps as they are now, saved or not."""
        return sum(step.minutes or 0 for step in self.steps.all())

    def save(self, *args, **kwargs) -> None:
        self.minutes = self.count_minutes()
        super().save(*args, **kwargs)


class MethodStep(Orderable):
    """``turn`` tells apart the case owners of a method in which people take turns (Troika)."""

    method = ParentalKey(
        Method, verbose_name="werkvorm", on_delete=models.CASCADE, related_name="steps"
    )
    name = models.CharField("naam", max_length=60)
    minutes = models.PositiveSmallIntegerField("minuten")
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.SPEAK)
    speaker = models.CharField(
        "wie praat", max_length=20, choices=Speaker, default=Speaker.EVERYONE
    )
    instruction = models.TextField("uitleg", max_length=INSTRUCTION_LENGTH)
    case_owner_is_silent = models.BooleanField("de inbrenger zwijgt", default=False)
    turn = models.PositiveSmallIntegerField("beurt", default=1)

    class Meta(Orderable.Meta):
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=120),
                name="step_takes_one_to_120_minutes",
                violation_error_message="Een stap duurt 1 tot 120 minuten.",
            ),
            models.CheckConstraint(condition=Q(turn__gte=1), name="turns_are_counted_from_one"),
            models.CheckConstraint(
                condition=~Q(case_owner_is_silent=True, speaker=Speaker.CASE_OWNER),
                name="silent_case_owner_does_not_speak",
                violation_error_message="Wie zwijgt, kan niet aan het woord zijn.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
