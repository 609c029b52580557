"""Text as search compares it: lower case, without accents, cut into words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Longer ones hold nothing that a reader would type.
LONGEST_WORD = 50

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’‘`´"


class Word(NamedTuple):
    """A word where it stands in a text; ``folded`` is exactly as long as it is there."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Lower case without accents, letter for letter, so that positions stay what they were."""
    return text.lower() if text.isascii() else "".join(map(_fold_letter, text))


def words(text: str) -> Iterator[Word]:
    """The words of a text in Unicode's composed form (NFC), from left to right."""
    folded = fold(text)
    for match in _WORD.finditer(folded):
        start, end = match.span()
        if end - start <= LONGEST_WORD and not _is_ending(folded, start, end):
            yield Word(start, end, match.group())


@cache
def _fold_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter.lower())[0]
    return plain if len(plain) == 1 else letter


def _is_ending(text: str, start: int, end: int) -> bool:
    """Whether this is the s of dilemma's; the s of 's-Gravenhage begins a word."""
    return (
        end - start == 1
        and text[start] == "s"
        and start >= 2
        and text[start - 1] in _APOSTROPHES
        and text[start - 2].isalnum()
    )
