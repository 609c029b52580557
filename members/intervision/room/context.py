"""What one participant sees of the room at this moment, and not a letter more."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..models import Contribution, ContributionKind, Participant, Sitting
from ..rules import meeting as rules
from ..rules.meeting import Meeting, Phase
from ..rules.methods import Kind, Pace, can_go_slowly
from . import start_check
from .meetings import IS_PRESENT, current_people, meeting_of, position

# Of one answer: more nobody can judge, and an enter after every letter would make megabytes of it.
MOST_LINES = 40
WARMTH = (("warm", "Warm"), ("lauw", "Lauw"), ("koud", "Koud"))


@dataclass(frozen=True, slots=True)
class Person:
    participant: Participant
    is_present: bool
    roles: tuple[str, ...]
    # In a step that hides: whether this one is ready. What was written tells nobody.
    is_ready: bool

    @property
    def pk(self) -> int:
        return self.participant.pk

    @property
    def name(self) -> str:
        return self.participant.person.name


@dataclass(frozen=True, slots=True)
class Item:
    """One line of somebody's answer, to be judged warm or cold."""

    key: str
    text: str
    warmth: str = ""


def mark(sitting: dict[str, Any] | Sitting, now: datetime) -> str:
    """Changes when something on the screen does; says nothing about what.

    Time alone also changes a screen: when a step is over its answers show.
    """
    row = sitting if isinstance(sitting, dict) else vars(sitting)
    ends_at, schedule = row["ends_at"], row["schedule"]
    over = sum(datetime.fromisoformat(one) <= now for one in schedule)
    return f"{row['version']}-{int(bool(ends_at and ends_at <= now))}{over or ''}"


def room_context(sitting: Sitting, me: Participant, now: datetime) -> dict[str, Any]:
    people = current_people(sitting)
    meeting = meeting_of(sitting, people, now)
    readable = _readable(sitting, me, meeting)
    everybody = _everybody(people, meeting, now)
    left = rules.time_left(meeting, now)
    waits = meeting.phase == Phase.WAITING and not sitting.is_trial
    planned = start_check.planned(sitting.group) if waits else None
    return {
        "sitting": sitting,
        "group": sitting.group,
        "me": me,
        "my_roles": _roles_of(me.pk, meeting),
        "mark": mark(sitting, now),
        "position": position(sitting, now),
        "present_mark": presence_mark(people, now),
        "warmths": WARMTH,
        "meeting": meeting,
        "phase": meeting.phase.name.lower(),
        "step": meeting.step,
        "kind": meeting.step.kind.name.lower(),
        "number": meeting.at + 1,
        "next_step": meeting.next_step,
        "people": everybody,
        "speaking": _speaking(meeting, everybody),
        "may": {move.name.lower() for move in rules.allowed(meeting, me.pk)},
        "may_answer": rules.may_answer(meeting, me.pk),
        "hides": meeting.hides,
        "waiting_for": len(_missing(meeting)),
        "is_late": (left or timedelta()) < timedelta(),
        "left": left,
        "now": now,
        "is_slow": meeting.pace == Pace.SLOW,
        "is_in_person": meeting.pace == Pace.IN_PERSON,
        "can_go_slowly": can_go_slowly(meeting.steps),
        "paces": [(pace.value, pace.name.lower()) for pace in Pace],
        "planned": planned,
        "is_its_day": planned is not None and start_check.is_its_day(planned, now),
        **_texts(readable, sitting, me, meeting),
        "votes": _votes(readable, meeting, everybody),
        "ratings": ratings(sitting, me, meeting) if meeting.step.kind == Kind.RATE else [],
    }


def items_to_rate(sitting: Sitting, meeting: Meeting) -> list[Item]:
    """The lines of the last writing step that shows, without names: a question is a question."""
    written = [
        number
        for number in range(meeting.at)
        if meeting.steps[number].kind == Kind.WRITE and number in meeting.revealed
    ]
    if not written:
        return []
    answers = sitting.contributions.handed_in().filter(
        kind=ContributionKind.ANSWER, step=written[-1]
    )
    # Ordered by their random number, so that the order does not tell who wrote what.
    return _items(_with(sitting, answers.order_by("uid")))


def _items(answers: Iterable[Contribution]) -> list[Item]:
    return [
        Item(f"{answer.uid.hex}-{number}", line.strip())
        for answer in answers
        for number, line in enumerate(filter(str.strip, answer.text.splitlines()))
        if number < MOST_LINES
    ]


def _readable(sitting: Sitting, me: Participant, meeting: Meeting) -> list[Contribution]:
    """Hidden answers are not even fetched."""
    found = sitting.contributions.readable_by(me, meeting.revealed)
    return _with(sitting, found.select_related("author__person"))


def _with(sitting: Sitting, found: Iterable[Contribution]) -> list[Contribution]:
    rows = list(found)
    for row in rows:
        row.sitting = sitting
    return rows


def _texts(
    readable: list[Contribution], sitting: Sitting, me: Participant, meeting: Meeting
) -> dict[str, Any]:
    def of(kind: ContributionKind, step: int | None = None) -> list[Contribution]:
        return [one for one in readable if one.kind == kind and step in (None, one.step)]

    cases, answers = of(ContributionKind.CASE), of(ContributionKind.ANSWER, meeting.at)
    shown = [one for one in answers if one.handed_in_at and not meeting.hides]
    return {
        "case": next((one for one in cases if one.author_id == meeting.owner), None),
        "my_case": next((one for one in cases if one.author_id == me.pk), None),
        "cases": [one for one in cases if one.handed_in_at],
        "mine": next((one for one in answers if one.author_id == me.pk), None),
        "answers": shown if meeting.step.kind == Kind.WRITE else [],
        "notes": [one for one in of(ContributionKind.NOTE) if one.handed_in_at],
        "my_note": next(
            (one for one in of(ContributionKind.NOTE, meeting.at) if one.author_id == me.pk), None
        ),
        "remarks": of(ContributionKind.REMARK, meeting.at),
        "earlier": _earlier(readable, meeting),
        "unfinished": [
            (one, meeting.steps[one.step].name)
            for one in of(ContributionKind.ANSWER)
            if one.author_id == me.pk and not one.handed_in_at and one.step < meeting.at
        ],
    }


def _earlier(readable: list[Contribution], meeting: Meeting) -> list[dict[str, Any]]:
    """What was written in the steps before, per step, as far as it shows."""
    found = []
    for number in range(meeting.at if meeting.phase != Phase.ENDED else len(meeting.steps)):
        step = meeting.steps[number]
        texts = [
            one
            for one in readable
            if one.step == number
            and one.handed_in_at
            and (one.kind == ContributionKind.REMARK or _is_shown_text(one, step.kind, meeting))
        ]
        if texts:
            found.append({"name": step.name, "texts": texts})
    return found


def _is_shown_text(one: Contribution, kind: Kind, meeting: Meeting) -> bool:
    is_answer = one.kind == ContributionKind.ANSWER and kind == Kind.WRITE
    return is_answer and one.step in meeting.revealed


def _votes(
    readable: list[Contribution], meeting: Meeting, everybody: list[Person]
) -> list[tuple[Person, int]]:
    if meeting.hides or meeting.step.kind != Kind.CHOOSE:
        return []
    cast = Counter(
        one.text
        for one in readable
        if one.kind == ContributionKind.ANSWER and one.step == meeting.at and one.handed_in_at
    )
    found = [(person, cast[str(person.pk)]) for person in everybody if cast[str(person.pk)]]
    return sorted(found, key=lambda one: -one[1])


def ratings(sitting: Sitting, me: Participant, meeting: Meeting) -> list[Item]:
    """The items with their warmth: of the owner when it shows, else what I chose myself."""
    rated = sitting.contributions.readable_by(me, meeting.revealed).filter(
        kind=ContributionKind.ANSWER, step=meeting.at
    )
    given: dict[str, str] = {}
    for row in _with(sitting, rated):
        if row.author_id == me.pk or (row.handed_in_at and not meeting.hides):
            given |= rating_in(row.text)
    order = {value: number for number, (value, _label) in enumerate(WARMTH)}
    items = [
        Item(one.key, one.text, given.get(one.key, "")) for one in items_to_rate(sitting, meeting)
    ]
    if meeting.hides:
        return items
    return sorted(items, key=lambda one: order.get(one.warmth, len(order)))


def rating_in(text: str) -> dict[str, str]:
    """The temperatures in an answer; whoever sends something else than a rating rated nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    known = [value for value, _label in WARMTH]
    return {key: warmth for key, warmth in found.items() if warmth in known}


def _everybody(people: list[Participant], meeting: Meeting, now: datetime) -> list[Person]:
    missing = _missing(meeting)
    return [
        Person(
            participant=one,
            is_present=_is_present(one, now),
            roles=_roles_of(one.pk, meeting),
            is_ready=meeting.hides and one.pk in rules.awaited(meeting) - missing,
        )
        for one in people
    ]


def _is_present(participant: Participant, now: datetime) -> bool:
    visit = getattr(participant, "visit", None)
    return visit is not None and visit.seen_at > now - IS_PRESENT


def _roles_of(pk: int, meeting: Meeting) -> tuple[str, ...]:
    named = (
        ("begeleider", pk == meeting.facilitator),
        ("inbrenger", pk == meeting.owner),
        ("notulist", pk == meeting.note_taker),
        ("observator", pk in meeting.observers),
    )
    return tuple(word for word, has_it in named if has_it)


def _missing(meeting: Meeting) -> frozenset[int]:
    if not meeting.hides:
        return frozenset()
    return frozenset(
        one for one in rules.awaited(meeting) if (meeting.at, one) not in meeting.handed_in
    )


def _speaking(meeting: Meeting, everybody: list[Person]) -> dict[str, Any]:
    """Who speaks, as names where that is one person."""
    names = {person.pk: person.name for person in everybody}
    return {
        "who": meeting.step.speaker.name.lower(),
        "owner": names.get(meeting.owner or 0, ""),
        "facilitator": names.get(meeting.facilitator or 0, ""),
        "owner_is_silent": meeting.step.case_owner_is_silent,
    }


def presence_mark(people: Iterable[Participant], now: datetime) -> str:
    """Who is there, in a form that only serves to see whether it changed."""
    return ".".join(str(one.pk) for one in people if _is_present(one, now))
