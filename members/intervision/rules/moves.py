"""What becomes of a meeting: by a move of somebody, by the last answer, by time.

Time is given: everything that happens is settled first, so that what was over at this moment is
over, whoever looks.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .meeting import (
    Meeting,
    Move,
    NotNowError,
    Phase,
    allowed,
    awaited,
    time_left,
)
from .methods import Pace

MOST_MINUTES_ADDED = 30


def settle(meeting: Meeting, now: datetime) -> Meeting:
    """What time and the last answer bring about by themselves."""
    if meeting.pace == Pace.SLOW:
        while meeting.phase == Phase.RUNNING and meeting.ends_at and now >= meeting.ends_at:
            meeting = _next(_reveal(meeting), now)
    if meeting.hides and (_all_are_in(meeting) or _time_is_up(meeting, now)):
        return _reveal(meeting)
    return meeting


def play(meeting: Meeting, move: Move, *, by: int, now: datetime, what: Any = None) -> Meeting:
    """The meeting after this move; ``what`` is a number of minutes or a person."""
    meeting = settle(meeting, now)
    if move not in allowed(meeting, by):
        raise NotNowError(move)
    return settle(_MOVES[move](meeting, by, now, what), now)


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
