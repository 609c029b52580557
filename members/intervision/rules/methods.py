"""A method as the meeting needs it: steps in order, and who does what in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A slow meeting: long enough to answer between other work, short enough not to die.
SHORTEST_DAYS, LONGEST_DAYS = 10, 12


class Kind(StrEnum):
    SPEAK = "praten"
    WRITE = "schrijven"
    CHOOSE = "kiezen"
    RATE = "beoordelen"


class Speaker(StrEnum):
    EVERYONE = "iedereen"
    CASE_OWNER = "inbrenger"
    OTHERS = "meedenkers"
    GROUP_ASKS = "vraag en antwoord"
    FACILITATOR = "begeleider"
    NOBODY = "niemand"


class Pace(StrEnum):
    ONLINE = "online"
    # Around one table, with one screen: the room is the guide, and paper is for writing.
    IN_PERSON = "op locatie"
    # Each in one's own time, with a deadline per step.
    SLOW = "in eigen tijd"


@dataclass(frozen=True, slots=True)
class Step:
    """``turn`` tells apart the case owners of a method in which people take turns."""

    name: str
    minutes: int
    kind: Kind = Kind.SPEAK
    speaker: Speaker = Speaker.EVERYONE
    instruction: str = ""
    case_owner_is_silent: bool = False
    turn: int = 1

    @property
    def hides(self) -> bool:
        """Whether people answer for themselves first, and see each other's answers at once."""
        return self.kind != Kind.SPEAK

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def includes_case_owner(self) -> bool:
        return not self.case_owner_is_silent and self.speaker not in (
            Speaker.OTHERS,
            Speaker.GROUP_ASKS,
        )


def can_go_slowly(steps: Sequence[Step]) -> bool:
    """Every step has a day at least."""
    return len(steps) <= LONGEST_DAYS


def slow_schedule(
    steps: Sequence[Step], begins_at: datetime, days: int = SHORTEST_DAYS
) -> tuple[datetime, ...]:
    """The deadline of each step: a day each, and the days that are left to the longest steps."""
    days = max(days, len(steps))
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise ValueError("A slow meeting takes ten to twelve days")
    each = [1] * len(steps)
    for _day in range(days - len(steps)):
        # To whoever has the most minutes per day so far.
        busiest = max(range(len(steps)), key=lambda n: (steps[n].minutes / each[n], -n))
        each[busiest] += 1
    return tuple(begins_at + timedelta(days=sum(each[: n + 1])) for n in range(len(each)))
