from datetime import datetime

from django.db import models


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(due_at__isnull=False)

    def due(self, now: datetime):
        """What may be tried now, first what is of use the shortest: the codes to log in with."""
        return self.filter(due_at__lte=now, expires_at__gt=now).order_by("expires_at", "pk")

    def too_late(self, now: datetime):
        """Not while somebody is trying: then it is not due."""
        return self.filter(due_at__lte=now, expires_at__lte=now)

    def stuck(self, made_before: datetime):
        """What editors should look at: given up, or tried in vain since then."""
        late = models.Q(due_at__isnull=False, made_at__lt=made_before)
        return self.filter(late | models.Q(given_up_at__isnull=False)).order_by("-made_at")
