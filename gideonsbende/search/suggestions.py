"""What to offer a reader who is still typing."""

from .dutch.normalise import fold, words
from .models import Entry, TitleWord
from .querysets import EntryQuerySet
from .ranking import KIND_ORDER

MOST_SUGGESTIONS = 7
MOST_WEIGHED = 100
MOST_TYPED = 4
SHORTEST_BEGINNING = 2


def suggest(text: str, user) -> list[Entry]:
    """The entries whose titles have a word beginning like each of these."""
    typed = [word.folded for word in words(text)][:MOST_TYPED]
    if not any(len(beginning) >= SHORTEST_BEGINNING for beginning in typed):
        return []
    entries = Entry.objects.visible_to(user)
    for beginning in typed:
        entries = _with_title_word(entries, beginning)
    weighed = entries.order_by("-pk").only("title", "url", "kind")[:MOST_WEIGHED]
    return sorted(weighed, key=lambda entry: _nearness(entry, typed[0]))[:MOST_SUGGESTIONS]


def _with_title_word(entries: EntryQuerySet, beginning: str) -> EntryQuerySet:
    typed = TitleWord.objects.filter(word__startswith=beginning)
    return entries.filter(pk__in=typed.values("entry"))


def _nearness(entry: Entry, beginning: str) -> tuple:
    """Titles that begin so come first, then the order of results, then the alphabet."""
    return (not fold(entry.title).startswith(beginning), KIND_ORDER[entry.kind], entry.title)
