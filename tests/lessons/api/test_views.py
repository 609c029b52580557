"""The page that explains the API does not say what is not so."""

import json
import re
from html import unescape

import html5lib
import pytest

from lessons.addresses import absolute
from lessons.api import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, content):
    response = client.get("/api/")
    assert response.status_code == 200
    return html5lib.parse(response.text, namespaceHTMLElements=False)


def _samples(page) -> list[dict]:
    return [json.loads("".join(sample.itertext())) for sample in page.findall(".//pre/code")]


def test_every_example_address_works_and_only_the_faulty_one_is_refused(client, page):
    addresses = {
        link.get("href")
        for link in page.findall(".//main//a")
        if link.get("href").startswith("/api/v2/")
    }
    answers = {address: client.get(address).status_code for address in addresses}
    assert len(answers) > 12
    assert {address for address, status in answers.items() if status != 200} == {
        "/api/v2/lessons/?nummer=3"
    }


def test_every_question_that_chooses_finds_something(client, page):
    for link in page.findall(".//main//a"):
        address = link.get("href")
        if address.startswith("/api/v2/") and "?" in address and "nummer" not in address:
            assert client.get(address).json()["items"], address


def test_text_of_an_example_is_its_address(page):
    for link in page.findall(".//main//a"):
        if link.get("href").startswith("/api/v2/"):
            assert link.get("href").endswith("".join(link.itertext()))


def test_samples_are_what_the_api_answers(client, page):
    municipality, fault = _samples(page)
    assert municipality == client.get("/api/v2/municipalities/GM0797/").json()
    assert municipality["meta"]["html_url"] == absolute("/gemeenten/heusden/")
    assert fault == client.get("/api/v2/lessons/?nummer=3").json()


def test_every_parameter_is_explained(client, page):
    text = unescape("".join(page.find(".//main").itertext()))
    for query in (queries.LessonQuery, queries.ExampleQuery, queries.MunicipalityQuery):
        for name in query.base_fields:
            assert re.search(rf"\b{name}\b", text), name


def test_page_sizes_are_as_it_says(client, page, settings):
    text = "".join(page.find(".//main").itertext())
    items = client.get("/api/v2/municipalities/").json()["items"]
    assert f"U krijgt {len(items)} dingen tegelijk" in text
    assert f"tot {settings.WAGTAILAPI_LIMIT_MAX}." in text
