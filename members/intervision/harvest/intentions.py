"""After a meeting: how it was, what each takes along, and how that went six weeks later."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from members import encryption
from members.batch import for_each_isolated
from members.people.models import User

from .. import emails
from ..models import Evaluation, Intention, Participant, PeerGroup

ASK_AFTER = timedelta(weeks=6)
# After a year an intention has served; whoever wants to keep it has it in the download.
INTENTION_KEPT = timedelta(days=365)
# With fewer, everybody could tell who wrote what.
SHOWN_FROM = 3
# Of one person: after every meeting for years, and no way to fill a disk.
MOST_INTENTIONS = 50


class TooManyError(Exception):
    """This person has as many intentions as anybody may."""


@dataclass(frozen=True, slots=True)
class Told:
    """One evaluation: two figures from 1 to 5, and a few words."""

    useful: int
    free: int
    words: str = ""


# --- How it was ------------------------------------------------------------------------------


@transaction.atomic
def evaluate(participant: Participant, told: Told, *, now: datetime) -> None:
    row = Evaluation.objects.filter(participant=participant).first()
    row = row or Evaluation(participant=participant)
    row.participant = participant
    row.made_at = now
    row.text = json.dumps({"useful": told.useful, "free": told.free, "words": told.words})
    row.save()


def evaluation_of(participant: Participant) -> Told | None:
    row = Evaluation.objects.filter(participant=participant).first()
    if row is None:
        return None
    row.participant = participant
    return Told(**json.loads(row.text))


def words_of(group: PeerGroup) -> list[str]:
    """What the group said about the meeting, without names, as soon as that can hide a name."""
    rows = list(Evaluation.objects.filter(participant__group=group).select_related("participant"))
    if len(rows) < SHOWN_FROM:
        return []
    for row in rows:
        row.participant.group = group
    # In the order of their random numbers.
    told = [Told(**json.loads(row.text)) for row in sorted(rows, key=lambda one: one.uid.hex)]
    return [one.words for one in told if one.words]


# --- What each takes along -------------------------------------------------------------------


def intend(person: User, text: str, *, due_on: date, now: datetime) -> Intention:
    """Kept without any tie to the group, under the keys of persons."""
    if Intention.objects.filter(person=person).count() >= MOST_INTENTIONS:
        raise TooManyError
    made = Intention(person=person, due_on=due_on, made_at=now)
    made.ask_on = timezone.localdate(now + ASK_AFTER)
    made.text = text
    made.save()
    return made


@transaction.atomic
def change(intention: Intention, text: str, *, due_on: date) -> None:
    intention.text, intention.due_on = text, due_on
    intention.save(update_fields=["sealed_text", "due_on"])


@transaction.atomic
def answer(intention: Intention, outcome: str, reflection: str, *, now: datetime) -> None:
    intention.outcome, intention.answered_at = outcome, now
    intention.reflection = reflection
    intention.save(update_fields=["outcome", "answered_at", "sealed_reflection"])


def throw_away(intention: Intention) -> None:
    intention.delete()


def advance(*, now: datetime) -> int:
    """Ask whose six weeks are over, and throw away what is a year old."""
    today = timezone.localdate(now)
    Intention.objects.filter(made_at__lt=now - INTENTION_KEPT).delete()
    due = Intention.objects.filter(ask_on__lte=today, asked_at__isnull=True, outcome="")
    return for_each_isolated(_ask, due.select_related("person"), now=now)


def reseal_all() -> int:
    """Put every intention under the first key; afterwards the older keys can go."""
    count = 0
    rows = Intention.objects.values_list("pk", "sealed_text", "sealed_reflection")
    for pk, text, reflection in rows:
        # Not over what its writer changed meanwhile: that has the new key already.
        same = Intention.objects.filter(pk=pk, sealed_text=text, sealed_reflection=reflection)
        count += same.update(
            sealed_text=encryption.reseal(text),
            sealed_reflection=encryption.reseal(reflection) if reflection else "",
        )
    return count


def waiting_for_answer(person: User) -> Iterable[Intention]:
    asked = Q(asked_at__isnull=False, outcome="")
    return Intention.objects.filter(asked, person=person)


def _ask(intention: Intention, now: datetime) -> bool:
    """Whoever of two runs claims it, asks."""
    with transaction.atomic():
        mine = Intention.objects.filter(pk=intention.pk, asked_at__isnull=True)
        claimed = bool(mine.update(asked_at=now))
        if claimed and intention.person.is_active:
            emails.how_did_it_go(intention.person)
        return claimed
