"""Which method fits a group and its question, and why. The methods come from the caller."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """What kind of question somebody brings."""

    INCIDENT = "incident"
    APPROACH = "approach"
    STUCK = "stuck"
    ROLE = "role"


ABOUT = {
    Question.INCIDENT: "Past bij iets wat echt gebeurd is.",
    Question.APPROACH: "Past bij de vraag hoe u iets aanpakt.",
    Question.STUCK: "Past bij een vraag waarin u vastzit.",
    Question.ROLE: "Past bij een vraag over uw eigen rol of gevoel.",
}
# How well a group knows each other, from strangers up; and how well a method goes online.
STRANGERS = 1
POOR_ONLINE, GOOD_ONLINE, VERY_GOOD_ONLINE = 1, 3, 4
# What weighs how much; within the same weight the one that uses the time best comes first.
FITS_QUESTION, FITS_BEGINNERS, PER_STEP_ONLINE = 8, 3, 1


@dataclass(frozen=True, slots=True)
class Method:
    slug: str
    name: str
    minutes: int
    smallest: int
    largest: int
    trust: int
    online_fit: int
    for_beginners: bool = False
    fits: frozenset[Question] = frozenset()


@dataclass(frozen=True, slots=True)
class Situation:
    question: Question
    trust: int
    people: int
    minutes: int
    is_online: bool


@dataclass(frozen=True, slots=True)
class Advice:
    method: Method
    reasons: tuple[str, ...]


def choose(methods: Iterable[Method], situation: Situation) -> tuple[Advice, ...]:
    """Every method that is possible, the most fitting first."""
    possible = [method for method in methods if not _hindrances(method, situation)]
    ranked = sorted(possible, key=lambda method: (-_points(method, situation), method.name))
    return tuple(Advice(method, tuple(_reasons(method, situation))) for method in ranked)


def why_none(methods: Iterable[Method], situation: Situation) -> tuple[str, ...]:
    """When nothing is possible: what to change, as few things as possible."""
    found = [_hindrances(method, situation) for method in methods]
    if not found or not all(found):
        return ()
    return min(found, key=len)


def _hindrances(method: Method, situation: Situation) -> tuple[str, ...]:
    return tuple(_what_is_in_the_way(method, situation))


def _what_is_in_the_way(method: Method, situation: Situation) -> Iterator[str]:
    if situation.people < method.smallest:
        yield f"Neem minstens {method.smallest} mensen."
    if situation.people > method.largest:
        yield f"Maak groepen van hoogstens {method.largest} mensen."
    if situation.minutes < method.minutes:
        yield f"Trek {method.minutes} minuten uit."
    if situation.trust < method.trust:
        yield "Leer elkaar eerst beter kennen."
    if situation.is_online and method.online_fit == POOR_ONLINE:
        yield "Kom bij elkaar in één kamer."


def _points(method: Method, situation: Situation) -> float:
    points = FITS_QUESTION * (situation.question in method.fits)
    points += FITS_BEGINNERS * (method.for_beginners and situation.trust == STRANGERS)
    if situation.is_online:
        points += PER_STEP_ONLINE * method.online_fit
    # A method that leaves half of the time unused digs less deep than it could.
    return points + method.minutes / situation.minutes


def _reasons(method: Method, situation: Situation) -> Iterator[str]:
    if situation.question in method.fits:
        yield ABOUT[situation.question]
    yield f"Duurt {method.minutes} van uw {situation.minutes} minuten."
    if situation.trust == STRANGERS:
        yield "Kan met mensen die elkaar nog niet kennen."
    elif method.trust > STRANGERS:
        yield "U kent elkaar goed genoeg."
    if method.for_beginners and situation.trust == STRANGERS:
        yield "Geschikt voor een eerste keer."
    if situation.is_online and method.online_fit >= GOOD_ONLINE:
        how = "heel goed" if method.online_fit == VERY_GOOD_ONLINE else "goed"
        yield f"Gaat online {how}."
