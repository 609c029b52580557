"""What may go into a bruidsschat besides the letter. A new kind is one class more, in ``KINDS``."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import QuerySet

from members.people.models import User
from members.practices.models import Practice

from ..models import Handover, HandoverPractice


class ItemKind(Protocol):
    """A kind keeps its items in a table of its own, with real foreign keys.

    ``name`` names the form field and the template: ``privacy/items/<name>.html``.
    """

    name: str
    question: str
    explanation: str

    def choices(self, giver: User) -> QuerySet[Any]:
        """What this giver may put in."""

    def label(self, item: Any) -> str:
        """As it stands in the form."""

    def given(self, handover: Handover) -> QuerySet[Any]:
        """What is in it, as far as it still stands on the site."""

    def keep(self, handover: Handover, chosen: Iterable[Any]) -> None:
        """Put exactly these in, instead of what was in it."""


class PracticeItems:
    """Practices under a pseudonym stay out: the successor would learn whose they are."""

    name = "practices"
    question = "Welke ervaringen geeft u mee?"
    explanation = "Uw opvolger ziet ze dan als eerste. Ze blijven op uw naam staan."

    def choices(self, giver: User) -> QuerySet[Practice]:
        mine = Practice.objects.written_by(giver)
        return mine.filter(live=True, under_pseudonym=False).newest()

    def label(self, item: Practice) -> str:
        return item.title

    def given(self, handover: Handover) -> QuerySet[Practice]:
        chosen = HandoverPractice.objects.filter(handover=handover).values("practice")
        return Practice.objects.filter(pk__in=chosen, live=True, under_pseudonym=False).newest()

    def keep(self, handover: Handover, chosen: Iterable[Practice]) -> None:
        handover.practices.all().delete()
        HandoverPractice.objects.bulk_create(
            HandoverPractice(handover=handover, practice=practice) for practice in chosen
        )


KINDS: tuple[ItemKind, ...] = (PracticeItems(),)
