""" "Vraag een collega": three are asked, nobody sees a list, and the mail is empty of content."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format

from members.people import colleague_requests
from members.people.models import AskedColleague, ColleagueRequest, Profile, User
from tests import people

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
    data = {"lesson": lesson.pk, "size": "stad", "question": "Hoe pakt u dat aan?"}
    html = asker.post("/leden/vraag-een-collega/", data).content.decode()
    assert "Er is nu geen lid dat bij deze les en grootte past" in html
    assert "Hoe pakt u dat aan?" in html
    assert '<option value="stad" selected>' in html
    assert not ColleagueRequest.objects.exists()
    assert "Mijn vragen aan collega’s" not in asker.get("/mijn/").content.decode()


def test_who_pauses_is_left_alone(asker, lesson, helpers):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for helper in helpers[:4]:
        people.logged_in(helper).post("/mijn/pauze/", {"paused_until": tomorrow.isoformat()})
    assert ask(asker, lesson).asked.count() == 1


def test_turns_are_shared(asker, lesson, helpers):
    asked = [set(ask(asker, lesson).asked.values_list("person", flat=True)) for _ in range(2)]
    # Five helpers and six turns: everybody gets one before anybody gets a second.
    assert len(asked[0] | asked[1]) == 5


def test_who_still_has_to_answer_comes_last_and_who_was_asked_longest_ago_first(
    asker, lesson, helpers, chris
):
    now = timezone.now()
    earlier = ColleagueRequest.objects.create(person=chris, lesson=lesson, made_at=now)

    def asked(helper: User, days: int, reply: str) -> None:
        asked_at = now - timedelta(days=days)
        AskedColleague.objects.create(
            request=earlier,
            person=helper,
            asked_at=asked_at,
            reply=reply,
            replied_at=asked_at if reply else None,
        )

    never, long_ago, last_month, waits_long, waits_short = helpers
    asked(waits_short, 10, "")
    asked(last_month, 30, "nee")
    asked(waits_long, 50, "")
    asked(long_ago, 40, "ja")
    request = ColleagueRequest.objects.create(person=chris, lesson=lesson, made_at=now)
    order = [profile.person for profile in colleague_requests.fitting(request, now=now)]
    assert order == [never, long_ago, last_month, waits_long, waits_short]


def test_fourth_question_in_a_week_is_refused_and_kept_on_screen(asker, lesson, helpers):
    for _ in range(3):
        ask(asker, lesson)
    mail.outbox.clear()
    data = {"lesson": lesson.pk, "question": "Mijn vierde vraag"}
    html = asker.post("/leden/vraag-een-collega/", data).content.decode()
    assert "U stelde in een week al drie vragen." in html
    again = timezone.localtime() + timedelta(days=7)
    assert f"vanaf {date_format(again, 'l j F')}" in html
    assert "Mijn vierde vraag" in html
    assert ColleagueRequest.objects.count() == 3
    assert mail.outbox == []


def test_after_a_week_there_is_room_again(asker, lesson, helpers):
    for _ in range(3):
        ask(asker, lesson)
    ColleagueRequest.objects.update(made_at=timezone.now() - timedelta(days=7, minutes=1))
    ask(asker, lesson)
    assert ColleagueRequest.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_questions_at_the_same_moment_count_each_other(anna, monkeypatch):
    lesson = people.lesson(3)
    monkeypatch.setattr(colleague_requests, "ASKED_A_WEEK", 12)
    people.member(anna, people.municipality("Ermelo"))
    helper = User.objects.create_user("helper@example.org", "Helper")
    people.member(helper, people.municipality("Heusden"))
    helper.profile.offers.add(lesson)

    def one(_number: int) -> bool:
        try:
            colleague_requests.ask(by=anna, lesson=lesson, size="", question="", now=timezone.now())
        except colleague_requests.AskedTooOftenError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(12))) == colleague_requests.QUESTIONS_A_WEEK
    assert ColleagueRequest.objects.count() == colleague_requests.QUESTIONS_A_WEEK


def test_nobody_is_asked_more_than_twice_a_week(asker, lesson, helpers, chris):
    people.member(chris, people.municipality("Nijmegen"))
    for client in (asker, people.logged_in(chris)):
        for _ in range(3):
            ask(client, lesson)
    asked = AskedColleague.objects.values_list("person").annotate(times=Count("pk"))
    # Eighteen turns were wished for; five helpers are asked twice, and then left alone.
    assert sorted(times for _person, times in asked) == [2] * 5


def test_passing_on_leaves_the_paused_and_the_busy_alone(asker, lesson, helpers):
    request = ask(asker, lesson)
    idle = [one for one in helpers if not request.asked.filter(person=one).exists()]
    Profile.objects.filter(person=idle[0]).update(paused_until=timezone.localdate())
    for _ in range(2):
        other = ColleagueRequest.objects.create(
            person=helpers[0], lesson=lesson, made_at=timezone.now()
        )
        AskedColleague.objects.create(request=other, person=idle[1], asked_at=timezone.now())
    colleague_requests.reply(request.asked.first(), yes=False, now=timezone.now())
    assert request.asked.count() == 3


def test_old_question_no_longer_waits_for_an_answer(asker, lesson, helpers):
    first = ask(asker, lesson).asked.first()
    helper = people.logged_in(first.person)
    assert "zoekt hulp" in helper.get("/mijn/").content.decode()
    ColleagueRequest.objects.update(made_at=timezone.now() - timedelta(days=31))
    assert "zoekt hulp" not in helper.get("/mijn/").content.decode()


def test_question_is_shown_to_whoever_asked_and_can_be_withdrawn(asker, lesson, helpers):
    request = ask(asker, lesson)
    address, first = f"/leden/vraag-een-collega/{request.pk}/", request.asked.first()
    assert "GEHEIME vraag" in asker.get(address).content.decode()
    assert "U kunt dit niet terugdraaien" in asker.get(f"{address}intrekken/").content.decode()
    page = asker.post(f"{address}intrekken/", follow=True).content.decode()
    assert "Uw vraag is ingetrokken" in page
    assert "GEHEIME" not in page
    assert asker.get(address).status_code == 404
    request.refresh_from_db()
    assert request.question == ""
    assert "zoekt hulp" not in people.logged_in(first.person).get("/mijn/").content.decode()
    assert not colleague_requests.reply(first, yes=True, now=timezone.now())
    # It still counts: withdrawing makes no room for another question this week.
    for _ in range(2):
        ask(asker, lesson)
    data = {"lesson": lesson.pk, "question": "De vierde"}
    assert "al drie vragen" in asker.post("/leden/vraag-een-collega/", data).content.decode()


def test_whoever_is_helped_does_not_withdraw(asker, lesson, helpers):
    request = ask(asker, lesson)
    first = request.asked.first()
    colleague_requests.reply(first, yes=True, now=timezone.now())
    address = f"/leden/vraag-een-collega/{request.pk}/"
    page = asker.get(address).content.decode()
    assert f"/mijn/hulp/{first.pk}/" in page
    assert "intrekken" not in page
    answer = asker.post(f"{address}intrekken/", follow=True).content.decode()
    assert "Intrekken kan niet meer" in answer
    request.refresh_from_db()
    assert request.question


def test_says_how_many_heard_when_there_were_not_three(asker, lesson, helpers):
    Profile.objects.filter(person__in=helpers[1:]).update(paused_until=timezone.localdate())
    request = ask(asker, lesson)
    html = asker.get(f"/leden/vraag-een-collega/{request.pk}/").content.decode()
    assert "Eén collega heeft bericht gekregen. Meer leden passen nu niet" in html


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
    assert not colleague_requests.reply(first, yes=True, now=timezone.now())


def test_nobody_answers_for_another(asker, lesson, helpers, chris):
    people.member(chris, people.municipality("Nijmegen"))
    first = ask(asker, lesson).asked.first()
    client = people.logged_in(chris)
    assert client.post(f"/mijn/hulp/{first.pk}/antwoord/", {"antwoord": "ja"}).status_code == 404
    assert client.get(f"/mijn/hulp/{first.pk}/").status_code == 404
    assert client.get(f"/leden/vraag-een-collega/{first.request_id}/").status_code == 404
    assert AskedColleague.objects.filter(reply="ja").count() == 0
