"""Marked words are the words that were looked for, and text stays text."""

import pytest

from gideonsbende.search.dutch.analyzer import keys_of
from gideonsbende.search.highlighting import EXCERPT, hit, marked
from gideonsbende.search.indexing import refresh_all
from gideonsbende.search.models import Entry
from tests.lessons.factories import make_page

MARKED = (
    ("bewoner", "Met bewoners aan tafel", "Met <mark>bewoners</mark> aan tafel"),
    ("overleg", "Het bewonersoverleg", "Het bewoners<mark>overleg</mark>"),
    ("initiatieven", "Een BewonersInitiatief", "Een Bewoners<mark>Initiatief</mark>"),
    ("coordinatie", "De Coördinatie", "De <mark>Coördinatie</mark>"),
    ("stad", "Steden en stadsdelen", "<mark>Steden</mark> en <mark>stads</mark>delen"),
    ("dilemma", "Twee dilemma’s", "Twee <mark>dilemma</mark>’s"),
    ("taal", "Wie betaalt de taal?", "Wie betaalt de <mark>taal</mark>?"),
    ("besluit", "De besluitvorming", "De <mark>besluit</mark>vorming"),
    ("bewoner overleg", "Bewonersoverleg", "<mark>Bewonersoverleg</mark>"),
    (
        "script",
        "<script>alert(1)</script>",
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;",
    ),
    ("amp", "R&D & amp", "R&amp;D &amp; <mark>amp</mark>"),
    ("", "Niets & niemand", "Niets &amp; niemand"),
)


@pytest.mark.parametrize(("asked", "text", "expected"), MARKED)
def test_words_are_marked_in_every_form(asked, text, expected):
    keys = [key for word in asked.split() for key in keys_of(word)[:1]]
    assert marked(text, keys) == expected


def shown(asked: str, **fields) -> str:
    make_page("Titel", slug="titel", **fields)
    refresh_all()
    return hit(Entry.objects.get(title="Titel"), keys_of(asked)).excerpt


def paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>") for text in texts]


@pytest.mark.django_db
class TestExcerpt:
    def test_is_the_summary_when_that_holds_the_words(self):
        body = paragraphs("De raad in de tekst.")
        assert shown("raad", intro="Kort over de raad.", body=body) == (
            "Kort over de <mark>raad</mark>."
        )

    def test_is_the_piece_of_the_text_that_holds_them_otherwise(self):
        body = paragraphs("Iets anders.", "De raad in de tekst.")
        assert shown("raad", intro="Kort.", body=body) == "De <mark>raad</mark> in de tekst."

    def test_begins_shortly_before_the_word_and_ends_soon_after(self):
        body = paragraphs("voor " * 50 + "de raad " + "na " * 200)
        excerpt = shown("raad", intro="Kort.", body=body)
        assert excerpt.startswith("… voor ")
        assert excerpt.index("<mark>raad</mark>") < EXCERPT / 2
        assert excerpt.endswith(" …")
        assert len(excerpt) <= EXCERPT + len("<mark></mark>")

    def test_shows_what_the_summary_lacks(self):
        body = paragraphs("Eerst de raad.", "Dan de begroting met bewoners.")
        excerpt = shown("bewoners begroting", intro="Over bewoners.", body=body)
        assert excerpt == "Dan de <mark>begroting</mark> met <mark>bewoners</mark>."

    def test_keeps_markup_of_the_text_as_text(self):
        body = paragraphs("De raad &lt;img src=x onerror=alert(1)&gt;")
        assert "<img" not in shown("raad", intro="Kort.", body=body)
