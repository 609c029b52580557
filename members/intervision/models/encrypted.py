"""A row with a text that only its group can read."""

from uuid import uuid4

from django.db import models

from ..encryption import texts
from .group import PeerGroup


class SealedRow(models.Model):
    """The text is bound to ``uid`` and to whatever :meth:`bound_to` adds: it cannot be moved."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sealed_text = models.BinaryField("tekst, verzegeld", blank=True, default=b"")

    class Meta:
        abstract = True

    @property
    def sealed_for(self) -> PeerGroup:
        raise NotImplementedError

    def bound_to(self) -> str:
        return f"{self._meta.model_name}:{self.uid}"

    @property
    def text(self) -> str:
        """Raises a ``SealError`` rather than show anything else than what was written."""
        if not self.sealed_text:
            return ""
        group = self.sealed_for
        return texts.unseal(
            group.round_id, self.sealed_text, bound_to=self.bound_to(), group=group.key
        )

    @text.setter
    def text(self, text: str) -> None:
        group = self.sealed_for
        self.sealed_text = texts.seal(
            group.round_id, text, bound_to=self.bound_to(), group=group.key
        )
