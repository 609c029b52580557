"""Every public page is HTML as the standard says, and every link on it leads somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

# Of what there is hundreds of, a few stand for all.
SAMPLED = ("/gemeenten/",)
SAMPLE_SIZE = 5
NOWHERE = "/bestaat-niet/"
# The documentation of the API shows what a wrong question gets.
MEANT_TO_FAIL = {NOWHERE, "/api/v2/lessons/?nummer=3"}
HEADINGS = [f"h{level}" for level in range(1, 7)]


@dataclass(frozen=True)
class Page:
    status: int
    tree: Element | None

    def all(self, *tags: str) -> list[Element]:
        """Every element with one of ``tags``, in the order of the page; all without tags."""
        return [node for node in self.tree.iter() if not tags or node.tag in tags]


@pytest.fixture(scope="module")
def found() -> dict[str, Page]:
    return {}


@pytest.fixture
def addresses(client, content, found) -> dict[str, Page]:
    """Every address that can be reached from home by links and forms; crawled once."""
    waiting = [] if found else ["/", NOWHERE]
    while waiting:
        address = waiting.pop()
        if address not in found and not _is_sampled_enough(address, found):
            answer = client.get(address)
            # A redirect calls itself HTML and is empty.
            is_html = answer.get("Content-Type", "").startswith("text/html") and answer.text
            tree = html5lib.parse(answer.text, namespaceHTMLElements=False) if is_html else None
            answer.getvalue()  # reads style sheets and pictures to the end, which closes them
            found[address] = page = Page(answer.status_code, tree)
            waiting += _links(address, page) if is_html else ()
    return found


@pytest.fixture
def pages(addresses) -> dict[str, Page]:
    return {address: page for address, page in addresses.items() if page.tree is not None}


def _is_sampled_enough(address: str, found: dict[str, Page]) -> bool:
    return any(
        address.startswith(part) and sum(a.startswith(part) for a in found) > SAMPLE_SIZE
        for part in SAMPLED
    )


def _links(address: str, page: Page) -> Iterator[str]:
    for element, attribute in (("a", "href"), ("form", "action"), ("link", "href")):
        for node in page.all(element):
            target = urldefrag(urljoin(address, node.get(attribute, ""))).url
            if not urlsplit(target).scheme and node.get("method", "get").lower() == "get":
                yield target


def test_every_link_leads_somewhere(addresses):
    broken = {
        address: page.status
        for address, page in addresses.items()
        if page.status not in (200, 301, 302) and address not in MEANT_TO_FAIL
    }
    assert broken == {}


def test_pages_are_valid_html(client, pages):
    assert len(pages) > 20
    errors = {}
    for address in pages:
        parser = html5lib.HTMLParser()
        parser.parse(client.get(address).text)
        if parser.errors:
            errors[address] = [(line, name) for (line, _column), name, _data in parser.errors]
    assert errors == {}


def test_pages_are_dutch_and_have_one_heading_of_the_first_level(pages):
    for address, page in pages.items():
        assert page.tree.get("lang") == "nl", address
        assert len(page.all("h1")) == 1, address
        assert len(page.all("main")) == 1, address
        assert page.tree.findtext("head/title", "").strip(), address


def test_headings_skip_no_level(pages):
    for address, page in pages.items():
        levels = [int(node.tag[1]) for node in page.all(*HEADINGS)]
        for higher, lower in pairwise(levels):
            assert lower <= higher + 1, (address, levels)


def test_ids_are_unique_and_references_exist(pages):
    for address, page in pages.items():
        ids = [node.get("id") for node in page.all() if node.get("id")]
        assert len(ids) == len(set(ids)), (address, sorted(ids))
        for node in page.all():
            named = [node.get("for", "")] if node.tag == "label" else []
            for attribute in ("aria-labelledby", "aria-describedby", "aria-controls"):
                named += node.get(attribute, "").split()
            assert set(filter(None, named)) <= set(ids), (address, named)


def test_links_within_a_page_find_their_target(pages):
    for address, page in pages.items():
        ids = {node.get("id") for node in page.all()}
        for node in page.all("a"):
            target = node.get("href", "")
            if target.startswith("#"):
                assert target[1:] in ids, (address, target)
