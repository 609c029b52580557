"""How a meeting runs: what everybody may do now, and what becomes of it. No clock, no database.

People are numbers. Time is given: everything that happens is settled first, so that what was
over at this moment is over, whoever looks.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .methods import Kind, Pace, Speaker, Step

MOST_MINUTES_ADDED = 30


class Phase(StrEnum):
    WAITING = "wacht"
    RUNNING = "loopt"
    PAUSED = "pauze"
    ENDED = "afgelopen"


class Move(StrEnum):
    BEGIN = "beginnen"
    GO_ON = "verder"
    GO_BACK = "terug"
    PAUSE = "pauze"
    RESUME = "hervatten"
    ADD_MINUTES = "minuten"
    END = "afsluiten"
    TAKE_OVER = "overnemen"
    HAND_OVER = "overdragen"
    CHOOSE_OWNER = "inbrenger"
    HAND_IN = "inleveren"
    TAKE_BACK = "terugnemen"
    OBSERVE = "observeren"
    JOIN_IN = "meedoen"
    TAKE_NOTES = "notuleren"
    LEAVE = "verlaten"


class NotNowError(Exception):
    """This move is not possible, for this person at this moment."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """``ends_at`` counts while it runs, ``left`` while it pauses; ``schedule`` only when slow."""

    steps: tuple[Step, ...]
    people: frozenset[int]
    pace: Pace = Pace.ONLINE
    facilitator: int | None = None
    owner: int | None = None
    note_taker: int | None = None
    observers: frozenset[int] = frozenset()
    had_turn: frozenset[int] = frozenset()
    phase: Phase = Phase.WAITING
    at: int = 0
    ends_at: datetime | None = None
    left: timedelta | None = None
    schedule: tuple[datetime, ...] = ()
    handed_in: frozenset[tuple[int, int]] = frozenset()
    revealed: frozenset[int] = frozenset()

    @property
    def step(self) -> Step:
        return self.steps[self.at]

    @property
    def next_step(self) -> Step | None:
        return None if self.is_last else self.steps[self.at + 1]

    @property
    def is_last(self) -> bool:
        return self.at + 1 == len(self.steps)

    @property
    def goes(self) -> bool:
        return self.phase in (Phase.RUNNING, Phase.PAUSED)

    @property
    def hides(self) -> bool:
        """Whether answers in the step of now are still for their writers alone."""
        return self.goes and self.step.hides and self.at not in self.revealed


def awaited(meeting: Meeting) -> frozenset[int]:
    """Whose answer the step of now waits for; the facilitator may answer and is not waited for."""
    return _answering(meeting) - {meeting.facilitator}


def may_answer(meeting: Meeting, person: int) -> bool:
    if not (meeting.goes and meeting.step.hides) or meeting.pace == Pace.IN_PERSON:
        return False
    return person in _answering(meeting)


def has_handed_in(meeting: Meeting, person: int) -> bool:
    return (meeting.at, person) in meeting.handed_in


def time_left(meeting: Meeting, now: datetime) -> timedelta | None:
    """Below zero when a step takes longer than was meant."""
    if meeting.phase == Phase.PAUSED:
        return meeting.left
    return meeting.ends_at - now if meeting.ends_at else None


def settle(meeting: Meeting, now: datetime) -> Meeting:
    """What time and the last answer bring about by themselves."""
    if meeting.pace == Pace.SLOW:
        while meeting.phase == Phase.RUNNING and meeting.ends_at and now >= meeting.ends_at:
            meeting = _next(_reveal(meeting), now)
    if meeting.hides and (_all_are_in(meeting) or _time_is_up(meeting, now)):
        return _reveal(meeting)
    return meeting


def allowed(meeting: Meeting, by: int) -> frozenset[Move]:
    """What this person may do, after :func:`settle`."""
    if by not in meeting.people or meeting.phase == Phase.ENDED:
        return frozenset()
    moves = {Move.LEAVE, *_roles(meeting, by), *_answers(meeting, by)}
    if by == meeting.facilitator:
        moves |= _leading(meeting)
    return frozenset(moves)


def play(meeting: Meeting, move: Move, *, by: int, now: datetime, what: Any = None) -> Meeting:
    """The meeting after this move; ``what`` is a number of minutes or a person."""
    meeting = settle(meeting, now)
    if move not in allowed(meeting, by):
        raise NotNowError(move)
    return settle(_MOVES[move](meeting, by, now, what), now)


# --- Who may what ----------------------------------------------------------------------------


def _leading(meeting: Meeting) -> set[Move]:
    moves = {Move.HAND_OVER, Move.CHOOSE_OWNER}
    if meeting.phase == Phase.WAITING:
        return moves | {Move.BEGIN}
    moves |= {Move.GO_ON, Move.END}
    if meeting.pace == Pace.SLOW:
        # Deadlines were promised: time does not stop and does not go back.
        return moves
    moves |= {Move.ADD_MINUTES, Move.PAUSE if meeting.phase == Phase.RUNNING else Move.RESUME}
    return moves | {Move.GO_BACK} if meeting.at else moves


def _roles(meeting: Meeting, by: int) -> set[Move]:
    moves = {Move.JOIN_IN if by in meeting.observers else Move.OBSERVE}
    if by in (meeting.facilitator, meeting.owner):
        moves = set()
    if by != meeting.facilitator:
        moves.add(Move.TAKE_OVER)
    if by != meeting.note_taker:
        moves.add(Move.TAKE_NOTES)
    return moves


def _answers(meeting: Meeting, by: int) -> set[Move]:
    if not may_answer(meeting, by):
        return set()
    if not has_handed_in(meeting, by):
        # Also after the others were shown: late is better than lost.
        return {Move.HAND_IN}
    return {Move.TAKE_BACK} if meeting.hides else set()


def _answering(meeting: Meeting) -> frozenset[int]:
    step, everyone = meeting.step, meeting.people - meeting.observers
    if not meeting.goes or not step.hides or meeting.pace == Pace.IN_PERSON:
        return frozenset()
    if step.kind == Kind.CHOOSE and meeting.owner is not None:
        # The group knows already whose case it is.
        return frozenset()
    if step.speaker == Speaker.CASE_OWNER:
        return everyone & {meeting.owner}
    if step.speaker == Speaker.FACILITATOR:
        return everyone & {meeting.facilitator}
    return everyone if step.includes_case_owner() else everyone - {meeting.owner}


# --- What happens ----------------------------------------------------------------------------


def _all_are_in(meeting: Meeting) -> bool:
    return all((meeting.at, person) in meeting.handed_in for person in awaited(meeting))


def _time_is_up(meeting: Meeting, now: datetime) -> bool:
    return meeting.phase == Phase.RUNNING and meeting.ends_at is not None and now >= meeting.ends_at


def _reveal(meeting: Meeting) -> Meeting:
    if not (meeting.goes and meeting.step.hides):
        return meeting
    return replace(meeting, revealed=meeting.revealed | {meeting.at})


def _enter(meeting: Meeting, at: int, now: datetime) -> Meeting:
    step = meeting.steps[at]
    ends_at = meeting.schedule[at] if meeting.schedule else now + step.duration
    turned = at > meeting.at and step.turn != meeting.step.turn
    meeting = replace(meeting, at=at, phase=Phase.RUNNING, ends_at=ends_at, left=None)
    return _next_turn(meeting) if turned else meeting


def _next_turn(meeting: Meeting) -> Meeting:
    """Somebody who did not have a turn yet; the facilitator can choose another."""
    had = meeting.had_turn | ({meeting.owner} if meeting.owner is not None else frozenset())
    rest = sorted(meeting.people - meeting.observers - had)
    return replace(meeting, had_turn=had, owner=rest[0] if rest else None)


def _next(meeting: Meeting, now: datetime) -> Meeting:
    return _ended(meeting) if meeting.is_last else _enter(meeting, meeting.at + 1, now)


def _ended(meeting: Meeting) -> Meeting:
    return replace(_reveal(meeting), phase=Phase.ENDED, ends_at=None, left=None)


def _begin(meeting: Meeting, _by: int, now: datetime, _what: Any) -> Meeting:
    return _enter(meeting, 0, now)


def _go_on(meeting: Meeting, _by: int, now: datetime, _what: Any) -> Meeting:
    """In a step that hides: show everything. Only then on to the next: one wants to read first."""
    return _reveal(meeting) if meeting.hides else _next(meeting, now)


def _go_back(meeting: Meeting, _by: int, now: datetime, _what: Any) -> Meeting:
    return _enter(meeting, meeting.at - 1, now)


def _pause(meeting: Meeting, _by: int, now: datetime, _what: Any) -> Meeting:
    return replace(meeting, phase=Phase.PAUSED, left=time_left(meeting, now), ends_at=None)


def _resume(meeting: Meeting, _by: int, now: datetime, _what: Any) -> Meeting:
    left = meeting.left or timedelta()
    return replace(meeting, phase=Phase.RUNNING, ends_at=now + left, left=None)


def _add_minutes(meeting: Meeting, _by: int, now: datetime, what: Any) -> Meeting:
    """Counted from now when time was up already."""
    if not (isinstance(what, int) and 1 <= what <= MOST_MINUTES_ADDED):
        raise NotNowError(Move.ADD_MINUTES)
    left = max(time_left(meeting, now) or timedelta(), timedelta()) + timedelta(minutes=what)
    if meeting.phase == Phase.PAUSED:
        return replace(meeting, left=left)
    return replace(meeting, ends_at=now + left)


def _end(meeting: Meeting, _by: int, _now: datetime, _what: Any) -> Meeting:
    return _ended(meeting)


def _take_over(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    return replace(meeting, facilitator=by, observers=meeting.observers - {by})


def _hand_over(meeting: Meeting, _by: int, now: datetime, what: Any) -> Meeting:
    return _take_over(meeting, _somebody(meeting, what, Move.HAND_OVER), now, None)


def _choose_owner(meeting: Meeting, _by: int, _now: datetime, what: Any) -> Meeting:
    who = _somebody(meeting, what, Move.CHOOSE_OWNER)
    return replace(meeting, owner=who, observers=meeting.observers - {who})


def _hand_in(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    return replace(meeting, handed_in=meeting.handed_in | {(meeting.at, by)})


def _take_back(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    return replace(meeting, handed_in=meeting.handed_in - {(meeting.at, by)})


def _observe(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    return replace(meeting, observers=meeting.observers | {by})


def _join_in(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    return replace(meeting, observers=meeting.observers - {by})


def _take_notes(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    return replace(meeting, note_taker=by)


def _leave(meeting: Meeting, by: int, _now: datetime, _what: Any) -> Meeting:
    left = replace(
        meeting,
        people=meeting.people - {by},
        observers=meeting.observers - {by},
        facilitator=_unless(meeting.facilitator, by),
        owner=_unless(meeting.owner, by),
        note_taker=_unless(meeting.note_taker, by),
        handed_in=frozenset(one for one in meeting.handed_in if one[1] != by),
    )
    return left if left.people else _ended(left)


def _unless(somebody: int | None, by: int) -> int | None:
    return None if somebody == by else somebody


def _somebody(meeting: Meeting, who: Any, move: Move) -> int:
    if who not in meeting.people:
        raise NotNowError(move)
    return who


_MOVES: dict[Move, Callable[[Meeting, int, datetime, Any], Meeting]] = {
    Move.BEGIN: _begin,
    Move.GO_ON: _go_on,
    Move.GO_BACK: _go_back,
    Move.PAUSE: _pause,
    Move.RESUME: _resume,
    Move.ADD_MINUTES: _add_minutes,
    Move.END: _end,
    Move.TAKE_OVER: _take_over,
    Move.HAND_OVER: _hand_over,
    Move.CHOOSE_OWNER: _choose_owner,
    Move.HAND_IN: _hand_in,
    Move.TAKE_BACK: _take_back,
    Move.OBSERVE: _observe,
    Move.JOIN_IN: _join_in,
    Move.TAKE_NOTES: _take_notes,
    Move.LEAVE: _leave,
}
