"""The eight methods and the shared organisations that a site begins with."""

import pytest

from members.intervision import loading
from members.intervision.models import Method, OrganisationMunicipality

MINUTES = {
    "incidentmethode": 65,
    "tienstappenmethode": 85,
    "vijfstappenmethode": 45,
    "roddelmethode": 40,
    "balintmethode": 70,
    "kollegiale-beratung": 40,
    "troika": 34,
    "kritische-vrienden": 50,
}


def test_eight_methods_take_the_minutes_of_their_steps(content):
    assert dict(Method.objects.values_list("slug", "minutes")) == MINUTES


def test_loading_twice_changes_nothing(content):
    Method.objects.filter(slug="troika").update(name="Drietal")
    Method.objects.filter(slug="balintmethode").delete()
    assert loading.load() == []
    assert Method.objects.get(slug="troika").name == "Drietal"
    assert not Method.objects.filter(slug="balintmethode").exists()


@pytest.mark.parametrize("slug", MINUTES)
def test_steps_of_a_method_stand_in_order_and_say_what_to_do(content, slug):
    steps = list(Method.objects.get(slug=slug).steps.all())
    assert [step.sort_order for step in steps] == list(range(len(steps)))
    assert all(step.instruction.endswith(".") or step.instruction.endswith("?") for step in steps)
    assert [step.turn for step in steps] == sorted(step.turn for step in steps)


def test_shared_organisations_hold_at_least_two_municipalities(content):
    names = list(OrganisationMunicipality.objects.values_list("organisation__name", flat=True))
    assert set(map(names.count, set(names))) == {2, 3, 4}
