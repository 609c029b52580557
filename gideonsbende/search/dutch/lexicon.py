"""The words of this field, from ``words.txt``; the head of that file tells how it is written."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .normalise import fold

WORDS = Path(__file__).with_name("words.txt")


@dataclass(frozen=True, slots=True)
class Lexicon:
    base_of: dict[str, str] = field(default_factory=dict)
    """Every listed form → its word, both folded."""
    only_first: set[str] = field(default_factory=set)
    only_last: set[str] = field(default_factory=set)
    never_split: set[str] = field(default_factory=set)
    spellings: dict[str, str] = field(default_factory=dict)
    """Folded word → the word as it is written, to suggest to a reader."""


@cache
def lexicon() -> Lexicon:
    """The list, read once."""
    found = Lexicon()
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _add(found, *line.split())
    return found


def _add(found: Lexicon, entry: str, *forms: str) -> None:

    written = entry.strip("-=")
    base = fold(written)
    for form in (base, *map(fold, forms)):
        found.base_of[form] = base
    found.spellings[base] = written
    if entry.endswith("-"):
        found.only_first.add(base)
    if entry.startswith("-"):
        found.only_last.add(base)
    if entry.startswith("="):
        found.never_split.add(base)
