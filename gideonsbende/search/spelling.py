"""What to offer a reader who found nothing: the words without a slip, or each by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from .dutch.compounds import parts
from .dutch.inflection import form
from .dutch.lexicon import lexicon
from .dutch.normalise import words
from .models import Entry, TitleWord
from .query import STOP_WORDS, Query
from .querysets import EntryQuerySet

LIKENESS = 0.75
# Bounds to the work: words of a query, corrections of a word, and words it is compared with.
MOST_WORDS = 4
MOST_CORRECTIONS = 3
MOST_COMPARED = 300
MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Rescue:
    corrected: Query | None
    separate: list[Query]


def rescue(query: Query, user) -> Rescue:
    """Only what leads this reader to something is offered."""
    entries = Entry.objects.visible_to(user)
    corrected = _corrected(query.text, entries)
    pieces = [piece for piece in _pieces(query.text) if _finds(entries, piece)]
    return Rescue(
        corrected=query.saying(corrected) if corrected != query.text else None,
        separate=[query.saying(piece) for piece in pieces],
    )


def _finds(entries: EntryQuerySet, text: str) -> bool:
    # Not exists(): to find one row PostgreSQL may read them all, to count some it uses its index.
    found = entries.holding([form(word.folded) for word in words(text)])
    return found[:MOST_COUNTED].count() > 0


def _corrected(text: str, entries: EntryQuerySet) -> str:
    """The text with every word that leads nowhere replaced by the likeliest that does."""
    corrected, position = [], 0
    for word in islice(words(text), MOST_WORDS):
        typed = text[word.start : word.end]
        known = word.folded in STOP_WORDS or _finds(entries, typed)
        better = None if known else _likeliest(word.folded, entries)
        corrected += [text[position : word.start], better or typed]
        position = word.end
    return "".join([*corrected, text[position:]])


def _likeliest(folded: str, entries: EntryQuerySet) -> str | None:
    known = _known_words(folded[:2], entries)
    close = get_close_matches(folded, known, n=MOST_CORRECTIONS, cutoff=LIKENESS)
    return next((known[word] for word in close if _finds(entries, word)), None)


def _known_words(beginning: str, entries: EntryQuerySet) -> dict[str, str]:
    """Folded → as written: the words of this field, and words of titles that begin so."""
    known = dict(lexicon().spellings)
    typed = TitleWord.objects.filter(word__startswith=beginning, entry__in=entries.values("pk"))
    for folded, title in typed.values_list("word", "entry__title")[:MOST_COMPARED]:
        known.setdefault(folded, _as_written(folded, title))
    return known


def _as_written(folded: str, title: str) -> str:
    written = (title[word.start : word.end] for word in words(title) if word.folded == folded)
    return next(written, folded)


def _pieces(text: str) -> Iterator[str]:
    """The words of a text, or of a single one its parts."""
    found = [word for word in words(text) if word.folded not in STOP_WORDS][:MOST_WORDS]
    if len(found) > 1:
        yield from (text[word.start : word.end] for word in found)
    for word in found[:1] if len(found) == 1 else []:
        yield from (text[word.start + p.start : word.start + p.end] for p in parts(word.folded))
