"""Search over the content that a fresh site has."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["Den Haag", "'s-Gravenhage", "haag"])
def test_municipalities_of_a_fresh_site_are_found(content, client, words):
    assert "/gemeenten/s-gravenhage/" in client.get("/zoeken/", {"q": words}).text
