"""The same queries give the same results in the same order, on SQLite and on PostgreSQL."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from gideonsbende.search import ranking
from gideonsbende.search.indexing import refresh_all
from gideonsbende.search.models import Entry
from gideonsbende.search.query import Query
from gideonsbende.search.querysets import Audience
from lessons.municipalities.models import Municipality
from tests.lessons.factories import make_page
from tests.people import member as make_member

pytestmark = pytest.mark.django_db

TRUST = "Werk aan vertrouwen tussen bewoners en overheid"
COUNCIL = "Neem raad en college mee"
LANGUAGE = "Een gezamenlijke taal"
HEUSDEN = "Heusden: ambtenaren als MogelijkMakers"
COOPERATIVES = "Coöperaties en de gemeenteraad"
LUNCH = "Lunchgesprek over idealen"
ABOUT = "Over ons"
ACCESS = "Toegankelijkheid"

# Query → the titles found, in order.
QUERIES = {
    # Forms of a word. The title comes first, then the summary, then the text; then lessons,
    # examples and so on; then the newest.
    "bewoners": [TRUST, HEUSDEN, COUNCIL, COOPERATIVES],
    "bewoner": [TRUST, HEUSDEN, COUNCIL, COOPERATIVES],
    "BEWONERS": [TRUST, HEUSDEN, COUNCIL, COOPERATIVES],
    "wijk": [TRUST, COOPERATIVES],
    "wijken": [TRUST, COOPERATIVES],
    "kind": [LANGUAGE, HEUSDEN],
    "kinderen": [LANGUAGE, HEUSDEN],
    "stad": [COUNCIL, LANGUAGE],
    "steden": [COUNCIL, LANGUAGE],
    "gezin": [HEUSDEN],
    "huis": [LANGUAGE],
    "weg": [LANGUAGE],
    # Accents.
    "ideeën": [LUNCH],
    "idee": [LUNCH],
    "coordinatie": [LUNCH],
    "coördinatie": [LUNCH],
    "coöperatie": [COOPERATIVES],
    "cooperaties": [COOPERATIVES],
    "sudwest": ["Súdwest-Fryslân"],
    # Parts of compounds, and letters that are none.
    "overleg": [TRUST, HEUSDEN],
    "bewonersoverleg": [TRUST],
    "initiatief": [COUNCIL, COOPERATIVES, HEUSDEN],
    "initiatieven": [COUNCIL, COOPERATIVES, HEUSDEN],
    "raad": [COUNCIL, COOPERATIVES],
    "zorg": [LUNCH],
    "secretaris": [ABOUT],
    "energie": [COOPERATIVES],
    "zon": [COOPERATIVES],
    "taal": [LANGUAGE],
    "rijk": [],
    "water": [],
    # Several words: all of them, in any order, wherever they stand.
    "taal stad": [LANGUAGE],
    "stad taal": [LANGUAGE],
    "bewoners raad": [COUNCIL, COOPERATIVES],
    "bewoners zorg": [],
    "de raad van de gemeente": [COOPERATIVES],
    "gemeente-raad": [COOPERATIVES],
    # Municipalities by any name, and their kind after what is about them.
    "heusden": [HEUSDEN, "Heusden"],
    "gemeente heusden": ["Heusden"],
    "den haag": ["'s-Gravenhage"],
    "Den Haag": ["'s-Gravenhage"],
    "'s-gravenhage": ["'s-Gravenhage"],
    "sgravenhage": ["'s-Gravenhage"],
    "friesland": ["Súdwest-Fryslân"],
    "waterland": ["Waterland"],
    # A word that says nothing counts when there is no other.
    "over": [LUNCH, ABOUT],
    # Signs that mean something to a database mean nothing here.
    '"raad': [COUNCIL, COOPERATIVES],
    "raad*": [COUNCIL, COOPERATIVES],
    "raad AND taal": [],
    "-raad": [COUNCIL, COOPERATIVES],
    "NEAR(raad college)": [],
    "'raad' | !taal": [],
    '"': [],
    "👍": [],
}


def titles(query: Query | str, user=None) -> list[str]:
    query = Query(query) if isinstance(query, str) else query
    pks = [row.pk for row in ranking.find(query, user or AnonymousUser()).rows]
    found = Entry.objects.in_bulk(pks)
    return [found[pk].title for pk in pks]


def counts(query: Query, user=None) -> dict[str, dict[str, int]]:
    user = user or AnonymousUser()
    groups = ranking.facet_choices(query, user, ranking.find(query, user))
    return {g.facet.name: {choice.label: choice.count for choice in g.choices} for g in groups}


def asked(address: str) -> Query:
    return Query.read(QueryDict(address.removeprefix("?")))


def test_queries_find_these_in_this_order(library, subtests):
    for query, expected in QUERIES.items():
        with subtests.test(query=query):
            assert titles(query) == expected


def test_facets_of_a_query(library):
    assert counts(Query("bewoners")) == {
        "soort": {"Lessen": 2, "Praktijkvoorbeelden": 2},
        "les": {"Raad en college": 2, "Vertrouwen": 2, "Taal": 1},
        "onderwerp": {"Bewonersinitiatief": 2, "vakmanschap": 1},
        "gemeente": {"Heusden": 1},
    }


def test_choosing_a_value_gives_as_many_results_as_it_said(library):
    nobody = AnonymousUser()
    for chosen in ({}, {"les": "6"}, {"soort": "les"}, {"onderwerp": "vakmanschap"}):
        query = Query("bewoners", chosen)
        groups = ranking.facet_choices(query, nobody, ranking.find(query, nobody))
        others = [c for group in groups for c in group.choices if not c.chosen]
        assert others
        for choice in others:
            assert len(titles(asked(choice.address))) == choice.count, (chosen, choice.label)


def test_chosen_value_is_let_go_by_its_own_address(library):
    query, nobody = Query("bewoners", {"les": "6", "soort": "les"}), AnonymousUser()
    groups = list(ranking.facet_choices(query, nobody, ranking.find(query, nobody)))
    left = {
        group.facet.name: asked(c.address) for group in groups for c in group.choices if c.chosen
    }
    assert left == {
        "les": Query("bewoners", {"soort": "les"}),
        "soort": Query("bewoners", {"les": "6"}),
    }


def test_count_among_the_best_only_says_so_also_beside_a_short_list(library, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_RESULTS", 3)
    query, nobody = Query("bewoners", {"les": "6"}), AnonymousUser()
    found = ranking.find(query, nobody)
    capped = {g.facet.name: g.capped for g in ranking.facet_choices(query, nobody, found)}
    assert (found.capped, capped["les"], capped["soort"]) == (False, True, False)


def test_facets_together_narrow_the_results(library):
    assert titles(Query("bewoners", {"les": "6", "soort": "praktijkvoorbeeld"})) == [HEUSDEN]
    assert titles(Query("", {"gemeente": "heusden"})) == [HEUSDEN]
    assert titles(Query("", {"les": "7"})) == []


@pytest.mark.parametrize(
    "typed", ["les=7x", "les=0", "soort=%00", "onderwerp=a%00b", "gemeente=" + "a" * 999, "les="]
)
def test_value_that_no_facet_can_have_asks_for_nothing(typed):
    assert asked("?q=raad&" + typed) == Query("raad")


def test_what_has_the_words_in_its_title_is_found_among_any_number(library, monkeypatch):
    """Only the newest are weighed; a title with the words is weighed at any age."""
    monkeypatch.setattr(ranking, "MOST_RESULTS", 3)
    for number in range(5):
        make_page(f"Nieuw {number}", slug=f"nieuw-{number}", intro="Over bewoners.")
    refresh_all()
    assert titles("bewoners")[0] == TRUST
    assert len(titles("bewoners")) == 3


def test_reader_finds_no_page_behind_a_login_and_no_draft(library):
    assert not Entry.objects.filter(title__contains="Geheime").exists()
    assert not Entry.objects.filter(title__contains="concept").exists()


def test_what_is_for_members_is_found_by_members_and_editors_only(library, anna, chris, els):
    make_member(anna, Municipality.objects.get(name="Ermelo"))
    Entry.objects.filter(title=TRUST).update(audience=Audience.MEMBERS)
    assert TRUST in titles("vertrouwen", anna)
    assert TRUST in titles("vertrouwen", els)
    assert TRUST not in titles("vertrouwen", chris)
    assert TRUST not in titles("vertrouwen")
    assert counts(Query("bewoners"))["soort"] == {"Lessen": 1, "Praktijkvoorbeelden": 2}


def test_queries_to_the_database_do_not_grow_with_what_there_is(library, django_assert_num_queries):
    def ask() -> None:
        query, nobody = Query("bewoners", {"soort": "les"}), AnonymousUser()
        list(ranking.facet_choices(query, nobody, ranking.find(query, nobody)))

    with django_assert_num_queries(8):
        ask()
    for number in range(10):
        make_page(f"Bewoners {number}", slug=f"bewoners-{number}")
    refresh_all()
    with django_assert_num_queries(8):
        ask()
