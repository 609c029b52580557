"""Results as a reader sees them: the words looked for are marked, in the title and in the text."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lessons.models import LessonPage

from .dutch.compounds import parts
from .dutch.inflection import form
from .dutch.normalise import words
from .models import Entry, Kind

# In characters: a piece of text, and how much of it stands before the first word found.
EXCERPT = 220
CONTEXT = 40

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    title: SafeString
    excerpt: SafeString

    @property
    def lesson(self) -> LessonPage | None:
        """The lesson that this is, if it is one."""
        return next(iter(self.entry.lessons.all()), None) if self._is_lesson else None

    @property
    def lessons(self) -> list[LessonPage]:
        """The lessons that this is about."""
        return [] if self._is_lesson else list(self.entry.lessons.all())

    @property
    def _is_lesson(self) -> bool:
        return self.entry.kind == Kind.LESSON


def hit(entry: Entry, keys: Collection[str]) -> Hit:
    return Hit(entry, marked(entry.title, keys), excerpt(entry, keys))


def marked(text: str, keys: Collection[str]) -> SafeString:
    """The text as HTML, with every form of the words, also within compounds, marked."""
    html, position = [], 0
    for start, end in _joined(_found(text, keys)):
        html += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    # Every piece of text above is escaped, and so is the last one.
    return mark_safe("".join([*html, escape(text[position:])]))  # noqa: S308


def excerpt(entry: Entry, keys: Collection[str]) -> SafeString:
    """The summary; or a piece of the text, when only that holds all that was looked for."""
    missing = set(keys).difference(entry.lead_words.split())
    passage = _passage(entry.text, missing) if missing else ""
    return marked(shorten(passage or entry.summary, EXCERPT, placeholder=" …"), keys)


def _passage(text: str, keys: Collection[str]) -> str:
    for line in text.splitlines():
        for start, _end in _found(line, keys):
            return _around(line, start)
    return ""


def _around(line: str, position: int) -> str:
    """The line from shortly before a position, cut between words."""
    cut = line.rfind(" ", 0, position - CONTEXT) + 1 if position > 2 * CONTEXT else 0
    return f"… {line[cut:]}" if cut else line


def _found(text: str, keys: Collection[str]) -> Iterator[Span]:
    for word in words(text):
        if form(word.folded) in keys:
            yield word.start, word.end
        else:
            for part in parts(word.folded):
                if part.form in keys:
                    yield word.start + part.start, word.start + part.end


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order; those that touch or overlap as one."""
    joined: Span | None = None
    for start, end in sorted(spans):
        if joined and start <= joined[1]:
            joined = joined[0], max(end, joined[1])
        else:
            if joined:
                yield joined
            joined = start, end
    if joined:
        yield joined
