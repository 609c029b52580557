"""A lesson that a group may give to everyone, when all agree to the exact words."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from members import encryption

from .encrypted import SealedRow
from .group import Participant, PeerGroup


class HarvestState(models.TextChoices):
    OPEN = "open", "ligt voor"
    STOPPED = "gestopt", "gaat niet door"
    SENT = "ingestuurd", "ingestuurd"


class Harvest(SealedRow):
    """The text lies sealed as JSON; ``version`` goes up with every edit and voids every answer."""

    group = models.ForeignKey(
        PeerGroup, verbose_name="groep", on_delete=models.CASCADE, related_name="harvests"
    )
    state = models.CharField(
        "stand", max_length=10, choices=HarvestState, default=HarvestState.OPEN
    )
    version = models.PositiveIntegerField("versie", default=1)
    made_at = models.DateTimeField("begonnen op")
    changed_at = models.DateTimeField("gewijzigd op")
    answer_until = models.DateTimeField("antwoorden kan tot")

    class Meta:
        verbose_name = "oogst"
        verbose_name_plural = "oogsten"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(state=HarvestState.OPEN),
                name="a_group_has_one_harvest_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HarvestState.values), name="harvest_has_a_state"
            ),
            # What was sent or stopped leaves no text behind in the room.
            models.CheckConstraint(
                condition=Q(state=HarvestState.OPEN) | Q(sealed_text=b""),
                name="harvest_that_is_over_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"Oogst {self.pk}"

    @property
    def sealed_for(self) -> PeerGroup:
        return self.group

    def bound_to(self) -> str:
        return f"{super().bound_to()}:{self.group_id}:{self.version}"


class HarvestOnItsWay(models.Model):
    """Agreed to by all; goes to the editors on a day that chance chose.

    An editor who gets it the evening after a group met would know which group it is. So it waits,
    with nothing that leads back: no group, no moment, a number that tells no order. Its room may
    be gone by then.
    """

    uid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Sealed with the keys of the site (FIELD_KEYS), for the keys of the group may go first.
    sealed_text = models.TextField("tekst, verzegeld")
    send_at = models.DateTimeField("naar de redactie op")

    class Meta:
        verbose_name = "oogst onderweg"
        verbose_name_plural = "oogsten onderweg"

    def __str__(self) -> str:
        return f"Oogst onderweg {self.pk}"

    @property
    def text(self) -> str:
        return encryption.unseal(self.sealed_text)

    @text.setter
    def text(self, text: str) -> None:
        self.sealed_text = encryption.seal_without_moment(text)


class HarvestConsent(SealedRow):
    """Yes or no to one version, sealed as well. Gone as soon as the outcome is known."""

    harvest = models.ForeignKey(
        Harvest, verbose_name="oogst", on_delete=models.CASCADE, related_name="consents"
    )
    participant = models.ForeignKey(
        Participant, verbose_name="van", on_delete=models.CASCADE, related_name="consents"
    )
    version = models.PositiveIntegerField("versie")
    made_at = models.DateTimeField("gegeven op")

    class Meta:
        verbose_name = "antwoord op een oogst"
        verbose_name_plural = "antwoorden op een oogst"
        constraints = [
            models.UniqueConstraint(
                fields=["harvest", "participant"], name="one_answer_per_harvest_and_participant"
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.pk}"

    @property
    def sealed_for(self) -> PeerGroup:
        return self.harvest.group

    def bound_to(self) -> str:
        where = f"{self.harvest_id}:{self.participant_id}:{self.version}"
        return f"{super().bound_to()}:{where}"
