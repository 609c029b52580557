"""A harvest that all agreed to, on its way to the editors: on a day that chance chooses.

Whoever runs the rounds knows which group met when. A text that came the same evening would name
its group; after days or weeks it may be of any of them.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from lessons.models import LessonPage
from members import encryption
from members.batch import for_each_isolated
from members.practices.sharing import submission

from ..models import HarvestOnItsWay

SOONEST, LATEST = timedelta(days=5), timedelta(days=30)
HOUR = timedelta(hours=1)
AUDIENCE = "openbaar"


@dataclass(frozen=True, slots=True)
class Words:
    """What readers will read; ``lessons`` are numbers of lessons."""

    kind: str
    title: str
    matter: str
    action: str
    result: str
    otherwise: str = ""
    residents: str = "niet gevraagd"
    residents_view: str = ""
    lessons: tuple[int, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> "Words":
        kept = json.loads(text)
        return cls(**kept | {"lessons": tuple(kept["lessons"])})

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    def everything(self) -> str:
        texts = (self.title, self.matter, self.action, self.result)
        return "\n".join([*texts, self.otherwise, self.residents_view])


@transaction.atomic
def begin(text: str, *, now: datetime) -> None:
    """``text`` is that of :meth:`Words.as_text`."""
    soonest = SOONEST + HOUR
    span = int((LATEST - soonest).total_seconds())
    then = now + soonest + timedelta(seconds=secrets.randbelow(span))
    # A whole hour: seconds would be those of the moment at which the last one agreed.
    way = HarvestOnItsWay(send_at=then.replace(minute=0, second=0, microsecond=0))
    way.text = text
    way.save()
    _mix()


def send_due(*, now: datetime) -> int:
    """To the desk where practices are reviewed, as a new one without a history."""
    _mix()
    due = HarvestOnItsWay.objects.filter(send_at__lte=now)
    return for_each_isolated(_send, due, now=now)


def reseal_all() -> int:
    """Put every text under the first key; afterwards the older keys can go."""
    rows = HarvestOnItsWay.objects.values_list("pk", "sealed_text")
    return sum(
        HarvestOnItsWay.objects.filter(pk=pk).update(sealed_text=encryption.reseal(text))
        for pk, text in rows
    )


@transaction.atomic
def _mix() -> None:
    """Write all that wait anew, in an order of chance: the databases number their rows and their
    transactions, and such a number would lead to the group whose answers were written with it.
    """
    waiting = list(HarvestOnItsWay.objects.select_for_update())
    HarvestOnItsWay.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    secrets.SystemRandom().shuffle(waiting)
    HarvestOnItsWay.objects.bulk_create(waiting)


@transaction.atomic
def _send(one: HarvestOnItsWay, now: datetime) -> int:
    """Of two runs the one that takes it away sends it."""
    taken, _rows = HarvestOnItsWay.objects.filter(pk=one.pk).delete()
    if not taken:
        return 0
    words = Words.from_text(one.text)
    told = asdict(words) | {
        "audience": AUDIENCE,
        "lessons": list(LessonPage.objects.filter(number__in=words.lessons)),
    }
    content = submission.Content.from_intervision(**told)
    # The token is kept nowhere on our side: it would lead back to the group.
    submission.submit(token=uuid4(), content=content, by=None, now=now)
    return 1
