"""One key for all inflections of a word: bewoners and bewoner, kinderen and kind."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .lexicon import lexicon

# An ending, and what stands in its place in the dictionary. The first listed word wins.
_ENDINGS = (
    ("heden", "heid"),
    ("n", ""),
    ("s", ""),
    ("pje", ""),
    ("kje", "g"),
    ("tje", ""),
    ("je", ""),
)
# Before these the spelling of the stem changes: raden, wetten, brieven, gezinnetje.
_RESPELLING_ENDINGS = ("en", "e", "etje")
_SHORTEST_STEM = 3
_CLOSED = re.compile(r"(.*(?:[^aeiouy]|i(?=[ao])))([aeou])([^aeiouywx])")
_VOWEL = re.compile("[aeiouy]")
_DOUBLE_END = re.compile(r"(?<![aeiouy])[aeiouy]([^aeiouy])\1$")
_DOUBLED = re.compile(r"(.)\1")
_HARD = {"v": "f", "z": "s"}
_ENDING = re.compile(r"(?<=...)(en|(?<!i)e|s)$")


@lru_cache(50_000)
def form(word: str) -> str:
    """The key of a folded word.

    A listed word or a form of one has the listed word as its key. Any other word gets a key by
    rule, equal for singular and plural, that readers never see: grens and grenzen are `gren`.
    """
    base = listed(word)
    if base:
        return base
    key = _key(word)
    # A rule may not make a listed word out of a word that is none of its forms.
    return word if key in lexicon().base_of else key


@lru_cache(50_000)
def listed(word: str) -> str | None:
    """The listed word of which a folded word is a form, if there is one."""
    base_of = lexicon().base_of
    return next((base_of[base] for base in _bases(word) if base in base_of), None)


def _bases(word: str) -> Iterator[str]:
    yield word
    if word.endswith("jes"):
        word = word[:-1]
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word.removesuffix(ending) + replacement
    for ending in _RESPELLING_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield from _spellings(word.removesuffix(ending))


def _spellings(stem: str) -> Iterator[str]:
    """A stem as the dictionary writes it: rad → raad, wett → wet, briev → brief."""
    if _DOUBLE_END.search(stem):
        yield stem[:-1]
        return
    hard = _hardened(stem)
    if closed := _CLOSED.fullmatch(hard):
        start, vowel, end = closed.groups()
        yield f"{start}{vowel}{vowel}{end}"
        if not _VOWEL.search(start):
            # An open syllable is long: weten is not wet, raden is not rad.
            return
    yield stem
    yield hard


def _key(word: str) -> str:
    """What is left when every ending is gone and long and short sounds are written alike."""
    key, word = "", re.sub("heden$", "heid", word)
    while key != word:
        key, word = word, _DOUBLED.sub(r"\1", _ENDING.sub("", _hardened(word)))
    return key


def _hardened(word: str) -> str:
    return word[:-1] + _HARD.get(word[-1], word[-1])
