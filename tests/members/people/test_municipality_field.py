"""People name their municipality as they say it."""

import pytest

from members.people.municipality_field import MunicipalityField

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize("typed", ["Den Haag", "den haag", "Gemeente Den Haag", "'s-Gravenhage"])
def test_everyday_name_is_understood(typed):
    assert MunicipalityField().clean(typed).name == "'s-Gravenhage"


def test_everyday_name_stands_in_the_suggestions(client):
    page = client.get("/lid-worden/").text
    assert '<option value="Den Haag">&#x27;s-Gravenhage</option>' in page
