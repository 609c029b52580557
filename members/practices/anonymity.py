"""Sharing without a name: what readers see instead, and what in a text would give it away.

Plain Python over numbers and words. A description holds only while enough municipalities fit it;
otherwise it becomes coarser.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lessons.municipalities.size_classes import SizeClass, size_class_of

# With fewer a reader can guess.
AT_LEAST = 5
ANYWHERE = "een gemeente"
_SHORTEST_TELLING_WORD = 3
_BREAK = 50_000
_COARSER = (
    SizeClass("", "minder dan 50.000 inwoners", 0, _BREAK),
    SizeClass("", "50.000 inwoners of meer", _BREAK),
)
_PARTICLES = frozenset({"aan", "bij", "den", "der", "het", "ten", "ter", "van", "von", "voor"})
# Municipalities whose name is a word as well.
_ALSO_WORDS = frozenset(
    [
        "assen",
        "beek",
        "bergen",
        "best",
        "buren",
        "hoorn",
        "houten",
        "huizen",
        "hulst",
        "laren",
        "leiden",
        "losser",
        "putten",
        "sluis",
        "stein",
        "wierden",
    ]
)


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What readers see, and the size class by which they may still find it (or none)."""

    label: str
    size: str = ""


def pseudonym_for(inhabitants: int, everywhere: Collection[int]) -> Pseudonym:
    """The finest description that fits at least five of the municipalities that it could be.

    ``everywhere`` holds the inhabitants of each of them; :mod:`.hiding` says which they are.
    """
    for described in (size_class_of(inhabitants), *_COARSER):
        if inhabitants in described and sum(one in described for one in everywhere) >= AT_LEAST:
            label = described.label
            preposition = "van" if " tot " in label else "met"
            return Pseudonym(f"een gemeente {preposition} {label}", size=described.key)
    return Pseudonym(ANYWHERE)


def telling_words(text: str, *, names: Iterable[str], places: Iterable[str]) -> list[str]:
    """The words in ``text`` that give away who wrote it, as they stand there.

    Part of a name counts with a capital only ("Boer", not "boer"), and so does a municipality
    whose name is also a word ("Best", not "best").
    """
    names = list(names)
    patterns = [
        *(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in names),
        *(re.compile(rf"(?<!\w){re.escape(part)}(?!\w)") for part in _parts(names)),
        *(_place_pattern(place) for place in places),
    ]
    found = (pattern.search(text) for pattern in patterns)
    return list(dict.fromkeys(match.group() for match in found if match))


def _place_pattern(place: str) -> re.Pattern[str]:
    """Also "Heusdens" and "Heusdenaren": the ending tells nothing less."""
    flags = 0 if place.lower() in _ALSO_WORDS else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(place)}('?s|se|aar|aren|er|ers)?(?!\w)", flags)


def _parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for part in re.findall(r"[^\W\d_]+", name):
            if len(part) >= _SHORTEST_TELLING_WORD and part.lower() not in _PARTICLES:
                yield part
