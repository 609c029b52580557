import pytest

from lessons.municipalities.filtering import LONGEST_NAME, Filter, fold
from lessons.municipalities.models import Municipality
from lessons.municipalities.size_classes import CITY


@pytest.fixture
def find(municipalities):
    """The names that a query finds: ``find(naam="bergen")``."""
    places = Municipality.objects.with_other_names()
    return lambda **query: [one.name for one in Filter.from_query(query).among(places)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sudwest", "Súdwest-Fryslân"),
        ("SÚDWEST FRYSLÂN", "Súdwest-Fryslân"),
        ("den haag", "'s-Gravenhage"),
        ("gravenhage", "'s-Gravenhage"),
        ("’s-gravenh", "'s-Gravenhage"),
        ("den bosch", "'s-Hertogenbosch"),
        ("shertog", "'s-Hertogenbosch"),
        ("nuenen c.a.", "Nuenen, Gerwen en Nederwetten"),
        ("gilze-rijen", "Gilze en Rijen"),
        ("bergen nh", "Bergen (NH.)"),
        ("bergen limburg", "Bergen (L.)"),
        ("tietjerk", "Tytsjerksteradiel"),
        ("ijsselstei", "IJsselstein"),
    ],
)
def test_municipality_is_found_as_people_type_it(find, typed, name):
    assert find(naam=typed) == [name]


def test_bergen_finds_both_and_the_one_op_zoom(find):
    assert set(find(naam="bergen")) == {"Bergen (NH.)", "Bergen (L.)", "Bergen op Zoom"}


def test_friesland_finds_all_frisian_municipalities(find):
    assert len(find(naam="Friesland")) == 18
    assert find(naam="friesland") == find(provincie="Fryslân")


def test_province_and_size_narrow_each_other(find):
    assert find(provincie="Flevoland", omvang=CITY.key) == ["Almere"]


def test_province_or_size_that_does_not_exist_is_no_filter(find):
    assert len(find(provincie="Atlantis", omvang="reusachtig")) == 342


@pytest.mark.parametrize("strange", ["'", '"', "%", "\\", "   ", "\x00", "😀", "-- ;"])
def test_sign_without_letters_filters_nothing(find, strange):
    assert len(find(naam=strange)) == 342


def test_what_is_not_found_gives_nothing(find):
    assert find(naam="Atlantis") == []
    assert find(naam="x" * 10_000) == []


def test_name_is_kept_short_and_printable():
    assert Filter.from_query({"naam": "a" * 10_000}).name == "a" * LONGEST_NAME
    assert Filter.from_query({"naam": "\x00 Ede\x07 "}).name == "Ede"
    assert not Filter.from_query({"naam": " ", "provincie": "Atlantis"})


def test_fold_forgets_accents_capitals_and_signs():
    assert fold("Súdwest-Fryslân") == "sudwest fryslan"
    assert fold("'s-Gravenhage") == "s gravenhage"
