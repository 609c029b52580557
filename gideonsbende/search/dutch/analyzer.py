"""Dutch text as keys: the same key for all forms of a word, and one for each part of a compound."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .compounds import parts
from .inflection import form
from .normalise import words

# Characters that a word may hold without a reader seeing them.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def composed(text: str) -> str:
    """Text in which every letter is one character; what is stored, searched and marked."""
    plain = text.translate(_INVISIBLE).replace("ĳ", "ij").replace("Ĳ", "IJ")
    return unicodedata.normalize("NFC", plain)


def keys_of(text: str, *, is_name: bool = False) -> list[str]:
    """The keys under which a text is found, each once; a name is not split into parts."""
    found = (_key(word.folded) if is_name else _keys(word.folded) for word in words(text))
    return list(dict.fromkeys(key for keys in found for key in keys))


@lru_cache(50_000)
def _keys(word: str) -> tuple[str, ...]:
    return (form(word), *(part.form for part in parts(word)))


def _key(word: str) -> tuple[str, ...]:
    return (form(word),)


def typed_words(text: str) -> Iterator[str]:
    """What a reader may begin to type to find a text: its words, and where a part begins."""
    for word in words(text):
        yield word.folded
        yield from (word.folded[part.start :] for part in parts(word.folded) if part.start)
