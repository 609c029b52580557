"""A new version of the house rules is put to every member again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from lessons.models import PlainPage
from lessons.municipalities.models import Municipality
from members.people import house_rules
from members.people.models import Profile

from . import people

WAITS = "De huisregels zijn gewijzigd"


@pytest.fixture
def rules(content) -> PlainPage:
    return PlainPage.objects.get(slug="huisregels")


@pytest.fixture
def member(rules, anna):
    people.member(anna, Municipality.objects.get(name="Heusden"))
    Profile.objects.filter(person=anna).update(house_rules=house_rules.version())
    return people.logged_in(anna)


def publish_tomorrow(rules: PlainPage) -> date:
    tomorrow = timezone.now() + timedelta(days=1)
    PlainPage.objects.filter(pk=rules.pk).update(last_published_at=tomorrow)
    return timezone.localdate(tomorrow)


def test_version_is_the_day_of_publication(rules):
    assert house_rules.version() == timezone.localdate(rules.last_published_at)


def test_who_agreed_to_the_rules_as_they_are_is_not_asked(member):
    assert WAITS not in member.get("/mijn/").content.decode()


def test_new_version_waits_for_every_member_until_agreed(member, rules, anna):
    version = publish_tomorrow(rules)
    assert WAITS in member.get("/mijn/").content.decode()
    page = member.get("/mijn/huisregels/").content.decode()
    assert "Vraag eerst, adviseer daarna" in page
    answer = member.post(
        "/mijn/huisregels/", {"agree": "on", "version": version.isoformat()}, follow=True
    )
    assert "Uw akkoord is bewaard" in answer.content.decode()
    assert WAITS not in answer.content.decode()
    profile = Profile.objects.get(person=anna)
    assert profile.house_rules == version
    [entry] = registry.get_logs_for_instance(profile)
    assert (entry.action, entry.user, entry.data["version"]) == (
        "people.profile.agree",
        anna,
        version.isoformat(),
    )


def test_member_who_never_agreed_is_asked(member, anna):
    Profile.objects.filter(person=anna).update(house_rules=None)
    assert "Lees de huisregels" in member.get("/mijn/").content.decode()


def test_nobody_agrees_to_another_text_than_was_read(member, rules, anna):
    read = house_rules.version().isoformat()
    publish_tomorrow(rules)
    answer = member.post("/mijn/huisregels/", {"agree": "on", "version": read})
    assert "De huisregels zijn net gewijzigd" in answer.content.decode()
    assert Profile.objects.get(person=anna).house_rules.isoformat() == read


def test_without_the_tick_the_error_says_what_to_do(member, rules):
    version = publish_tomorrow(rules).isoformat()
    answer = member.post("/mijn/huisregels/", {"version": version})
    assert "Zet een vinkje als u akkoord bent." in answer.content.decode()


def test_older_agreement_never_takes_the_place_of_a_newer(member, anna):
    profile = Profile.objects.get(person=anna)
    now = profile.house_rules
    house_rules.agree(profile, to=now - timedelta(days=9), by=anna)
    profile.refresh_from_db()
    assert profile.house_rules == now
