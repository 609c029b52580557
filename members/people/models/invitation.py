"""A member invites a colleague: personal, for one use, and not for ever."""

from django.db import models
from django.db.models import F, Q

from ..querysets import InvitationQuerySet


class Invitation(models.Model):
    inviter = models.ForeignKey(
        "people.User",
        verbose_name="uitgenodigd door",
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    name = models.CharField("naam", max_length=150)
    email = models.EmailField("werk-e-mailadres")
    # Only the mail holds the key itself; whoever reads the database cannot use it.
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt op")
    expires_at = models.DateTimeField("geldig tot")
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")),
                name="invitation_is_used_before_it_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"Uitnodiging {self.pk}"
