"""Reviewing at the desk: one decision each, and the author sees where it stands."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import timezone

from members.practices import review
from members.practices.models import Audience, Kind, Practice

DESK = "/redactie/ervaringen/"


@pytest.fixture
def waiting(share, anna):
    practice = share(by=anna, audience=Audience.PUBLIC)
    return practice, review.waiting().get().pk


def test_editor_finds_what_waits(logged_in, els, waiting):
    page = logged_in(els).get(DESK).text
    assert "De wijkagent aan de keukentafel" in page
    assert "1 ervaring wacht op uw oordeel" in logged_in(els).get("/redactie/").text


def test_editor_approves(logged_in, els, waiting):
    practice, task = waiting
    assert "Gemeente Heusden" not in logged_in(els).get(f"{DESK}{task}/").text
    logged_in(els).post(f"{DESK}{task}/", {"act": "approve", "text": ""})
    practice.refresh_from_db()
    assert practice.is_public


def test_editor_asks_for_changes_and_author_reads_what(logged_in, els, anna, waiting):
    practice, task = waiting
    form = {"act": "changes", "text": "Schrijf op wat bewoners vonden."}
    logged_in(els).post(f"{DESK}{task}/", form)
    page = logged_in(anna).get(f"/ervaringen/{practice.slug}/stand/").text
    assert "De redactie vraagt om een aanpassing." in page
    assert "Schrijf op wat bewoners vonden." in page


def test_asking_for_changes_says_what(logged_in, els, waiting):
    page = logged_in(els).post(f"{DESK}{waiting[1]}/", {"act": "changes", "text": ""}).text
    assert "Schrijf op wat de schrijver moet aanpassen." in page
    assert review.waiting().exists()


def test_editor_declines_with_a_reason_that_only_the_author_reads(
    logged_in, els, anna, bram, waiting, mailoutbox
):
    practice, task = waiting
    mailoutbox.clear()
    logged_in(els).post(f"{DESK}{task}/", {"act": "decline", "text": "Dit gaat over een bewoner."})
    assert [mail.to for mail in mailoutbox] == [[anna.email]]
    assert "bewoner" not in mailoutbox[0].body
    state = f"/ervaringen/{practice.slug}/stand/"
    assert "Dit gaat over een bewoner." in logged_in(anna).get(state).text
    assert logged_in(bram).get(state).status_code == 404


def test_declining_takes_a_members_only_practice_away(share, anna, bram, els):
    practice = share(by=anna)
    review.decline(review.waiting().get().pk, "Met namen.", by=els, now=timezone.now())
    assert not Practice.objects.visible_to(bram).exists()
    share(by=anna, practice=practice, matter="Zonder namen.")
    assert not Practice.objects.visible_to(bram).exists()
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    assert Practice.objects.visible_to(bram).exists()


def test_second_editor_is_told_and_changes_nothing(logged_in, els, waiting):
    practice, task = waiting
    logged_in(els).post(f"{DESK}{task}/", {"act": "approve", "text": ""})
    late = logged_in(els).post(
        f"{DESK}{task}/", {"act": "decline", "text": "Toch niet."}, follow=True
    )
    assert "een collega besloot net voor u" in late.text
    practice.refresh_from_db()
    assert practice.is_public
    assert practice.decline_reason == ""


def test_desk_is_closed_to_members(logged_in, anna, waiting):
    for address in (DESK, f"{DESK}{waiting[1]}/", "/redactie/snippets/practices/practice/"):
        assert logged_in(anna).get(address).status_code in (302, 403)
        assert logged_in(anna).post(address, {"act": "approve"}).status_code in (302, 403)
    assert review.waiting().exists()


def test_editor_corrects_a_text_on_wagtails_own_screen(logged_in, els, waiting):
    practice, _task = waiting
    address = f"/redactie/snippets/practices/practice/edit/{practice.pk}/"
    page = logged_in(els).get(address)
    assert page.status_code == 200
    assert "Niemand wist wie hij kon bellen." in page.text


def test_editor_cannot_make_a_practice_in_the_name_of_a_member(logged_in, els):
    response = logged_in(els).get("/redactie/snippets/practices/practice/add/")
    assert response.status_code in (302, 403)


def test_scheduled_practice_appears_and_expires_by_itself(share, anna, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    now = timezone.now()
    text = practice.get_latest_revision_as_object()
    text.go_live_at, text.expire_at = now + timedelta(hours=1), now + timedelta(days=1)
    text.save_revision(user=els).publish(user=els)
    assert not Practice.objects.visible_to(AnonymousUser()).exists()
    revision = practice.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = now - timedelta(minutes=1)
    content = revision.content | {"go_live_at": None}
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=revision.approved_go_live_at, content=content
    )
    call_command("publish_scheduled")
    assert Practice.objects.visible_to(AnonymousUser()).exists()
    Practice.objects.update(expire_at=now - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not Practice.objects.visible_to(AnonymousUser()).exists()


def test_editor_sees_who_shared_without_a_name(logged_in, share, anna, els, crowd):
    crowd(5, "middelgroot")
    share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    task = review.waiting().get().pk
    page = logged_in(els).get(f"{DESK}{task}/").text
    assert "Anna" in page
    assert "een gemeente van 20.000 tot 50.000 inwoners" in page
