"""Writing in the room: kept while one types, shown when one hands in.

What was acknowledged is on the disk. Of two tabs that write at once neither loses a word: the
second is told, and its writer chooses. Whoever hears ``NotNowError`` has a draft that is kept,
unless it is a :class:`NotKeptError`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from ..models import Contribution, ContributionKind, Participant, Sitting
from ..rules.meeting import Move, NotNowError, Phase
from . import meetings

# Of one person in one meeting: enough for twelve days of talk, and no way to fill a disk.
MOST_REMARKS = 200


class NotKeptError(NotNowError):
    """The text lies nowhere: whoever typed it must get it back."""


class EnoughError(Exception):
    """This person said as much here as anybody may."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The text as it is now; ``clash`` when another tab wrote in between and this was not kept."""

    contribution: Contribution
    clash: bool = False


def keep(
    sitting: Sitting,
    text: str,
    *,
    kind: ContributionKind,
    step: int,
    version: int,
    by: Participant,
    now: datetime,
) -> Kept:
    """A draft, for its writer alone. ``version`` is what the writer saw; 0 for nothing yet."""
    is_case = kind == ContributionKind.CASE
    if step >= (1 if is_case else sitting.step_count):
        raise NotKeptError(Move.HAND_IN)
    try:
        with transaction.atomic():
            return _keep(sitting, text, kind=kind, step=step, version=version, by=by, now=now)
    except IntegrityError:
        # Two tabs began at the same moment: now there is one to compare with.
        return _keep(sitting, text, kind=kind, step=step, version=version, by=by, now=now)


def hand_in(
    sitting: Sitting, text: str, *, step: int, version: int, by: Participant, now: datetime
) -> Kept:
    """Done; from now on it shows when the others show. A clash is not handed in."""
    answer = ContributionKind.ANSWER
    kept = keep(sitting, text, kind=answer, step=step, version=version, by=by, now=now)
    if kept.clash or kept.contribution.handed_in_at:
        return kept
    with transaction.atomic():
        if meetings.play(sitting, Move.HAND_IN, by=by, now=now).at != step:
            raise NotNowError(Move.HAND_IN)
        _show(kept.contribution, now)
    return kept


@transaction.atomic
def take_back(sitting: Sitting, *, by: Participant, now: datetime) -> None:
    """Write on, as long as nothing shows."""
    row = meetings.play(sitting, Move.TAKE_BACK, by=by, now=now)
    mine = row.contributions.filter(author=by, kind=ContributionKind.ANSWER, step=row.at)
    mine.update(handed_in_at=None)


@transaction.atomic
def share_case(sitting: Sitting, *, by: Participant, now: datetime) -> None:
    """Let the group read what one brings."""
    mine = sitting.contributions.filter(author=by, kind=ContributionKind.CASE)
    mine.filter(handed_in_at__isnull=True).update(handed_in_at=now)
    meetings.show_change(sitting, now=now)


def note(
    sitting: Sitting, text: str, *, step: int, version: int, by: Participant, now: datetime
) -> Kept:
    """What was said, by whoever takes notes; everybody reads along.

    Of whoever does not take notes any more it is kept as a draft, and shown to nobody; what was
    shown stays as it was.
    """
    kind = ContributionKind.NOTE
    kept = keep(sitting, text, kind=kind, step=step, version=version, by=by, now=now)
    if kept.clash:
        return kept
    with transaction.atomic():
        row = Sitting.objects.select_for_update().get(pk=sitting.pk)
        if row.note_taker_id != by.pk:
            raise NotNowError(Move.TAKE_NOTES)
        _show(kept.contribution, now)
        meetings.show_change(sitting, now=now)
    return kept


@transaction.atomic
def remark(sitting: Sitting, text: str, *, by: Participant, now: datetime) -> Contribution:
    """In one's own time, in a step in which people talk."""
    row = Sitting.objects.select_related("group").get(pk=sitting.pk)
    if row.phase != Phase.RUNNING:
        raise NotKeptError(Move.HAND_IN)
    if row.contributions.filter(author=by, kind=ContributionKind.REMARK).count() >= MOST_REMARKS:
        raise EnoughError
    made = Contribution(
        sitting=row, author=by, kind=ContributionKind.REMARK, step=row.at, saved_at=now
    )
    made.handed_in_at = now
    made.text = text
    made.save()
    meetings.show_change(sitting, now=now)
    return made


def _keep(
    sitting: Sitting,
    text: str,
    *,
    kind: ContributionKind,
    step: int,
    version: int,
    by: Participant,
    now: datetime,
) -> Kept:
    mine = Contribution.objects.filter(sitting=sitting, author=by, kind=kind, step=step)
    found = mine.first()
    if found is None:
        return Kept(_begin(sitting, text, kind=kind, step=step, by=by, now=now))
    found.sitting = sitting
    if found.text == text:
        return Kept(found)
    if kind == ContributionKind.NOTE and found.handed_in_at and not _takes_notes(sitting, by):
        raise NotKeptError(Move.TAKE_NOTES)
    is_shown = kind == ContributionKind.ANSWER and found.handed_in_at
    if is_shown or found.version != version:
        return Kept(found, clash=True)
    found.text = text
    changes = {"sealed_text": found.sealed_text, "version": version + 1, "saved_at": now}
    # Conditional: between reading and writing another tab may have been quicker.
    if not mine.filter(version=version).update(**changes):
        return Kept(mine.get(), clash=True)
    found.version = version + 1
    return Kept(found)


def _begin(
    sitting: Sitting,
    text: str,
    *,
    kind: ContributionKind,
    step: int,
    by: Participant,
    now: datetime,
) -> Contribution:
    made = Contribution(sitting=sitting, author=by, kind=kind, step=step, saved_at=now)
    made.text = text
    made.save()
    return made


def _takes_notes(sitting: Sitting, by: Participant) -> bool:
    """At this moment, not when ``sitting`` was read."""
    return Sitting.objects.filter(pk=sitting.pk, note_taker=by).exists()


def _show(contribution: Contribution, now: datetime) -> None:
    contribution.handed_in_at = contribution.handed_in_at or now
    contribution.save(update_fields=["handed_in_at"])
