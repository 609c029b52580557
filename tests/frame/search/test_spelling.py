"""How like a word must be to what was typed to be offered instead."""

import pytest
from django.contrib.auth.models import AnonymousUser

from gideonsbende.search import spelling
from gideonsbende.search.query import Query

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("vertrouwxn", "vertrouwen"),
        ("vertrouwxx", "vertrouwen"),
        # Three letters of ten are another word.
        ("vertrouxxx", None),
        # As like as can be, but nothing on this site is found by it.
        ("vergadderingen", None),
    ],
)
def test_word_that_is_like_enough_is_offered(library, typed, offered):
    found = spelling.rescue(Query(typed), AnonymousUser()).corrected
    assert (found.text if found else None) == offered
