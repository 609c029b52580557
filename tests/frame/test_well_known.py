"""Crawlers and finders of weaknesses know where to go."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from sectxt import Parser
from wagtail.models import Site

from lessons.models import SiteSettings

pytestmark = pytest.mark.django_db
SITE = "https://gideonsbende.example"


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = SITE


@pytest.fixture
def contact():
    site = Site.objects.get(is_default_site=True)
    return SiteSettings.objects.create(
        site=site, contact_email="vragen@example.org", security_email="veilig@example.org"
    )


def _security_txt(client) -> Parser:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return Parser(response.content, urls=f"{SITE}/.well-known/security.txt")


def test_security_txt_is_valid(client, contact):
    found = _security_txt(client)
    assert found.errors == []
    # Nice to have, says the validator: a signature, and a key to write to us in secret.
    wishes = {wish["code"] for wish in found.recommendations}
    assert wishes <= {"not_signed", "no_encryption"}
    assert found.is_valid()


def test_security_txt_names_the_address_for_weaknesses(client, contact):
    assert "Contact: mailto:veilig@example.org\n" in client.get("/.well-known/security.txt").text


def test_security_txt_falls_back_on_the_general_address_and_then_on_the_page(client, contact):
    contact.security_email = ""
    contact.save()
    assert "Contact: mailto:vragen@example.org\n" in client.get("/.well-known/security.txt").text
    contact.contact_email = ""
    contact.save()
    assert f"Contact: {SITE}/contact/\n" in client.get("/.well-known/security.txt").text
    assert _security_txt(client).is_valid()


def test_security_txt_expires_between_a_month_and_a_year_from_now(client, contact):
    line = next(
        line
        for line in client.get("/.well-known/security.txt").text.splitlines()
        if line.startswith("Expires: ")
    )
    left = datetime.fromisoformat(line.removeprefix("Expires: ")) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


def test_robots_txt_keeps_crawlers_out_of_desk_account_and_search(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.can_fetch("*", "/lessen/")
    assert robots.can_fetch("*", "/feeds/alles.atom")
    for closed in ("/redactie/", "/account/login/", "/zoeken/?q=wijk"):
        assert not robots.can_fetch("*", closed)
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt"])
def test_only_for_reading_and_without_cookies(client, address):
    assert client.post(address).status_code == 405
    assert not client.get(address).cookies
