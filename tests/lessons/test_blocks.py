"""Blocks refuse what would harm a reader."""

import pytest
from wagtail.blocks import StructBlockValidationError

from lessons.blocks import LinkBlock


@pytest.mark.parametrize("url", ["https://www.platform31.nl/", "/over/oproep/"])
def test_link_leads_to_a_site_or_to_a_page_of_ours(url):
    assert LinkBlock().clean({"title": "Lees", "url": url, "note": ""})["url"] == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "lees"]
)
def test_link_that_runs_or_leads_astray_is_refused(url):
    with pytest.raises(StructBlockValidationError):
        LinkBlock().clean({"title": "Lees", "url": url, "note": ""})
