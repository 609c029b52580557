"""How a meeting stands, and what everybody may do in it. No clock, no database.

People are numbers; what becomes of a meeting stands in :mod:`.moves`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .methods import Kind, Pace, Speaker, Step


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


def allowed(meeting: Meeting, by: int) -> frozenset[Move]:
    """What this person may do, after ``moves.settle``."""
    if by not in meeting.people or meeting.phase == Phase.ENDED:
        return frozenset()
    moves = {Move.LEAVE, *_roles(meeting, by), *_answers(meeting, by)}
    if by == meeting.facilitator:
        moves |= _leading(meeting)
    return frozenset(moves)


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
