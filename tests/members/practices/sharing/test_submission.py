"""Sending in, revising and withdrawing: who reads it when."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from members.practices import review
from members.practices.comments import moderation
from members.practices.models import Audience, Kind, Practice, Submission
from members.practices.sharing import submission

NOBODY = AnonymousUser()


def readers(practice: Practice, *people) -> list:
    return [one for one in people if Practice.objects.visible_to(one).filter(pk=practice.pk)]


def test_members_only_practice_stands_there_at_once(share, anna, bram, chris):
    practice = share(by=anna)
    assert readers(practice, anna, bram, chris, NOBODY) == [anna, bram]


def test_members_only_practice_is_reviewed_afterwards(share, anna):
    practice = share(by=anna)
    assert review.waiting().count() == 1
    assert practice.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_public_practice_waits_for_approval(share, anna, bram, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    assert readers(practice, bram, NOBODY) == []
    assert review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    assert readers(practice, bram, NOBODY) == [bram, NOBODY]


def test_practice_is_reviewed_by_the_workflow_of_lessons(share, anna):
    share(by=anna)
    assert review.waiting().get().workflow_state.workflow.name == "Beoordelen door de redactie"


def test_revision_leaves_published_text_until_it_is_approved(share, anna, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    share(by=anna, practice=practice, audience=Audience.PUBLIC, title="Een andere titel")
    practice.refresh_from_db()
    assert practice.title == "De wijkagent aan de keukentafel"
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    practice.refresh_from_db()
    assert practice.title == "Een andere titel"
    assert practice.slug == "de-wijkagent-aan-de-keukentafel"


def test_proposing_for_everyone_shows_nothing_more_before_approval(share, anna, els):
    practice = share(by=anna)
    share(by=anna, practice=practice, audience=Audience.PUBLIC)
    assert readers(practice, anna, NOBODY) == [anna]


def test_revising_while_the_editors_look_puts_the_new_text_before_them(share, anna, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    seen = review.waiting().get().pk
    share(by=anna, practice=practice, audience=Audience.PUBLIC, title="Beter verwoord")
    assert review.approve(seen, by=els, now=timezone.now()) is False
    assert review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    practice.refresh_from_db()
    assert practice.title == "Beter verwoord"


def test_publishing_keeps_counts_that_went_on_meanwhile(share, anna, els):
    practice = share(by=anna, audience=Audience.PUBLIC)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    share(by=anna, practice=practice, audience=Audience.PUBLIC, title="Nieuw")
    Practice.objects.filter(pk=practice.pk).update(trial_count=7)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    practice.refresh_from_db()
    assert (practice.title, practice.trial_count) == ("Nieuw", 7)


def test_lessons_topics_and_place_come_along(share, anna):
    practice = share(by=anna, topics=["Buurthuizen", "buurthuizen", "toezicht"])
    assert [lesson.number for lesson in practice.lessons.all()] == [2]
    assert sorted(topic.name for topic in practice.topics.all()) == ["Buurthuizen", "toezicht"]
    assert (practice.shown_province, practice.shown_size) == ("Noord-Brabant", "middelgroot")


def test_same_form_sent_twice_is_one_practice(share, anna):
    token = uuid4()
    assert share(by=anna, token=token) == share(by=anna, token=token)
    assert Practice.objects.count() == Submission.objects.count() == 1
    assert review.waiting().count() == 1


def test_same_title_gets_another_address(share, anna, bram):
    assert share(by=anna).slug != share(by=bram).slug


def test_title_cannot_take_an_address_of_the_site(share, anna):
    assert share(by=anna, title="Delen").slug != "delen"


def test_withdrawn_practice_is_read_by_nobody_and_can_come_back(share, anna, bram):
    practice = share(by=anna)
    submission.withdraw(practice, by=anna, now=timezone.now())
    assert readers(practice, anna, bram) == []
    assert review.waiting().count() == 0
    share(by=anna, practice=practice)
    assert readers(practice, bram) == [bram]


def test_mails_of_review_say_nothing_of_the_practice(share, anna, els, mailoutbox):
    practice = share(by=anna, audience=Audience.PUBLIC)
    review.ask_changes(review.waiting().get().pk, "Wat was de klacht?", by=els, now=timezone.now())
    share(by=anna, practice=practice, audience=Audience.PUBLIC)
    review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    assert {mail.to[0] for mail in mailoutbox} == {els.email, anna.email}
    for mail in mailoutbox:
        assert mail.subject == "Er staat iets voor u klaar"
        assert "wijkagent" not in mail.body
        assert "klacht" not in mail.body
        assert "Anna" not in mail.body or mail.to == [anna.email]


def test_editors_are_mailed_once_and_who_looks_after_the_machine_is_not(
    share, anna, els, django_user_model, mailoutbox
):
    django_user_model.objects.create_superuser("beheer@example.org", "Beheer")
    share(by=anna)
    assert [mail.to for mail in mailoutbox] == [[els.email]]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("practice_tells_what_was_done_and_what_it_brought", {"action": ""}),
        ("practice_that_asked_residents_tells_what_they_said", {"residents": "gevraagd"}),
        ("pseudonym_only_for_what_failed_and_never_empty", {"pseudonym": "een gemeente"}),
        ("withdrawn_or_declined_practice_is_not_live", {"withdrawn_at": timezone.now()}),
        ("declined_practice_has_a_reason", {"declined_at": timezone.now(), "live": False}),
    ],
)
def test_database_refuses_what_must_never_be(share, anna, sentence, wrong):
    practice = share(by=anna)
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(**wrong)


def test_failed_practice_may_go_without_a_name(share, anna, bram, crowd):
    crowd(5, "middelgroot")
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    assert practice.place == "een gemeente van 20.000 tot 50.000 inwoners"
    assert practice.shown_province == ""
    assert not Practice.objects.of_person(anna).exists()
    assert not Practice.objects.of_municipalities([practice.municipality]).exists()


def test_who_was_taken_off_meanwhile_cannot_send_in(share, anna, bram):
    practice = share(by=anna, co_author=bram)
    # The practice as Bram's request read it, a moment before.
    Practice.objects.filter(pk=practice.pk).update(co_author=None)
    with pytest.raises(PermissionDenied):
        share(by=bram, practice=practice, title="Toch nog")
    practice.refresh_from_db()
    assert practice.title == "De wijkagent aan de keukentafel"
    assert Submission.objects.count() == 1


def test_co_author_goes_on_when_the_author_is_gone(share, anna, bram):
    practice = share(by=anna, co_author=bram)
    anna.delete()
    practice.refresh_from_db()
    share(by=bram, practice=practice, co_author=bram, title="Verder zonder Anna")
    practice.refresh_from_db()
    assert practice.title == "Verder zonder Anna"


def refuse_by_taking_down(practice, els):
    assert moderation.take_down(practice, "Er staat een naam.", by=els, now=timezone.now())


def refuse_at_review(practice, els):
    task = review.waiting().get()
    assert review.decline(task.pk, "Er staat een naam.", by=els, now=timezone.now())


@pytest.mark.parametrize("refuse", [refuse_by_taking_down, refuse_at_review])
@pytest.mark.parametrize("withdraw_first", [False, True])
def test_what_editors_refused_does_not_come_back_by_itself(
    share, logged_in, anna, bram, els, refuse, withdraw_first
):
    practice = share(by=anna)
    refuse(practice, els)
    if withdraw_first:
        submission.withdraw(practice, by=anna, now=timezone.now())
    page = logged_in(anna).get(f"/ervaringen/{practice.slug}/aanpassen/")
    assert "Dan leest zij die eerst." in page.text
    # Nor the second time that it is sent in.
    for title in ("Zonder naam", "Nog eens"):
        share(by=anna, practice=practice, title=title)
        assert readers(practice, anna, bram) == []
    assert review.approve(review.waiting().get().pk, by=els, now=timezone.now())
    assert readers(practice, anna, bram) == [anna, bram]
    # From then on it is a practice like any other.
    practice.refresh_from_db()
    share(by=anna, practice=practice, title="Korter")
    practice.refresh_from_db()
    assert (practice.title, practice.live) == ("Korter", True)


@pytest.mark.parametrize("other", [{"matter": "Anders gezegd."}, {"title": "Andere titel"}])
def test_the_same_again_as_a_new_one_waits_too(share, anna, bram, els, other):
    refuse_by_taking_down(share(by=anna), els)
    again = share(by=anna, **other)
    assert readers(again, anna, bram) == []
    share(by=anna, practice=again, **other)
    assert readers(again, anna, bram) == []
    assert readers(share(by=bram), anna, bram) == [anna, bram]
