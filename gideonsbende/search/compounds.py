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
    return tuple(_with_own_parts(word, min(_splits(word, 0), key=len, default=())))


def _with_own_parts(word: str, found: tuple[Part, ...]) -> Iterator[Part]:
    """A part may be a compound itself: kinderopvangtoeslag, kinderopvang, opvang."""
    for part in found:
        yield part
        for inner in parts(word[part.start : part.end]):
            yield Part(part.start + inner.start, part.start + inner.end, inner.form)


def _splits(word: str, start: int) -> Iterator[tuple[Part, ...]]:
    """Every way to cut the word from here on into listed words, longest first part first."""
    if start and (last := _part(word, start, len(word))):
        yield (last,)
    for end in range(len(word) - SHORTEST_PART, start + SHORTEST_PART - 1, -1):
        if part := _part(word, start, end):
            yield from ((part, *rest) for rest in _splits(word, end))


def _part(word: str, start: int, end: int) -> Part | None:
    known = lexicon()
    base = listed(word[start:end])
    if (
        base is None
        or (base in known.only_first and end == len(word))
        or (base in known.only_last and start == 0)
    ):
        return None
    return Part(start, end, base)
