"""Following, and hearing of what is new: at /mijn/, and by mails that say nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lessons.models import LessonPage
from members.practices import trials
from members.practices.comments import comments
from members.practices.models import Kind, Practice
from members.practices.trials import Outcome
from members.updates import digests, following
from members.updates.models import Follow, Reading, Rhythm
from members.updates.notifications import news_for

LONG_AGO = timedelta(days=30)


@pytest.fixture
def lesson(content) -> LessonPage:
    return LessonPage.objects.get(number=2)


def kinds(person) -> list[str]:
    return [one.kind for one in news_for(person, since=timezone.now() - LONG_AGO)]


def follow(person, field, target) -> None:
    following.follow(person, field, target, now=timezone.now())


def test_follower_of_a_lesson_hears_of_a_new_practice(share, anna, bram, lesson):
    follow(bram, "lesson", lesson)
    share(by=anna)
    assert kinds(bram) == ["ervaring"]
    assert kinds(anna) == []


def test_topic_municipality_and_colleague_are_followed_too(share, anna, bram):
    practice = share(by=anna, topics=["toezicht"])
    for field, target in (
        ("topic", practice.topics.get()),
        ("municipality", practice.municipality),
        ("colleague", anna),
    ):
        follow(bram, field, target)
        assert kinds(bram) == ["ervaring"]
        following.unfollow(bram, field, target)
        assert kinds(bram) == []


def test_following_someone_does_not_tell_of_what_they_share_without_a_name(share, anna, bram):
    follow(bram, "colleague", anna)
    follow(bram, "municipality", anna.memberships.get().municipality)
    share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    assert kinds(bram) == []


def test_facilitator_and_member_hear_only_of_what_they_may_read(share, anna, chris, lesson):
    follow(chris, "lesson", lesson)
    share(by=anna)
    assert kinds(chris) == []


def test_writer_hears_of_reactions_and_trials_and_not_of_their_own(share, anna, bram):
    practice, now = share(by=anna), timezone.now()
    said = comments.comment(practice, "Mooi.", token=uuid4(), by=bram, now=now)
    comments.comment(practice, "Dank.", token=uuid4(), by=anna, now=now, parent=said)
    told = Outcome(bram.memberships.get().municipality, now.date(), "werkte", "niet gevraagd")
    trials.tell(practice, told, by=bram, now=now)
    assert sorted(kinds(anna)) == ["geprobeerd", "reactie"]
    assert kinds(bram) == ["reactie"]


def test_who_is_named_hears_of_it_once(share, anna, bram):
    practice = share(by=anna)
    comments.comment(practice, "Zie @bram.", token=uuid4(), by=anna, now=timezone.now())
    assert kinds(bram) == ["genoemd"]


def test_member_follows_from_the_page_and_stops(logged_in, share, anna, bram, lesson):
    client = logged_in(bram)
    assert "Volgen" in client.get(lesson.url).text
    form = {"back": lesson.url}
    assert client.post(f"/mijn/volgen/les/{lesson.pk}/", form).url == lesson.url
    client.post(f"/mijn/volgen/les/{lesson.pk}/", form)
    assert Follow.objects.count() == 1
    assert "Niet meer volgen" in client.get(lesson.url).text
    client.post(f"/mijn/volgen/les/{lesson.pk}/", form | {"stop": "1"})
    assert not Follow.objects.exists()


def test_member_has_the_button(logged_in, bram, lesson):
    assert "Volgen</button>" in logged_in(bram).get(lesson.url).text


def test_button_leads_back_to_this_site_only(logged_in, bram, lesson):
    for elsewhere in ("https://kwaad.example/", "//kwaad.example/", "javascript:alert(1)"):
        address = f"/mijn/volgen/les/{lesson.pk}/"
        assert logged_in(bram).post(address, {"back": elsewhere}).url == "/mijn/berichten/"


def test_page_for_the_public_has_no_button(client, lesson):
    assert "Volgen</button>" not in client.get(lesson.url).text


def test_news_stays_new_until_it_is_read(logged_in, share, anna, bram, lesson):
    follow(bram, "lesson", lesson)
    share(by=anna)
    client = logged_in(bram)
    assert "Er is één nieuw bericht" in client.get("/mijn/").text
    page = client.get("/mijn/berichten/")
    assert "De wijkagent aan de keukentafel" in page.text
    assert not Reading.objects.exists()
    client.post("/mijn/berichten/gelezen/", {"until": page.context["now"].isoformat()})
    assert "nieuw bericht" not in client.get("/mijn/").text
    share(by=anna, title="Nog een")
    assert "Er is één nieuw bericht" in client.get("/mijn/").text


def test_mail_comes_once_a_week_and_says_nothing(share, anna, bram, lesson, mailoutbox):
    follow(bram, "lesson", lesson)
    share(by=anna)
    mailoutbox.clear()
    now = timezone.now()
    assert digests.advance(now=now) == 1
    assert digests.advance(now=now) == 0
    assert [mail.to for mail in mailoutbox] == [[bram.email]]
    assert "wijkagent" not in mailoutbox[0].body + mailoutbox[0].subject
    share(by=anna, title="Nog een")
    assert digests.advance(now=now + timedelta(days=6)) == 0
    assert digests.advance(now=now + timedelta(days=8)) == 1


def test_nothing_new_is_no_mail(bram, lesson, mailoutbox):
    follow(bram, "lesson", lesson)
    assert digests.advance(now=timezone.now()) == 0
    assert mailoutbox == []


def test_one_click_in_the_mail_stops_it_and_opening_does_not(share, anna, bram, lesson, mailoutbox):
    follow(bram, "lesson", lesson)
    share(by=anna)
    mailoutbox.clear()
    digests.advance(now=timezone.now())
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").partition("/berichten/")[2]
    stranger = Client(enforce_csrf_checks=True)
    stranger.get(f"/berichten/{path}")
    assert Reading.objects.get().rhythm == Rhythm.AT_ONCE
    stranger.post(f"/berichten/{path}", {"List-Unsubscribe": "One-Click"})
    assert Reading.objects.get().rhythm == Rhythm.NEVER
    assert digests.advance(now=timezone.now() + timedelta(days=60)) == 0


def react(practice, by) -> None:
    said = {"text": "Bij ons ook, @anna.", "token": uuid4(), "by": by, "now": timezone.now()}
    comments.comment(practice, **said)


def tell(practice, by) -> None:
    told = Outcome(by.memberships.get().municipality, timezone.localdate(), "werkte", "gevraagd")
    trials.tell(practice, replace(told, residents_view="Mooi."), by=by, now=timezone.now())


@pytest.mark.parametrize("act", [react, tell])
@pytest.mark.parametrize(
    ("rhythm", "at_once", "after_a_day", "after_a_week"),
    [(None, 1, 0, 0), ("meteen", 1, 0, 0), ("dagelijks", 0, 1, 0), ("nooit", 0, 0, 0)],
)
def test_what_colleagues_say_is_mailed_as_often_as_was_chosen(
    logged_in, share, anna, bram, mailoutbox, act, rhythm, at_once, after_a_day, after_a_week
):
    practice, now = share(by=anna), timezone.now()
    if rhythm:
        logged_in(anna).post("/mijn/berichten/mail/", {"rhythm": rhythm})
    Reading.objects.update(mailed_at=now)
    mailoutbox.clear()
    act(practice, bram)
    assert [mail.to for mail in mailoutbox] == [[anna.email]] * at_once
    for days, sent in ((1, after_a_day), (8, after_a_week)):
        assert digests.advance(now=now + timedelta(days=days, minutes=1)) == sent


def test_weekly_mail_comes_to_who_follows_nothing_too(logged_in, share, anna, bram, mailoutbox):
    practice, now = share(by=anna), timezone.now()
    logged_in(anna).post("/mijn/berichten/mail/", {"rhythm": "wekelijks"})
    Reading.objects.update(mailed_at=now)
    mailoutbox.clear()
    react(practice, bram)
    assert digests.advance(now=now + timedelta(days=6)) == 0
    assert digests.advance(now=now + timedelta(days=8)) == 1
    assert [mail.to for mail in mailoutbox] == [[anna.email]]


def test_what_was_mailed_at_once_is_not_mailed_again(share, anna, bram, lesson, mailoutbox):
    practice = share(by=anna)
    follow(anna, "lesson", lesson)
    react(practice, bram)
    assert digests.advance(now=timezone.now()) == 0
    follow(anna, "practice", share(by=bram, title="Van Bram"))
    react(Practice.objects.get(title="Van Bram"), bram)
    assert digests.advance(now=timezone.now() + timedelta(days=8)) == 1


def test_screen_says_which_mails_always_come(logged_in, anna):
    page = logged_in(anna).get("/mijn/berichten/").text
    assert "mailen we u altijd" in page


def test_opened_message_is_no_longer_new_and_leads_to_its_place(logged_in, share, anna, bram):
    first, second = share(by=anna), share(by=anna, title="Een ander verhaal")
    for practice in (first, second):
        react(practice, bram)
    client = logged_in(anna)
    page = client.get("/mijn/berichten/")
    line = next(one for one in page.context["fresh"] if one.practice == first)
    opened = {"until": page.context["now"].isoformat(), "to": line.url}
    answer = client.post(f"/mijn/berichten/lezen/{first.pk}/", opened)
    assert answer.url == line.url
    page = client.get("/mijn/berichten/")
    assert [one.practice for one in page.context["fresh"]] == [second]
    assert [one.practice for one in page.context["earlier"]] == [first]
    assert "Er is één nieuw bericht" in client.get("/mijn/").text
    react(first, bram)
    assert len(client.get("/mijn/berichten/").context["fresh"]) == 2


def test_opening_leads_to_the_practice_only(logged_in, share, anna, bram):
    practice = share(by=anna)
    for elsewhere in ("https://kwaad.example/", "//kwaad.example/#x y", '#"onload='):
        answer = logged_in(bram).post(f"/mijn/berichten/lezen/{practice.pk}/", {"to": elsewhere})
        assert answer.url == practice.get_absolute_url()


def test_what_was_read_does_not_stand_under_new(logged_in, share, anna, bram):
    react(share(by=anna), bram)
    client = logged_in(anna)
    now = client.get("/mijn/berichten/").context["now"]
    client.post("/mijn/berichten/gelezen/", {"until": now.isoformat()})
    page = client.get("/mijn/berichten/").text
    new, read = page.partition(">Gelezen</h2>")[::2]
    assert "De wijkagent" not in new.partition(">Nieuw</h2>")[2]
    assert "De wijkagent" in read


def test_reactions_to_one_practice_are_one_line(logged_in, share, anna, bram):
    practice = share(by=anna)
    for _time in range(2):
        comments.comment(practice, "Mooi.", token=uuid4(), by=bram, now=timezone.now())
    page = logged_in(anna).get("/mijn/berichten/")
    (line,) = page.context["fresh"]
    assert line.count == 2
    assert line.url == practice.comments.first().get_absolute_url()
    assert "2 reacties" in page.text
    assert "Er is één nieuw bericht" in logged_in(anna).get("/mijn/").text


def test_member_chooses_how_often(logged_in, bram):
    logged_in(bram).post("/mijn/berichten/mail/", {"rhythm": "dagelijks"})
    assert Reading.objects.get(person=bram).rhythm == Rhythm.DAILY


def test_one_follow_is_one_thing(anna, bram, lesson):
    with pytest.raises(IntegrityError, match="one_thing_is_followed"), transaction.atomic():
        Follow.objects.create(person=anna, lesson=lesson, colleague=bram, since=timezone.now())


def test_news_costs_the_same_with_more_of_it(
    logged_in, share, anna, bram, lesson, django_assert_num_queries, django_assert_max_num_queries
):
    follow(bram, "lesson", lesson)
    share(by=anna)
    client = logged_in(bram)
    client.get("/mijn/berichten/")
    with django_assert_max_num_queries(18) as few:
        client.get("/mijn/berichten/")
    for number in range(5):
        share(by=anna, title=f"Nog een {number}")
    with django_assert_num_queries(len(few)):
        client.get("/mijn/berichten/")
    assert Practice.objects.count() == 6
