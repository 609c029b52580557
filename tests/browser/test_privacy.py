"""A reader leaves no trace and meets nobody else: no cookies, no third party, no broken policy."""

from urllib.parse import urlsplit

import pytest

from .pages import PAGES


@pytest.fixture
def visit(page, site):
    """Open a page and give the foreign hosts it asked for and what its console complained about."""
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def visit(address: str) -> tuple[set[str], list[str]]:
        page.goto(address, wait_until="networkidle")
        # A missing page is announced on the console too; that is what it is for.
        own = [text for text in complaints if "status of 404" not in text]
        return hosts - {urlsplit(site).netloc, ""}, own

    return visit


@pytest.mark.parametrize("address", PAGES)
def test_no_third_party_and_nothing_against_the_policy(visit, address):
    foreign, complaints = visit(address)
    assert foreign == set()
    assert complaints == []


def test_reading_sets_no_cookie(page):
    for address in PAGES:
        if not address.startswith("/account/"):
            page.goto(address)
    assert page.context.cookies() == []


@pytest.mark.parametrize("address", ["/", "/lessen/vaardigheden-en-grenzen/"])
def test_page_is_one_document_one_style_sheet_and_an_icon(page, address):
    kinds = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto(address, wait_until="networkidle")
    assert kinds.count("document") == kinds.count("stylesheet") == 1
    assert set(kinds) <= {"document", "stylesheet", "image", "other"}
