"""The municipalities of the Netherlands, with their neighbours and their history."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from .lineage import Lineage
from .provinces import Province, names_of
from .querysets import MunicipalityQuerySet
from .size_classes import SizeClass, size_class_of


class Municipality(ClusterableModel):
    code = models.CharField("CBS-code", max_length=6, unique=True)
    name = models.CharField("naam", max_length=80)
    slug = models.SlugField("adres", max_length=80, unique=True)
    province = models.CharField("provincie", max_length=20, choices=Province.choices, db_index=True)
    inhabitants = models.PositiveIntegerField("inwoners")
    latitude = models.DecimalField("breedtegraad", max_digits=5, decimal_places=3)
    longitude = models.DecimalField("lengtegraad", max_digits=5, decimal_places=3)
    domain = models.CharField("domein", max_length=100, blank=True)
    valid_from = models.DateField(
        "bestaat sinds", null=True, blank=True, help_text="Leeg: van vóór 2019."
    )
    valid_to = models.DateField(
        "opgeheven per",
        null=True,
        blank=True,
        help_text="De eerste dag waarop de gemeente niet meer bestaat.",
    )
    end_confirmed = models.BooleanField(
        "opheffing staat vast",
        default=False,
        help_text="Zolang dit uit staat, is de opheffing gepland en bestaat de gemeente door.",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name="gaat op in",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    neighbours = models.ManyToManyField("self", verbose_name="buurgemeenten", blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="municipality_ends_after_it_begins",
                violation_error_message="Een gemeente eindigt na de dag waarop zij begon.",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("pk")), name="municipality_does_not_succeed_itself"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False)
                | Q(end_confirmed=False, successor__isnull=True),
                name="municipality_that_goes_on_elsewhere_has_an_end",
                violation_error_message="Vul ook de dag in waarop de gemeente ophoudt te bestaan.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("municipality", args=[self.slug])

    def clean(self) -> None:
        merged = Municipality.objects.exclude(pk=self.pk).filter(successor__isnull=False)
        lineage = Lineage(dict(merged.values_list("pk", "successor_id")))
        if self.successor_id and lineage.heir(self.successor_id) == self.pk:
            raise ValidationError({"successor": "Zo gaat de gemeente uiteindelijk op in zichzelf."})

    def exists_on(self, day: date) -> bool:
        return not self.ended_on(day) and (self.valid_from is None or self.valid_from <= day)

    def ended_on(self, day: date) -> bool:
        return self.end_confirmed and self.valid_to is not None and self.valid_to <= day

    @property
    def has_ended(self) -> bool:
        return self.ended_on(localdate())

    @property
    def size_class(self) -> SizeClass:
        return size_class_of(self.inhabitants)

    @property
    def names(self) -> list[str]:
        """Every name to find it by: its own, its other names, and those of its province."""
        return [self.name, *self.other_names, *names_of(self.province)]

    @cached_property
    def other_names(self) -> list[str]:
        return [alias.name for alias in self.aliases.all()]


class Alias(models.Model):
    """Another name by which people look for a municipality (Den Haag, Den Bosch)."""

    municipality = ParentalKey(
        Municipality, verbose_name="gemeente", on_delete=models.CASCADE, related_name="aliases"
    )
    name = models.CharField("andere naam", max_length=80, unique=True)

    class Meta:
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
