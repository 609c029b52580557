from django.core.management import call_command

from lessons.municipalities.loading import load
from lessons.municipalities.models import Alias, Municipality


def test_all_municipalities_of_the_country_are_there(municipalities):
    assert Municipality.objects.count() == 342
    assert len(set(Municipality.objects.values_list("province", flat=True))) == 12
    heusden = Municipality.objects.get(code="GM0797")
    assert (heusden.name, heusden.province, heusden.inhabitants) == (
        "Heusden",
        "Noord-Brabant",
        46026,
    )
    assert heusden.domain == "heusden.nl"


def test_every_value_is_one_that_the_desk_would_accept(municipalities):
    for municipality in Municipality.objects.all():
        municipality.full_clean()


def test_loading_again_adds_nothing(municipalities):
    rows = set(Municipality.objects.values_list())
    borders = Municipality.neighbours.through.objects.count()
    assert load() == 0
    assert set(Municipality.objects.values_list()) == rows
    assert Municipality.neighbours.through.objects.count() == borders


def test_loading_again_asks_one_thing_of_the_database(municipalities, django_assert_num_queries):
    # The other two open and close the transaction, which runs inside that of the test.
    with django_assert_num_queries(3):
        load()


def test_what_an_editor_changed_stays(named):
    heusden = named("Heusden")
    heusden.inhabitants = 47_000
    heusden.name = "Heusden aan de Maas"
    heusden.save()
    named("'s-Gravenhage").aliases.all().delete()
    heusden.neighbours.clear()
    load()
    heusden.refresh_from_db()
    assert (heusden.inhabitants, heusden.name) == (47_000, "Heusden aan de Maas")
    assert not heusden.neighbours.exists()
    assert not Alias.objects.filter(name="Den Haag").exists()


def test_municipality_that_is_missing_comes_back_with_all_that_belongs_to_it(named):
    bordering = set(named("'s-Gravenhage").neighbours.values_list("name", flat=True))
    named("'s-Gravenhage").delete()
    assert load() == 1
    again = named("'s-Gravenhage")
    assert set(again.neighbours.values_list("name", flat=True)) == bordering
    assert [alias.name for alias in again.aliases.all()] == ["Den Haag"]


def test_planned_merger_is_loaded_with_the_successor(named):
    wijdemeren = named("Wijdemeren")
    assert wijdemeren.successor == named("Hilversum")
    assert wijdemeren.valid_to.isoformat() == "2027-01-01"
    assert not wijdemeren.end_confirmed


def test_neighbours_are_neighbours_both_ways(municipalities):
    border = Municipality.neighbours.through
    pairs = set(border.objects.values_list("from_municipality", "to_municipality"))
    assert len(pairs) == 2 * 894
    assert pairs == {(b, a) for a, b in pairs}
    assert all(a != b for a, b in pairs)


def test_addresses_tell_municipalities_of_one_name_apart(named):
    assert named("Bergen (NH.)").slug == "bergen-nh"
    assert named("Bergen (L.)").slug == "bergen-l"
    assert named("'s-Gravenhage").slug == "s-gravenhage"
    assert named("Súdwest-Fryslân").slug == "sudwest-fryslan"


def test_command_says_what_it_did_and_is_silent_when_there_was_nothing_to_do(db, capsys):
    call_command("load_municipalities")
    assert "342" in capsys.readouterr().out
    call_command("load_municipalities")
    assert capsys.readouterr().out == ""
