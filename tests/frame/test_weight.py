"""A public page and its one style sheet fit the first round trip of a new connection."""

import gzip

import pytest

from gideonsbende.static_bundle import bundle

ROUND_TRIP = 14 * 1024
PAGES = ("/", "/lessen/vaardigheden-en-grenzen/", "/praktijkvoorbeelden/heusden/")


@pytest.mark.parametrize("address", PAGES)
def test_page_and_style_fit_one_round_trip(client, content, settings, address):
    settings.PAGE_CACHE_SECONDS = 300
    page = client.get(address, headers={"accept-encoding": "gzip"})
    style = gzip.compress(bundle("css/site.css").encode(), mtime=0)
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) + len(style) <= ROUND_TRIP, (len(page.content), len(style))


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_for_one_style_sheet_and_no_script(client, content, address):
    page = client.get(address).text
    assert page.count('rel="stylesheet"') == 1
    assert "<script" not in page.replace('<script type="application/ld+json"', "")
    assert "<style" not in page
    assert " style=" not in page
