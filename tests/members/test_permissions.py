"""Rights are ticks at the desk: they hold whatever a group is called, and in every group."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from members.people.models import User
from members.permissions import (
    Right,
    has_right,
    has_right_q,
    is_facilitator,
    may_take_part,
    needs_second_factor,
    takes_part_q,
    was_given_q,
)
from tests.people import editors, facilitators, logged_in, second_factor
from tests.rendered import Fields, fields_of

pytestmark = pytest.mark.django_db
DESK = reverse("wagtailadmin_home")


@pytest.fixture
def administrator(content) -> Client:
    person = User.objects.create_superuser("beheer@example.org", "Beheer")
    second_factor(person)
    return logged_in(person)


def edit_group(administrator: Client, group: Group, **changes: str | list[str]) -> Fields:
    """As the screen is rendered, with these fields changed; returns what stood there before."""
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    before = fields_of(administrator.get(address))
    answer = administrator.post(address, before | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return before


def tick(right: str) -> str:
    app, _, codename = right.partition(".")
    return str(Permission.objects.get(content_type__app_label=app, codename=codename).pk)


def again(person: User) -> User:
    """As the next request sees this person."""
    return User.objects.get(pk=person.pk)


def test_renamed_group_keeps_its_rights_and_needs_the_second_factor(administrator, els):
    edit_group(administrator, editors(), name="Bureau Platform31")
    assert needs_second_factor(again(els))
    assert logged_in(els).get(DESK).headers["Location"] == reverse("mfa_index")
    second_factor(els)
    client = logged_in(els)
    assert client.get(DESK).status_code == 200
    assert client.get(reverse("desk_applications")).status_code == 200
    assert client.get(reverse("desk_reviews")).status_code == 200


def test_second_group_that_opens_the_desk_needs_the_second_factor(administrator, bram):
    address = reverse("wagtailusers_groups:add")
    fields = fields_of(administrator.get(address))
    opens = {"name": "Stagiairs", "permissions": [tick("wagtailadmin.access_admin")]}
    assert administrator.post(address, fields | opens).status_code == 302
    assert not needs_second_factor(again(bram))
    bram.groups.add(Group.objects.get(name="Stagiairs"))
    assert logged_in(bram).get(DESK).headers["Location"] == reverse("mfa_index")
    second_factor(bram)
    client = logged_in(bram)
    assert client.get(DESK).status_code == 200
    # Whom Wagtail refuses it sends to the first screen of the desk.
    assert client.get(reverse("desk_applications")).headers["Location"] == DESK


@pytest.mark.parametrize("right", [right for right in Right if right != Right.LEAD_GROUPS])
def test_each_right_of_an_editor_needs_the_second_factor_by_itself(anna, right):
    anna.user_permissions.add(tick(right))
    assert needs_second_factor(again(anna))
    assert logged_in(anna).get("/mijn/").headers["Location"] == reverse("mfa_index")


def test_tick_that_is_taken_away_takes_the_right_away_and_back(administrator, els):
    second_factor(els)
    right = tick(Right.REVIEW_PRACTICES)
    group = editors()
    before = edit_group(administrator, group)
    without = [pk for pk in before["permissions"] if pk != right]
    assert len(without) == len(before["permissions"]) - 1
    edit_group(administrator, group, permissions=without)
    assert logged_in(els).get(reverse("desk_reviews")).headers["Location"] == DESK
    assert not User.objects.given(Right.REVIEW_PRACTICES).exists()
    edit_group(administrator, group, permissions=[*without, right])
    assert logged_in(els).get(reverse("desk_reviews")).status_code == 200


def test_every_right_stands_on_the_screen_of_a_group_in_words(administrator):
    address = reverse("wagtailusers_groups:edit", args=[editors().pk])
    page = administrator.get(address).content.decode()
    for right in Right:
        name = Permission.objects.get(pk=tick(right)).name
        assert name.startswith("Mag ")
        assert name in page


def test_renamed_facilitators_still_lead_groups(administrator, chris):
    chris.groups.add(facilitators())
    edit_group(administrator, facilitators(), name="Gespreksleiders")
    assert is_facilitator(again(chris))
    assert may_take_part(again(chris))
    assert not needs_second_factor(again(chris))


def test_administrator_leads_a_group_only_when_it_was_given(db):
    person = User.objects.create_superuser("beheer@example.org", "Beheer")
    assert has_right(person, Right.LEAD_GROUPS)
    assert not is_facilitator(person)
    assert not may_take_part(person)
    person.groups.add(facilitators())
    assert may_take_part(again(person))


@pytest.mark.parametrize("right", list(Right))
def test_lists_say_what_the_predicates_say(anna, bram, chris, els, right):
    administrator = User.objects.create_superuser("beheer@example.org", "Beheer")
    anna.user_permissions.add(tick(right))
    gone = User.objects.create_user("weg@example.org", "Weg", is_active=False)
    gone.user_permissions.add(tick(right))
    group = Group.objects.create(name="Andere groep")
    group.permissions.add(tick(right))
    bram.groups.add(group)
    everybody = User.objects.all()
    has = {person for person in everybody if has_right(person, right)}
    assert set(everybody.filter(has_right_q(right))) == has
    assert set(everybody.filter(was_given_q(right))) == has - {administrator}
    assert {anna, bram, administrator} <= has
    assert chris not in has
    taking_part = {person for person in everybody if may_take_part(person)}
    assert set(everybody.filter(takes_part_q())) == taking_part


def test_rights_of_one_request_cost_two_questions(els, django_assert_num_queries):
    person = again(els)
    with django_assert_num_queries(2):
        for right in Right:
            has_right(person, right)
        needs_second_factor(person)
