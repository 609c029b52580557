"""What an intervision group agreed on becomes a practice of nobody, reviewed as any other."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import registry

from lessons.models import LessonPage
from members.practices import review
from members.practices.models import Audience, Kind, Practice, Residents, Submission
from members.practices.sharing import submission
from members.practices.sharing.submission import Content

DESK = "/redactie/ervaringen/"


def harvest(**changes) -> Practice:
    told = {
        "kind": Kind.WORKED,
        "title": "Eerst luisteren, dan pas een plan",
        "matter": "Het plan lag er al toen bewoners binnenkwamen.",
        "action": "We begonnen opnieuw, met lege handen.",
        "result": "Er kwamen twee keer zo veel mensen.",
        "residents": Residents.NOT_ASKED,
        "audience": Audience.PUBLIC,
        "lessons": [LessonPage.objects.get(number=2)],
    }
    content = Content.from_intervision(**told | changes)
    return submission.submit(token=uuid4(), content=content, by=None, now=timezone.now())


@pytest.mark.parametrize("audience", Audience.values)
def test_it_waits_at_the_desk_whoever_may_read_it(content, audience):
    practice = harvest(audience=audience)
    assert not practice.live
    assert review.waiting().get().workflow_state.object_id == str(practice.pk)


def test_approved_it_reads_from_intervision_and_names_nobody(
    client, content, logged_in, els, anna, mailoutbox
):
    practice = harvest()
    page = logged_in(els).get(f"{DESK}{review.waiting().get().pk}/").text
    assert "Een intervisiegroep" in page
    assert "Aanpassing vragen" not in page
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    for reader in (anna, els):
        page = logged_in(reader).get(practice.get_absolute_url()).text
        assert "Uit intervisie" in page
        assert "<p>Van" not in page
    client.logout()
    assert "uit intervisie" in client.get("/ervaringen/").text
    assert "uit intervisie" in client.get(LessonPage.objects.get(number=2).url).text
    assert practice.slug in client.get("/zoeken/?q=lege+handen").text


def test_no_row_of_it_holds_a_person(content, els):
    practice = harvest()
    assert practice.author is None
    assert practice.municipality is None
    assert Submission.objects.get().by is None
    assert practice.revisions.get().user is None
    assert review.waiting().get().workflow_state.requested_by is None
    assert {entry.user for entry in registry.get_logs_for_instance(practice)} == {None}


def test_its_words_are_nobodys_to_change(logged_in, els, anna, content):
    practice = harvest()
    task = review.waiting().get().pk
    with pytest.raises(PermissionDenied):
        review.ask_changes(task, "Korter.", by=els, now=timezone.now())
    editor = logged_in(els)
    edit = f"/redactie/snippets/practices/practice/edit/{practice.pk}/"
    assert editor.get(edit).status_code == 302
    review.approve(task, by=els, now=timezone.now())
    assert editor.post(f"{DESK}{practice.pk}/voorbeeld/").status_code == 404
    assert logged_in(anna).get(f"/ervaringen/{practice.slug}/aanpassen/").status_code == 404


def test_it_can_be_declined(content, els, mailoutbox):
    practice = harvest()
    mailoutbox.clear()
    assert review.decline(review.waiting().get().pk, "Te herkenbaar.", by=els, now=timezone.now())
    practice.refresh_from_db()
    assert practice.decline_reason == "Te herkenbaar."
    assert not mailoutbox


def test_only_intervision_has_no_sender(content, anna):
    told = {"kind": Kind.WORKED, "title": "T", "matter": "M", "audience": Audience.MEMBERS}
    harvested = Content.from_intervision(**told, lessons=[])
    with pytest.raises(ValueError, match="no sender"):
        submission.submit(token=uuid4(), content=harvested, by=anna, now=timezone.now())


@pytest.mark.parametrize("change", [{"kind": Kind.QUESTION}, {"under_pseudonym": False}])
def test_database_keeps_it_a_story_of_nobody(content, change):
    practice = harvest()
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(**change)


def test_database_refuses_an_author(content, anna):
    practice = harvest()
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(author=anna)
