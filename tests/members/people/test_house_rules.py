"""A new version of the house rules is put to every member again."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from lessons.models import PlainPage
from lessons.municipalities.models import Municipality
from members.people import house_rules
from members.people.models import Profile
from tests import people

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
    PlainPage.objects.filter(pk=rules.pk).update(last_published_at=tomorrow, changed_at=tomorrow)
    return timezone.localdate(tomorrow)


def test_version_is_the_day_of_publication(rules):
    assert house_rules.version() == timezone.localdate(rules.last_published_at)


LONG_AGO = timezone.make_aware(datetime(2025, 3, 1, 12))


@pytest.fixture
def old_rules(rules) -> PlainPage:
    """Published long ago, by a site that did not note yet when they changed."""
    PlainPage.objects.filter(pk=rules.pk).update(last_published_at=LONG_AGO, changed_at=None)
    rules.refresh_from_db()
    return rules


def publish(rules: PlainPage, *, intro: str, only_wording: bool) -> None:
    draft = PlainPage.objects.get(pk=rules.pk).get_latest_revision_as_object()
    draft.intro, draft.only_wording = intro, only_wording
    draft.save_revision().publish()


def test_better_wording_asks_nobody_again_and_a_change_does(old_rules):
    for intro in ("Zonder typefout", "Nog beter"):
        publish(old_rules, intro=intro, only_wording=True)
        assert PlainPage.objects.get(pk=old_rules.pk).intro == intro
        assert house_rules.version() == LONG_AGO.date()
    publish(old_rules, intro="Iets anders", only_wording=False)
    assert house_rules.version() == timezone.localdate()


def test_wording_that_was_begun_before_a_change_does_not_hide_it(old_rules):
    begun = PlainPage.objects.get(pk=old_rules.pk)
    publish(old_rules, intro="Iets anders", only_wording=False)
    begun.only_wording = True
    begun.save_revision().publish()
    assert house_rules.version() == timezone.localdate()


def test_editor_says_it_of_this_page_only_and_of_every_change_anew(old_rules, els):
    desk = people.at_desk(els)
    publish(old_rules, intro="Zonder typefout", only_wording=True)
    page = desk.get(f"/redactie/pages/{old_rules.pk}/edit/").content.decode()
    box = re.search(r'<input[^>]*name="only_wording"[^>]*>', page)[0]
    assert "checked" not in box
    other = PlainPage.objects.exclude(pk=old_rules.pk).first()
    page = desk.get(f"/redactie/pages/{other.pk}/edit/").content.decode()
    assert 'name="only_wording"' not in page


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
