"""Plain text with links, lists and emphasis; whatever else is typed stays text."""

import html5lib
import pytest
from markdown import Markdown

from members.practices.markdown import as_html, as_plain, with_mentions

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


HEAVY = ["[" * 4000, "[^" * 1000, "[[]" * 1000, "- " * 600, "1. " * 600, "a\u2028" + "* " * 600]


@pytest.mark.parametrize("typed", [*HEAVY, "> " * 600])
def test_text_that_markdown_cannot_bear_stays_text(typed, monkeypatch):
    def never(_self, _source):
        pytest.fail("Markdown was asked")

    monkeypatch.setattr(Markdown, "convert", never)
    html = as_html.__wrapped__(f"{typed}<b>")
    assert {one.tag for one in elements(html)} <= {"html", "head", "body", "p", "br"}
    assert "&lt;b&gt;" in html


def test_markdown_that_fails_gives_text_and_begins_afresh(monkeypatch):
    def fail(self, _source):
        self.parser.state.set("list")
        raise RecursionError

    with monkeypatch.context() as broken:
        broken.setattr(Markdown, "convert", fail)
        assert as_html.__wrapped__("- <een>\n- *twee*") == "<p>- &lt;een&gt;<br>- *twee*</p>"
    html = as_html.__wrapped__("een\n\ntwee *drie*")
    assert html == "<p>een</p>\n<p>twee <em>drie</em></p>"


def test_list_in_a_list_and_several_links_are_still_made():
    html = as_html("- een\n- - twee\n\n" + "[site](https://a.example) " * 20)
    assert [one.tag for one in elements(html)].count("ul") == 2
    assert html.count("<a ") == 20
