"""The municipalities of the Netherlands, with their neighbours and their history."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .querysets import MunicipalityQuerySet


class Municipality(models.Model):
    code = models.CharField("CBS-code", max_length=6, unique=True)
    name = models.CharField("naam", max_length=80)
    slug = models.SlugField("adres", max_length=80, unique=True)
    province = models.CharField("provincie", max_length=20, db_index=True)
    inhabitants = models.PositiveIntegerField("inwoners")
    latitude = models.DecimalField("breedtegraad", max_digits=5, decimal_places=3)
    longitude = models.DecimalField("lengtegraad", max_digits=5, decimal_places=3)
    domain = models.CharField("domein", max_length=100, blank=True)
    valid_from = models.DateField("bestaat sinds", null=True, blank=True)
    valid_to = models.DateField("opgeheven per", null=True, blank=True)
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
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("pk")), name="municipality_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("municipality", args=[self.slug])


class Alias(models.Model):
    """Another name by which people look for a municipality (Den Haag, Den Bosch)."""

    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.CASCADE, related_name="aliases"
    )
    name = models.CharField("andere naam", max_length=80, unique=True)

    class Meta:
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
