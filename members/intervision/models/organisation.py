"""Municipalities that share their staff: their secretaries are colleagues, so not peers."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from lessons.municipalities.models import Municipality


class StaffOrganisation(ClusterableModel):
    name = models.CharField("naam", max_length=120, unique=True)

    class Meta:
        verbose_name = "gedeelde ambtelijke organisatie"
        verbose_name_plural = "gedeelde ambtelijke organisaties"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationMunicipality(models.Model):
    organisation = ParentalKey(
        StaffOrganisation, on_delete=models.CASCADE, related_name="municipalities"
    )
    municipality = models.OneToOneField(
        Municipality,
        verbose_name="gemeente",
        on_delete=models.CASCADE,
        related_name="staff_organisation",
        error_messages={"unique": "Deze gemeente hoort al bij een gedeelde organisatie."},
    )

    class Meta:
        verbose_name = "gemeente van een gedeelde organisatie"
        verbose_name_plural = "gemeenten van gedeelde organisaties"

    def __str__(self) -> str:
        return str(self.municipality)
