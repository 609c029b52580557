"""The parts of a compound: bewonersoverleg is bewoner and overleg."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .inflection import listed
from .lexicon import lexicon

SHORTEST_COMPOUND = 6
SHORTEST_PART = 3


class Part(NamedTuple):
    start: int
    end: int
    form: str


@lru_cache(50_000)
def parts(word: str) -> tuple[Part, ...]:
    """The parts of a folded word and where they stand; empty when it is not a compound."""
    if len(word) < SHORTEST_COMPOUND or listed(word) in lexicon().never_split:
        return ()
    return tuple(_with_own_parts(word, _fewest(word)))


def _fewest(word: str) -> tuple[Part, ...]:
    """The word cut into as few listed words as possible, and those as they are listed."""
    # From right to left: where a cut can be made, and how the rest is cut best from there.
    rests: dict[int, tuple[Part, ...]] = {len(word): ()}
    for start in range(len(word) - SHORTEST_PART, -1, -1):
        splits = [
            (part, *rest)
            for end, rest in rests.items()
            if end - start >= SHORTEST_PART and (part := _part(word, start, end))
        ]
        if splits:
            rests[start] = min(splits, key=lambda split: _roughness(word, split))
    return rests.get(0, ())


def _roughness(word: str, split: tuple[Part, ...]) -> tuple[int, int]:
    inflected = sum(word[part.start : part.end] != part.form for part in split)
    return len(split), inflected


def _with_own_parts(word: str, found: tuple[Part, ...]) -> Iterator[Part]:
    """A part may be a compound itself: kinderopvangtoeslag, kinderopvang, opvang."""
    for part in found:
        yield part
        for inner in parts(word[part.start : part.end]):
            yield Part(part.start + inner.start, part.start + inner.end, inner.form)


def _part(word: str, start: int, end: int) -> Part | None:
    known = lexicon()
    base = listed(word[start:end])
    if (
        base is None
        or end - start == len(word)
        or (base in known.only_first and end == len(word))
        or (base in known.only_last and start == 0)
    ):
        return None
    return Part(start, end, base)
