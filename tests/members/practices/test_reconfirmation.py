"""Klopt dit nog? Asked yearly, asked again, and shown when nobody answers."""

from datetime import timedelta

from django.utils import timezone

from members.practices import reconfirmation
from members.practices.models import Kind, Practice

YEAR = timedelta(days=366)
MONTH = timedelta(days=31)


def test_author_is_asked_after_a_year_and_once_more_after_a_month(share, anna, mailoutbox):
    share(by=anna)
    mailoutbox.clear()
    now = timezone.now()
    assert reconfirmation.advance(now=now + YEAR - MONTH) == 0
    assert reconfirmation.advance(now=now + YEAR) == 1
    assert reconfirmation.advance(now=now + YEAR) == 0
    assert reconfirmation.advance(now=now + YEAR + MONTH) == 1
    assert [mail.to for mail in mailoutbox] == [[anna.email]] * 2
    assert "wijkagent" not in mailoutbox[0].body


def test_silence_is_shown_to_readers(logged_in, share, anna, bram):
    practice = share(by=anna)
    now = timezone.now()
    for passed in (YEAR, YEAR + MONTH, YEAR + 2 * MONTH):
        reconfirmation.advance(now=now + passed)
    page = logged_in(bram).get(practice.get_absolute_url()).text
    assert "De schrijver heeft dit niet meer bevestigd." in page
    assert reconfirmation.advance(now=now + 2 * YEAR) == 0


def test_answer_begins_a_new_year(logged_in, share, anna, bram):
    practice = share(by=anna)
    Practice.objects.update(last_confirmed=timezone.localdate() - YEAR)
    reconfirmation.advance(now=timezone.now())
    assert "Klopt dit nog?" in logged_in(anna).get("/mijn/").text
    address = f"{practice.get_absolute_url()}klopt-nog/"
    assert logged_in(bram).post(address).status_code == 404
    logged_in(anna).post(address)
    practice.refresh_from_db()
    assert practice.last_confirmed == timezone.localdate()
    assert (practice.times_asked, practice.asked_on, practice.unconfirmed) == (0, None, False)
    assert reconfirmation.advance(now=timezone.now()) == 0


def test_new_text_is_an_answer_too(share, anna):
    practice = share(by=anna)
    Practice.objects.update(last_confirmed=timezone.localdate() - YEAR)
    reconfirmation.advance(now=timezone.now())
    share(by=anna, practice=practice, title="Nieuw opgeschreven")
    practice.refresh_from_db()
    assert (practice.times_asked, practice.last_confirmed) == (0, timezone.localdate())


def test_question_is_not_asked_about(share, anna):
    share(by=anna, kind=Kind.QUESTION)
    assert reconfirmation.advance(now=timezone.now() + YEAR) == 0
