"""Wagtail's own search, at the desk, takes any text and ignores accents."""

import pytest
from wagtail.models import Page
from wagtail.search.query import PlainText

from tests.lessons.factories import make_page

pytestmark = pytest.mark.django_db

ODD = ['"', '"raad', "\x00", "raad*", "NEAR(raad)", "-", "'", "\\", "👍", "(", "a" * 10_000]


@pytest.mark.parametrize("text", ODD)
def test_any_text_gives_an_answer(text):
    make_page("De raad", slug="raad")
    for query in (text, PlainText(text, operator="or")):
        assert len(Page.objects.search(query)) <= 1
    assert len(Page.objects.autocomplete(text)) <= 1


@pytest.mark.parametrize("text", ["coordinatie", "Coördinatie", "coor", "coör"])
def test_editor_finds_a_word_without_its_accents(text):
    page = make_page("Coördinatie", slug="coordinatie")
    assert [found.pk for found in Page.objects.autocomplete(text)] == [page.pk]
