"""Plain text with links, lists and emphasis; whatever else is typed stays text."""

import html5lib
import pytest

from members.practices.prose import as_html, as_plain, with_mentions

from .xss import CORPUS

TAGS = {"html", "head", "body", "p", "br", "ul", "ol", "li", "strong", "em", "a"}
SCHEMES = ("https://", "http://", "mailto:", "/leden/")


def elements(html: str) -> list:
    document = html5lib.parse(html, namespaceHTMLElements=False)
    return [one for one in document.iter() if isinstance(one.tag, str)]


@pytest.mark.parametrize("typed", CORPUS)
@pytest.mark.parametrize("make", [as_html, lambda text: with_mentions(text, {"bram"})])
def test_nothing_that_was_typed_becomes_anything_but_text(typed, make):
    for one in elements(make(typed)):
        assert one.tag in TAGS
        assert set(one.attrib) <= {"href", "rel"}
        assert one.attrib.get("href", "/leden/").startswith(SCHEMES)


def test_lists_emphasis_and_links_are_made():
    html = as_html("Zie:\n- *een*\n- **twee**\n\n1. drie\n\n[site](https://a.example)")
    assert [one.tag for one in elements(html) if one.tag not in ("html", "head", "body")] == [
        "p",
        "ul",
        "li",
        "em",
        "li",
        "strong",
        "ol",
        "li",
        "p",
        "a",
    ]


def test_address_that_was_typed_is_a_link_without_its_full_stop():
    html = as_html("Zie https://a.example/x?y=1&z=2. Of mail.")
    assert 'href="https://a.example/x?y=1&amp;z=2"' in html
    assert "</a>. Of mail." in html


def test_link_tells_nothing_of_where_it_was_followed():
    assert 'rel="nofollow noopener noreferrer ugc"' in as_html("https://a.example")


def test_lines_and_paragraphs_stay_apart():
    assert as_html("een\ntwee\n\ndrie") == "<p>een<br>twee</p>\n\n<p>drie</p>"


def test_quotes_and_signs_are_shown_as_typed():
    text = "".join(elements(as_html("5 < 6 & 'zo' \"ook\""))[-1].itertext())
    assert text == "5 < 6 & 'zo' \"ook\""


def test_card_shows_words_without_marks():
    assert as_plain("Zie:\n- *een*\n2. **twee** snake_case") == "Zie: een twee snake_case"
