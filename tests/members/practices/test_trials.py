"""Geprobeerd: told by others, counted, and asked about after three months."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.practices import review, trials
from members.practices.models import Audience, Kind, Plan, Practice, Trial


def outcome(**changes) -> dict:
    told = {
        "municipality": str(Municipality.objects.get(name="Ermelo").pk),
        "tried_on": "1-9-2026",
        "result": "deels",
        "changed": "We begonnen in één straat.",
        "residents": "gevraagd",
        "residents_view": "Zij wilden meer.",
    }
    return told | changes


@pytest.fixture
def practice(share, anna) -> Practice:
    return share(by=anna)


def test_colleague_tells_how_it_went_and_the_writer_hears_of_it(
    logged_in, practice, anna, bram, mailoutbox
):
    mailoutbox.clear()
    logged_in(bram).post(f"{practice.get_absolute_url()}geprobeerd/", outcome())
    practice.refresh_from_db()
    assert practice.trial_count == 1
    assert [mail.to for mail in mailoutbox] == [[anna.email]]
    assert "straat" not in mailoutbox[0].body
    page = logged_in(anna).get(practice.get_absolute_url()).text
    assert "Het werkte voor een deel in Ermelo" in page
    assert "We begonnen in één straat." in page


def test_telling_again_replaces_what_was_told(logged_in, practice, bram):
    address = f"{practice.get_absolute_url()}geprobeerd/"
    logged_in(bram).post(address, outcome())
    assert "We begonnen in één straat." in logged_in(bram).get(address).text
    logged_in(bram).post(address, outcome(result="werkte"))
    assert [trial.result for trial in Trial.objects.all()] == ["werkte"]
    practice.refresh_from_db()
    assert practice.trial_count == 1


def test_who_told_changes_that_and_plans_nothing(logged_in, practice, bram):
    client, here = logged_in(bram), practice.get_absolute_url()
    before = client.get(here).text
    assert "In mijn gemeente geprobeerd" in before
    assert "Ga ik proberen" in before
    page = client.post(f"{here}geprobeerd/", outcome(), follow=True).text
    assert f'<a class="gb-button" href="{here}geprobeerd/">Aanpassen wat u vertelde</a>' in page
    assert "In mijn gemeente geprobeerd" not in page
    assert "Ga ik proberen" not in page


def test_label_says_when_an_answer_is_needed(logged_in, practice, bram):
    page = logged_in(bram).get(f"{practice.get_absolute_url()}geprobeerd/").text
    label = page.partition('<label for="id_residents_view">')[2].partition("</label>")[0]
    assert "(verplicht als u het hun vroeg)" in label
    assert "niet verplicht" not in label
    assert "Hoogstens 2.000 tekens." in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"tried_on": "31-12-2099"}, "Deze dag moet nog komen."),
        ({"tried_on": "ooit"}, "Vul een datum in"),
        ({"result": ""}, "Kies of het werkte."),
        ({"residents_view": ""}, "Vul in wat bewoners zeiden"),
    ],
)
def test_error_says_what_to_do(logged_in, practice, bram, wrong, told):
    page = logged_in(bram).post(f"{practice.get_absolute_url()}geprobeerd/", outcome(**wrong)).text
    assert told in page
    assert "We begonnen in één straat." in page
    assert not Trial.objects.exists()


def test_nobody_tries_what_is_their_own(logged_in, practice, anna):
    place = str(practice.municipality_id)
    page = logged_in(anna).post(
        f"{practice.get_absolute_url()}geprobeerd/", outcome(municipality=place)
    )
    assert "Dit is een ervaring van deze gemeente zelf." in page.text


def test_error_does_not_tell_whose_a_practice_without_a_name_is(logged_in, share, anna, chris, els):
    from tests.people import member

    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    member(chris, practice.municipality)
    logged_in(chris).post(
        f"{practice.get_absolute_url()}geprobeerd/",
        outcome(municipality=str(practice.municipality_id)),
    )
    assert Trial.objects.count() == 1


def test_public_reads_how_often_it_worked_and_not_where(client, logged_in, share, anna, bram, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    logged_in(bram).post(f"{practice.get_absolute_url()}geprobeerd/", outcome())
    client.logout()
    page = client.get(practice.get_absolute_url()).text
    assert "Het werkte voor een deel: 1 keer" in page
    assert "Ermelo" not in page
    assert "Bram" not in page


def test_plan_is_asked_about_once_after_three_months(logged_in, practice, bram, mailoutbox):
    logged_in(bram).post(f"{practice.get_absolute_url()}ga-ik-proberen/")
    mailoutbox.clear()
    now = timezone.now()
    assert trials.advance(now=now + timedelta(days=80)) == 0
    later = now + timedelta(days=92)
    assert trials.advance(now=later) == 1
    assert trials.advance(now=later) == 0
    assert [mail.to for mail in mailoutbox] == [[bram.email]]
    assert "wijkagent" not in mailoutbox[0].body
    assert "Hoe ging het?" in logged_in(bram).get("/mijn/").text


def test_second_click_takes_the_plan_back(logged_in, practice, bram):
    for there in (True, False):
        logged_in(bram).post(f"{practice.get_absolute_url()}ga-ik-proberen/")
        assert Plan.objects.exists() is there


def test_advance_publishes_and_asks(practice):
    call_command("run_due_tasks")
