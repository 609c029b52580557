""" "Vraag een collega": three are asked, nobody sees a list, and the mail is empty of content."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from members.people import asking
from members.people.models import AskedColleague, ColleagueRequest, User

from . import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(db):
    return people.lesson(3)


@pytest.fixture
def helpers(lesson) -> list[User]:
    """Five members who help with the lesson, in a municipality of middle size."""
    place = people.municipality("Heusden")
    found = []
    for number in range(5):
        person = User.objects.create_user(f"h{number}@example.org", f"Helper{number}")
        people.member(person, place)
        person.profile.offers.add(lesson)
        found.append(person)
    return found


@pytest.fixture
def asker(anna):
    people.member(anna, people.municipality("Ermelo"))
    return people.logged_in(anna)


def ask(client, lesson, **data) -> ColleagueRequest:
    client.post(
        "/leden/vraag-een-collega/", {"lesson": lesson.pk, "question": "GEHEIME vraag"} | data
    )
    return ColleagueRequest.objects.latest("pk")


def test_three_fitting_members_are_asked_without_content(asker, lesson, helpers, anna):
    request = ask(asker, lesson, size="middelgroot")
    assert request.asked.count() == 3
    assert len(mail.outbox) == 3
    assert all(anna.email not in one.to for one in mail.outbox)
    for letter in mail.outbox:
        assert "GEHEIME" not in letter.body
        assert "Anna" not in letter.body
        assert "Les" not in letter.subject


def test_asker_does_not_see_who_was_asked(asker, lesson, helpers):
    request = ask(asker, lesson)
    html = asker.get(f"/leden/vraag-een-collega/{request.pk}/").content.decode()
    assert "3 collega’s hebben bericht gekregen" in html
    assert "Helper" not in html


def test_size_counts(asker, lesson, helpers):
    request = ask(asker, lesson, size="stad")
    assert request.asked.count() == 0
    html = asker.get(f"/leden/vraag-een-collega/{request.pk}/").content.decode()
    assert "Nog niemand gevonden" in html


def test_who_pauses_is_left_alone(asker, lesson, helpers):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for helper in helpers[:4]:
        people.logged_in(helper).post("/mijn/pauze/", {"paused_until": tomorrow.isoformat()})
    assert ask(asker, lesson).asked.count() == 1


def test_turns_are_shared(asker, lesson, helpers):
    asked = [set(ask(asker, lesson).asked.values_list("person", flat=True)) for _ in range(2)]
    # Five helpers and six turns: everybody gets one before anybody gets a second.
    assert len(asked[0] | asked[1]) == 5


def test_yes_brings_the_two_together(asker, lesson, helpers):
    first = ask(asker, lesson).asked.first()
    helper = people.logged_in(first.person)
    assert "Anna zoekt hulp bij les 3" in helper.get("/mijn/").content.decode()
    answer = helper.post(f"/mijn/hulp/{first.pk}/antwoord/", {"antwoord": "ja"}, follow=True)
    assert "GEHEIME vraag" in answer.content.decode()
    assert mail.outbox[-1].to == ["anna@example.org"]
    assert first.person.name not in mail.outbox[-1].body
    html = asker.get(f"/mijn/hulp/{first.pk}/").content.decode()
    assert first.person.name in html


def test_no_passes_the_question_on(asker, lesson, helpers):
    request = ask(asker, lesson)
    first = request.asked.first()
    people.logged_in(first.person).post(f"/mijn/hulp/{first.pk}/antwoord/", {"antwoord": "nee"})
    assert request.asked.count() == 4
    assert not asking.reply(first, yes=True, now=timezone.now())


def test_nobody_answers_for_another(asker, lesson, helpers, chris):
    people.member(chris, people.municipality("Nijmegen"))
    first = ask(asker, lesson).asked.first()
    client = people.logged_in(chris)
    assert client.post(f"/mijn/hulp/{first.pk}/antwoord/", {"antwoord": "ja"}).status_code == 404
    assert client.get(f"/mijn/hulp/{first.pk}/").status_code == 404
    assert client.get(f"/leden/vraag-een-collega/{first.request_id}/").status_code == 404
    assert AskedColleague.objects.filter(reply="ja").count() == 0
