"""The room of a group: who comes in, and every move of a meeting.

The rules say what a move does; here it is kept, under a version that only goes up. A move that
lost a race is played again on what the winner left, unless it was meant for what is no longer so.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from ..models import ContributionKind, MethodStep, Participant, PeerGroup, Sitting, Visit
from ..rules import moves
from ..rules.meeting import Meeting, Move, NotNowError, Phase
from ..rules.methods import Kind, Pace, Speaker, Step, can_go_slowly, slow_schedule
from . import start_check

# Clicked twice, or by somebody who looked at an older screen, these would do too much.
ONLY_ONCE = frozenset({Move.BEGIN, Move.GO_ON, Move.GO_BACK, Move.ADD_MINUTES, Move.END})
NOTICE = timedelta(seconds=20)
IS_PRESENT = timedelta(seconds=50)
# As long as somebody moved the meeting this recently, whoever listens need not touch a key.
KEEPS_LISTENERS = timedelta(minutes=30)
_TRIES = 8


class SomebodyWasFirstError(Exception):
    """The meeting went on since this person looked."""


# --- Coming in -------------------------------------------------------------------------------


@transaction.atomic
def agree(participant: Participant, *, now: datetime) -> None:
    """Promise what the group promises each other. Nobody comes in before.

    With the first one the room is there, and the one to practise in: looking makes nothing.
    """
    for is_trial in (False, True):
        sitting_of(participant.group, is_trial=is_trial, now=now)
    Visit.objects.get_or_create(
        participant=participant, defaults={"agreed_at": now, "seen_at": now}
    )
    log(participant.group, "intervision.agree", user=participant.person)


def find_sitting(group: PeerGroup, *, is_trial: bool) -> Sitting | None:
    """The meeting of this group, or its trial, when somebody came in before."""
    found = Sitting.objects.filter(group=group, is_trial=is_trial).first()
    if found:
        found.group = group
    return found


def sitting_of(group: PeerGroup, *, is_trial: bool, now: datetime) -> Sitting:
    """The same, made when it is not there yet."""
    steps = _steps_of(group)
    found, _is_new = Sitting.objects.get_or_create(
        group=group,
        is_trial=is_trial,
        defaults={
            "steps": [asdict(step) for step in steps],
            "step_count": len(steps),
            "changed_at": now,
        },
    )
    found.group = group
    return found


def notice(participant: Participant, *, now: datetime) -> None:
    """Somebody is there; written down a few times a minute at most."""
    Visit.objects.filter(participant=participant, seen_at__lt=now - NOTICE).update(seen_at=now)


# --- Moving ----------------------------------------------------------------------------------


def meeting_of(sitting: Sitting, people: Iterable[Participant], now: datetime) -> Meeting:
    """As it is at this moment, also when nobody kept yet what time brought about."""
    return moves.settle(_as_kept(sitting, people), now)


def play(
    sitting: Sitting,
    move: Move,
    *,
    by: Participant,
    now: datetime,
    seen: str | None = None,
    what: Any = None,
    pace: Pace | None = None,
    on_purpose: bool = False,
) -> Sitting:
    """Do what the rules allow; raises ``NotNowError`` or :class:`SomebodyWasFirstError`.

    ``seen`` is the :func:`position` on the screen. When a meeting begins, ``pace`` is chosen, and
    ``on_purpose`` says that it may be another day than was planned.
    """
    for _try in range(_TRIES):
        with transaction.atomic():
            row = Sitting.objects.select_related("group__round").get(pk=sitting.pk)
            if seen is not None and move in ONLY_ONCE and seen != position(row, now):
                raise SomebodyWasFirstError
            before = _as_kept(row, current_people(row))
            if move == Move.BEGIN:
                before = _prepared(before, pace or Pace(row.pace), now)
                if not row.is_trial:
                    start_check.check(row.group, now=now, on_purpose=on_purpose)
            after = moves.play(before, move, by=by.pk, now=now, what=what)
            if _keep(row, after, now):
                _audit(row, move, by)
                return row
    raise SomebodyWasFirstError


def position(sitting: Sitting, now: datetime) -> str:
    """Where the meeting stands. Unlike the version, it stays the same when somebody writes: else
    the facilitator would lose a click whenever another hands in.
    """
    over = sitting.ends_at is not None and sitting.ends_at <= now
    shows = int(over or sitting.at in sitting.revealed)
    until = int(sitting.ends_at.timestamp()) if sitting.ends_at else sitting.left
    return f"{sitting.phase}.{sitting.at}.{shows}.{until or 0}"


def settle(sitting: Sitting, *, now: datetime) -> bool:
    """Keep what time brought about; whether it was anything."""
    row = Sitting.objects.select_related("group__round").get(pk=sitting.pk)
    before = _as_kept(row, current_people(row))
    after = moves.settle(before, now)
    return after != before and _keep(row, after, now)


@transaction.atomic
def try_again(sitting: Sitting, *, now: datetime) -> None:
    """A trial from the start, with everything that was written in it gone."""
    if not sitting.is_trial:
        raise ValueError("Only a trial begins again")
    Sitting.objects.filter(pk=sitting.pk).delete()
    version = sitting.version + 1
    sitting = sitting_of(sitting.group, is_trial=True, now=now)
    Sitting.objects.filter(pk=sitting.pk).update(version=version)


def show_change(sitting: Sitting, *, now: datetime) -> None:
    """Something everybody should see, though the meeting itself did not move."""
    Sitting.objects.filter(pk=sitting.pk).update(version=F("version") + 1, changed_at=now)


def current_people(sitting: Sitting) -> list[Participant]:
    mine = Participant.objects.current().filter(group=sitting.group_id)
    return list(mine.select_related("person", "visit").order_by("pk"))


# --- Between rows and rules ------------------------------------------------------------------


def _steps_of(group: PeerGroup) -> tuple[Step, ...]:
    return tuple(_step_of(row) for row in group.method.steps.all())


def _step_of(row: MethodStep) -> Step:
    return Step(
        name=row.name,
        minutes=row.minutes,
        kind=Kind(row.kind),
        speaker=Speaker(row.speaker),
        instruction=row.instruction,
        case_owner_is_silent=row.case_owner_is_silent,
        turn=row.turn,
    )


def _step_from(kept: dict[str, Any]) -> Step:
    words = {"kind": Kind(kept["kind"]), "speaker": Speaker(kept["speaker"])}
    return Step(**kept | words)


def _as_kept(sitting: Sitting, people: Iterable[Participant]) -> Meeting:
    people = list(people)
    present = frozenset(one.pk for one in people)
    answers = sitting.contributions.handed_in().filter(kind=ContributionKind.ANSWER)
    return Meeting(
        steps=tuple(_step_from(one) for one in sitting.steps),
        people=present,
        pace=Pace(sitting.pace),
        observers=present & frozenset(sitting.observers),
        had_turn=frozenset(sitting.had_turn),
        phase=Phase(sitting.phase),
        at=sitting.at,
        ends_at=sitting.ends_at,
        left=sitting.left,
        schedule=tuple(datetime.fromisoformat(one) for one in sitting.schedule),
        handed_in=frozenset(answers.values_list("step", "author")),
        revealed=frozenset(sitting.revealed),
        **_roles(sitting, people),
    )


def _roles(sitting: Sitting, people: list[Participant]) -> dict[str, int | None]:
    """As somebody chose in the room; before it begins else as the group agreed beforehand."""
    here = {one.pk for one in people}
    named = {
        "facilitator": (sitting.facilitator_id, "is_facilitator"),
        "owner": (sitting.owner_id, "is_case_owner"),
        "note_taker": (sitting.note_taker_id, "takes_notes"),
    }
    roles = {}
    for role, (pk, flag) in named.items():
        agreed = next((one.pk for one in people if getattr(one, flag)), None)
        fallback = agreed if sitting.phase == Phase.WAITING else None
        roles[role] = pk if pk in here else fallback
    return roles


def _prepared(meeting: Meeting, pace: Pace, now: datetime) -> Meeting:
    if pace != Pace.SLOW:
        return replace(meeting, pace=pace)
    if not can_go_slowly(meeting.steps):
        raise NotNowError(Move.BEGIN)
    return replace(meeting, pace=pace, schedule=slow_schedule(meeting.steps, now))


def _keep(row: Sitting, after: Meeting, now: datetime) -> bool:
    """Under the next version, unless somebody kept something in between."""
    changes: dict[str, Any] = {
        "version": row.version + 1,
        "pace": after.pace,
        "phase": after.phase,
        "at": after.at,
        "ends_at": after.ends_at,
        "left": after.left,
        "schedule": [one.isoformat() for one in after.schedule],
        "revealed": sorted(after.revealed),
        "observers": sorted(after.observers),
        "had_turn": sorted(after.had_turn),
        "facilitator_id": after.facilitator,
        "owner_id": after.owner,
        "note_taker_id": after.note_taker,
        "changed_at": now,
    }
    if after.phase != Phase.WAITING and row.begun_at is None:
        changes["begun_at"] = now
    if after.phase == Phase.ENDED and row.ended_at is None:
        changes |= {"ended_at": now, "destroy_at": now + row.group.round.kept_for}
    kept = Sitting.objects.filter(pk=row.pk, version=row.version).update(**changes)
    for name, value in changes.items():
        setattr(row, name, value)
    return bool(kept)


def _audit(row: Sitting, move: Move, by: Participant) -> None:
    """Who led which group when; never what was said, and not who handed in what."""
    if not row.is_trial and move in (Move.BEGIN, Move.END, Move.TAKE_OVER, Move.LEAVE):
        log(row.group, f"intervision.{move.name.lower()}", user=by.person)
