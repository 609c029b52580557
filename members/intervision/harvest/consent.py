"""The harvest: one text, the agreement of everybody to its exact words, and then the practices.

It waits for a while before it goes there: see :mod:`.ripening`.

Yes and no are sealed, counted only when everybody answered, and thrown away with the outcome: so
one "no" stops it and nobody can tell whose it was. Not from the screen, a moment or a row.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from members.batch import for_each_isolated

from .. import emails
from ..models import Harvest, HarvestConsent, HarvestState, Participant, PeerGroup
from . import delayed_submission
from .delayed_submission import Words
from .quotation_check import borrowed

ANSWER_WITHIN = timedelta(days=7)
TOLD_AGAIN_AFTER = timedelta(days=1)
YES, NO = "ja", "nee"


class ChangedError(Exception):
    """The text is another one than this person read."""


class BorrowedError(Exception):
    """The text holds ``passages`` of somebody who left and can no longer agree."""

    def __init__(self, passages: list[str]) -> None:
        super().__init__("Words of somebody who left")
        self.passages = passages


def words_of(harvest: Harvest) -> Words:
    return Words.from_text(harvest.text)


def open_harvest(group: PeerGroup) -> Harvest | None:
    return _of(group, Harvest.objects.filter(state=HarvestState.OPEN))


def last_outcome(group: PeerGroup) -> str:
    """How the latest harvest ended, or nothing when one lies open or there was none."""
    latest = Harvest.objects.filter(group=group).first()
    return latest.state if latest and latest.state != HarvestState.OPEN else ""


@transaction.atomic
def write(group: PeerGroup, words: Words, *, seen: int, by: Participant, now: datetime) -> Harvest:
    """Begin, or change the text. A change voids every answer.

    ``seen`` is the version that the writer had before them, 0 for none. Who wrote is not kept.
    The others hear that a text waits; of one change after the other only who had answered.
    """
    # Two who begin at once: the second is told, and loses no word. Nor can somebody leave
    # between the look at their words and the text that holds them.
    group = PeerGroup.objects.held(group.pk)
    if passages := borrowed(words.everything(), group):
        raise BorrowedError(passages)
    found = _locked(group)
    if (found.version if found else 0) != seen:
        raise ChangedError
    others = Participant.objects.current().filter(group=group).exclude(pk=by.pk)
    if found and now - found.changed_at < TOLD_AGAIN_AFTER:
        others = others.filter(pk__in=found.consents.values("participant"))
    emails.something_waits(one.person for one in others.select_related("person"))
    return _change(found or Harvest(group=group, made_at=now), words, now)


def _change(harvest: Harvest, words: Words, now: datetime) -> Harvest:
    if harvest.pk:
        harvest.version += 1
    harvest.text = words.as_text()
    harvest.changed_at, harvest.answer_until = now, now + ANSWER_WITHIN
    harvest.save()
    harvest.consents.all().delete()
    return harvest


@transaction.atomic
def answer(harvest: Harvest, yes: bool, *, seen: int, by: Participant, now: datetime) -> None:
    """Yes or no to this version. The last one to answer brings the outcome about."""
    harvest = Harvest.objects.select_for_update().select_related("group").get(pk=harvest.pk)
    if harvest.state != HarvestState.OPEN or harvest.version != seen:
        raise ChangedError
    HarvestConsent.objects.filter(harvest=harvest, participant=by).delete()
    given = HarvestConsent(harvest=harvest, participant=by, version=seen, made_at=now)
    given.text = YES if yes else NO
    given.save()
    _conclude_when_all_answered(harvest, now=now)


@transaction.atomic
def stop(group: PeerGroup) -> bool:
    """Somebody left, and can agree to nothing any more. Who wrote the text is not kept, so it may
    be theirs: it goes.
    """
    # Locked, and only then looked at: else one that closes at this moment would be stopped.
    harvest = _locked(group)
    return harvest is not None and _stop(harvest)


def has_answered(harvest: Harvest, participant: Participant) -> bool:
    mine = HarvestConsent.objects.filter(harvest=harvest, participant=participant)
    return mine.filter(version=F("harvest__version")).exists()


def advance(*, now: datetime) -> int:
    """Who did not answer in time did not agree."""
    return for_each_isolated(_stop_late, _late(now).filter(state=HarvestState.OPEN), now=now)


def _late(now: datetime) -> QuerySet[Harvest]:
    return Harvest.objects.filter(answer_until__lte=now)


def _locked(group: PeerGroup) -> Harvest | None:
    return _of(group, Harvest.objects.select_for_update().filter(state=HarvestState.OPEN))


def _of(group: PeerGroup, harvests: QuerySet[Harvest]) -> Harvest | None:
    found = harvests.filter(group=group).first()
    if found:
        found.group = group
    return found


def _conclude_when_all_answered(harvest: Harvest, *, now: datetime) -> None:
    people = Participant.objects.current().filter(group=harvest.group_id)
    everybody = set(people.values_list("pk", flat=True))
    # Of who left since, no answer counts: theirs must not stand in for one that is still awaited.
    given = list(harvest.consents.filter(version=harvest.version, participant__in=everybody))
    if not given or {one.participant_id for one in given} != everybody:
        return
    for one in given:
        one.harvest = harvest
    if all(one.text == YES for one in given):
        _send(harvest, now=now)
    else:
        _stop(harvest)


def _send(harvest: Harvest, *, now: datetime) -> None:
    text = harvest.text
    if _close(harvest, HarvestState.SENT, among=Harvest.objects.all()):
        delayed_submission.begin(text, now=now)


def _stop(harvest: Harvest) -> bool:
    return _close(harvest, HarvestState.STOPPED, among=Harvest.objects.all())


def _stop_late(harvest: Harvest, now: datetime) -> bool:
    """Not one that somebody rewrote since it was looked up: everybody has time again."""
    return _close(harvest, HarvestState.STOPPED, among=_late(now))


@transaction.atomic
def _close(harvest: Harvest, state: HarvestState, *, among: QuerySet[Harvest]) -> bool:
    """Text and answers go with the outcome; of two at once one does it.

    The moment is kept nowhere: nobody needs it, and it would be one more thing to tell who met.
    """
    open_ = among.filter(pk=harvest.pk, state=HarvestState.OPEN)
    if not open_.update(state=state, sealed_text=b""):
        return False
    HarvestConsent.objects.filter(harvest=harvest).delete()
    return True
