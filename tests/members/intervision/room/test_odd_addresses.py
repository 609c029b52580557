"""Addresses that no link ever led to."""

import pytest

from .people import address, at_the_door


@pytest.mark.parametrize("place", ["", "afspraak/", "inbreng/", "stand/"])
def test_key_that_no_database_takes_is_no_room(group, anna, place):
    odd = address(group, place).replace(group.key, "%00")
    assert at_the_door(anna).get(odd).status_code == 404
