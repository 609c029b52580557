"""Naming somebody whom one rather avoids: who is meant by what people type."""

import pytest
from django.forms import ValidationError

from members.intervision.rounds.colleagues import Colleagues
from members.people.models import User


def rename(person: User, name: str, *, hides: bool = False) -> User:
    person.name = name
    person.save()
    person.profile.hide_municipality = hides
    person.profile.save()
    return person


def refusal(person: User, typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        Colleagues(person).named(typed)
    return refused.value.message


@pytest.mark.parametrize(
    "typed",
    [
        "José de Wit",
        "jose de wit",
        "  José   De Wit ",
        "José de Wit (Ermelo)",
        "JOSE DE WIT ermelo",
    ],
)
def test_a_name_of_one_member_is_enough(members, typed):
    jose = rename(members[1], "José de Wit")
    assert Colleagues(members[0]).named(typed) == jose


def test_namesakes_are_told_apart_by_municipality(members):
    first, second = rename(members[1], "Bram"), rename(members[2], "Bram")
    assert "Schrijf erbij wie u bedoelt: Bram (Ermelo) of Bram (Nijmegen)." in refusal(
        members[0], "bram"
    )
    known = Colleagues(members[0])
    assert (known.named("Bram (Ermelo)"), known.named("bram nijmegen")) == (first, second)


def test_a_hidden_municipality_stays_hidden(members):
    rename(members[1], "Bram")
    hidden = rename(members[2], "Bram", hides=True)
    said = refusal(members[0], "Bram")
    assert "Nijmegen" not in said
    assert "Bram (gemeente niet getoond)" in said
    assert Colleagues(members[0]).named("Bram (gemeente niet getoond)") == hidden
    assert "geen lid" in refusal(members[0], "Bram (Nijmegen)")


def test_nearly_right_is_met_with_a_proposal(members):
    rename(members[1], "Margriet")
    assert refusal(members[0], "Margreet").endswith("Bedoelt u Margriet (Ermelo)?")


def test_nobody_learns_of_whoever_is_no_member_or_left(members):
    rename(members[1], "Wilhelmina").memberships.all().delete()
    rename(members[2], "Frederika")
    User.objects.filter(pk=members[2].pk).update(is_active=False)
    rename(members[0], "Ikzelf")
    for gone in ("Wilhelmina", "Frederika", "Ikzelf"):
        assert refusal(members[0], gone).replace(gone, "X") == refusal(
            members[0], "Qwertyuiop"
        ).replace("Qwertyuiop", "X")
