from django.db import models


class MunicipalityQuerySet(models.QuerySet):
    def taking_part(self) -> "MunicipalityQuerySet":
        """Municipalities with a published example to read."""
        return self.filter(examples__live=True).distinct()
