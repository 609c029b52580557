"""Search engines find every public address, once, and no other."""

from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate

from .factories import hide, make_example, make_home, make_lesson, make_municipality, make_page

pytestmark = pytest.mark.django_db
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://gideonsbende.example"


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = SITE


def _read(client) -> dict[str, str | None]:
    """Address → date of the last change."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    urls = ElementTree.fromstring(response.content).findall(f"{NS}url")  # noqa: S314
    addresses = [url.findtext(f"{NS}loc") for url in urls]
    assert len(addresses) == len(set(addresses))
    return {url.findtext(f"{NS}loc"): url.findtext(f"{NS}lastmod") for url in urls}


def test_every_public_page_with_the_day_of_its_last_change(client):
    make_home().save_revision().publish()
    lesson = make_lesson()
    found = _read(client)
    assert f"{SITE}/" in found
    assert found[f"{SITE}/lessen/les-1/"] == localdate(lesson.last_published_at).isoformat()


def test_drafts_and_hidden_pages_stay_out_with_all_below_them(client):
    make_lesson(1, live=False)
    hidden = make_page("Besloten", slug="besloten")
    make_page("Daaronder", hidden, slug="daaronder")
    hide(hidden)
    found = "\n".join(_read(client))
    assert "les-1" not in found
    assert "besloten" not in found


def test_municipality_changes_when_something_is_told_about_it(client):
    quiet = make_municipality("Ermelo", "GM0233")
    heusden = make_municipality()
    example = make_example(municipality=heusden, lessons=[make_lesson()])
    hide(make_example("Verborgen", municipality=quiet))
    found = _read(client)
    assert found[f"{SITE}/gemeenten/ermelo/"] is None
    assert found[f"{SITE}/gemeenten/heusden/"] == localdate(example.last_published_at).isoformat()


def test_every_address_in_it_can_be_opened(client, content):
    found = [address.removeprefix(SITE) for address in _read(client)]
    municipalities = [address for address in found if address.startswith("/gemeenten/")]
    assert len(municipalities) > 340
    for address in {*found} - {*municipalities[3:]}:
        assert client.get(address).status_code == 200, address


def test_number_of_queries_does_not_grow_with_the_site(client, django_assert_max_num_queries):
    make_home()
    for number in range(1, 8):
        make_lesson(number)
        make_municipality(f"Plaats {number}", f"GM000{number}", slug=f"plaats-{number}")
    client.get("/sitemap.xml")
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")


def test_sitemap_is_read_only_and_sets_no_cookie(client):
    make_home()
    assert client.post("/sitemap.xml").status_code == 405
    assert not client.get("/sitemap.xml").cookies
