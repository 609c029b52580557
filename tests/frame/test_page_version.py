"""Every way to change what the public reads makes kept pages old, and nothing else does.

Each change is made as its user makes it: by the verb that the screen calls, or on a form of the
desk as it is rendered; what the desk just saves is saved.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from inspect import isgeneratorfunction
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from gideonsbende.page_cache import VERSION
from lessons import topics
from lessons.models import ExamplePage, LessonPage, PlainPage, Topic
from lessons.municipalities import loading as municipalities
from lessons.municipalities.models import Alias, Municipality
from members.intervision.models import CandidateDate, Meeting, Method, PeerGroup, Round
from members.intervision.models.round import State
from members.intervision.rounds import lifecycle
from members.intervision.scheduling import reminders
from members.people.models import User
from members.practices import reconfirmation, review, trials
from members.practices.comments import comments, moderation
from members.practices.models import Kind, Practice, Residents
from members.practices.sharing import submission
from members.practices.sharing.submission import Content
from members.privacy import erasure
from tests import people
from tests.rendered import fields_of

pytestmark = pytest.mark.django_db


@dataclass
class Stage:
    """The site with its content, two members, an editor at the desk, and what they made."""

    anna: User
    bram: User
    els: User
    desk: Client
    administrator: Client
    practice: Practice

    def submit(self, **changes: Any) -> Practice:
        content = {
            "kind": Kind.WORKED,
            "title": "De wijkagent aan tafel",
            "matter": "Niemand wist wie hij kon bellen.",
            "action": "Iedere straat kreeg een vast gezicht.",
            "result": "Minder klachten.",
            "residents": Residents.NOT_ASKED,
            "municipality": Municipality.objects.get(name="Heusden"),
            "audience": "openbaar",
            "lessons": [LessonPage.objects.get(number=2)],
            "topics": ["toezicht"],
        }
        return submission.submit(
            token=uuid4(),
            content=Content(**content | changes),
            by=self.anna,
            now=timezone.now(),
            practice=changes.pop("practice", None),
        )

    def publish(self, practice: Practice) -> None:
        if waiting := review.waiting().first():
            review.approve(waiting.pk, by=self.els, now=timezone.now())
        practice.refresh_from_db()
        assert practice.live

    def fill_in(self, url: str, client: Client | None = None, **changes: str) -> None:
        client = client or self.desk
        fields = fields_of(client.get(url))
        answer = client.post(url, fields | changes)
        assert answer.status_code == 302, answer.content.decode()[:2000]


@pytest.fixture
def stage(content, anna, bram, els, django_capture_on_commit_callbacks) -> Stage:
    people.member(anna, Municipality.objects.get(name="Heusden"))
    people.member(bram, Municipality.objects.get(name="Ermelo"))
    administrator = User.objects.create_superuser("beheer@example.org", "Beheer")
    people.second_factor(administrator)
    made = Stage(anna, bram, els, people.at_desk(els), people.logged_in(administrator), Practice())
    made.practice = made.submit()
    made.publish(made.practice)
    make_round(made)
    return made


def make_round(stage: Stage) -> Round:
    round_ = Round(
        title="Samen sterker",
        method=Method.objects.get(slug="incidentmethode"),
        sign_up_until=timezone.now() + timedelta(days=14),
    )
    lifecycle.make(round_, by=stage.els, now=timezone.now())
    start = timezone.now() + timedelta(days=30)
    CandidateDate.objects.create(
        round=round_, starts_at=start, ends_at=start + timedelta(minutes=90)
    )
    lifecycle.open_sign_up(round_, by=stage.els, now=timezone.now())
    return round_


def lesson() -> LessonPage:
    return LessonPage.objects.get(number=1)


# --- Pages, topics and places --------------------------------------------------------------------


def publish_a_lesson(stage: Stage) -> None:
    page = lesson()
    page.core = "Een andere kern."
    page.save_revision().publish(user=stage.els)


def publish_a_standard_page(stage: Stage) -> None:
    page = PlainPage.objects.get(slug="over")
    page.title = "Over ons"
    page.save_revision().publish(user=stage.els)


def unpublish_a_lesson(stage: Stage) -> None:
    stage.fill_in(reverse("wagtailadmin_pages:unpublish", args=[lesson().pk]))


def move_a_page(stage: Stage) -> None:
    PlainPage.objects.get(slug="over").move(Page.objects.get(slug="contact"), user=stage.els)


def delete_an_example(stage: Stage) -> None:
    ExamplePage.objects.get(slug="nijmegen").delete(user=stage.els)


def copy_a_page_live(stage: Stage) -> None:
    PlainPage.objects.get(slug="over").copy(update_attrs={"slug": "over-2"}, user=stage.els)


def make_a_page_private(stage: Stage) -> None:
    url = reverse("wagtailadmin_pages:set_privacy", args=[lesson().pk])
    told = {"restriction_type": PageViewRestriction.LOGIN, "password": ""}
    assert stage.administrator.post(url, told).status_code == 200
    assert PageViewRestriction.objects.exists()


def change_the_settings(stage: Stage) -> None:
    url = stage.desk.get(reverse("wagtailsettings:edit", args=["lessons", "sitesettings"])).url
    stage.fill_in(url, contact_email="nieuw@example.org")


def rename_a_topic(stage: Stage) -> None:
    topic = Topic.objects.get(name="toezicht")
    topic.name = "handhaving"
    topic.save()


def merge_topics(stage: Stage) -> None:
    old, new = Topic.objects.get(name="toezicht"), Topic.objects.create(name="wijk", slug="wijk")
    topics.merge(old, into=new, by=stage.els)


def change_a_municipality(stage: Stage) -> None:
    Municipality.objects.get(name="Heusden").save()


def load_municipalities_anew(stage: Stage) -> None:
    Alias.objects.all().delete()
    municipalities.load()


# --- Practices -----------------------------------------------------------------------------------


def publish_a_practice(stage: Stage) -> None:
    stage.publish(stage.submit(title="Nog een"))


def withdraw_a_practice(stage: Stage) -> None:
    submission.withdraw(stage.practice, by=stage.anna, now=timezone.now())


def take_a_practice_down(stage: Stage) -> None:
    assert moderation.take_down(stage.practice, "Herkenbaar.", by=stage.els, now=timezone.now())


def put_a_practice_back(stage: Stage) -> Iterator[None]:
    take_a_practice_down(stage)
    yield
    assert moderation.put_back(stage.practice, "Toch goed.", by=stage.els)


def try_a_practice(stage: Stage) -> None:
    trials.tell(
        stage.practice,
        trials.Outcome(
            municipality=Municipality.objects.get(name="Ermelo"),
            tried_on=timezone.localdate(),
            result="werkte",
            residents=Residents.NOT_ASKED,
        ),
        by=stage.bram,
        now=timezone.now(),
    )


def confirm_that_it_holds(stage: Stage) -> None:
    reconfirmation.confirm(stage.practice, by=stage.anna, now=timezone.now())


def mark_as_unconfirmed(stage: Stage) -> Iterator[None]:
    long_ago = timezone.localdate() - timedelta(days=900)
    Practice.objects.update(
        last_confirmed=long_ago, asked_on=long_ago, times_asked=reconfirmation.MOST_TIMES
    )
    yield
    assert reconfirmation.advance(now=timezone.now()) == 1


def erase_the_author(stage: Stage) -> None:
    erasure.erase(stage.anna, cause=erasure.Cause.OWN_WISH, now=timezone.now())


# --- Rounds --------------------------------------------------------------------------------------


def open_a_round(stage: Stage) -> None:
    make_round(stage)


def close_a_round(stage: Stage) -> None:
    assert lifecycle.close_sign_up(Round.objects.get(), by=stage.els, now=timezone.now())


def cancel_a_round(stage: Stage) -> None:
    assert lifecycle.cancel(Round.objects.get(), "Te weinig.", by=stage.els, now=timezone.now())


def let_meetings_begin(stage: Stage) -> Iterator[None]:
    """In bulk, by the clock."""
    round_ = Round.objects.get()
    Round.objects.update(state=State.PLANNED)
    group = PeerGroup.objects.create(
        round=round_, number=1, method=round_.method, made_at=timezone.now()
    )
    Meeting.objects.create(
        group=group,
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(minutes=90),
        made_at=timezone.now(),
        changed_at=timezone.now(),
    )
    yield
    assert reminders.begin_due(now=timezone.now() + timedelta(minutes=1)) == 1


def change_a_method(stage: Stage) -> None:
    method = Method.objects.get(slug="incidentmethode")
    method.description = "Anders gezegd."
    method.save()


CHANGES = [
    *(
        publish_a_lesson,
        publish_a_standard_page,
        unpublish_a_lesson,
        move_a_page,
        delete_an_example,
    ),
    *(copy_a_page_live, make_a_page_private, change_the_settings, rename_a_topic, merge_topics),
    *(change_a_municipality, load_municipalities_anew, publish_a_practice, withdraw_a_practice),
    *(take_a_practice_down, put_a_practice_back, try_a_practice, confirm_that_it_holds),
    *(mark_as_unconfirmed, erase_the_author, open_a_round, close_a_round, cancel_a_round),
    *(let_meetings_begin, change_a_method),
]


# --- What the public does not read ---------------------------------------------------------------


def save_a_draft_of_a_lesson(stage: Stage) -> None:
    page = lesson()
    page.core = "Nog niet af."
    page.save_revision(user=stage.els)


def comment(stage: Stage) -> None:
    comments.comment(stage.practice, "Mooi.", token=uuid4(), by=stage.bram, now=timezone.now())


def recognise(stage: Stage) -> None:
    comments.recognise(stage.practice, by=stage.bram, now=timezone.now())


def send_in_what_waits(stage: Stage) -> None:
    assert not stage.submit(title="Wacht op de redactie").live


def log_in(stage: Stage) -> None:
    people.logged_in(stage.bram)


def remind_nobody(stage: Stage) -> None:
    reminders.remind_due(now=timezone.now())


NO_CHANGES = [
    *(save_a_draft_of_a_lesson, comment, recognise, send_in_what_waits, log_in, remind_nobody),
]


@pytest.fixture
def version(stage, django_capture_on_commit_callbacks) -> Callable[[Callable], tuple[Any, Any]]:
    """The version before and after."""

    def around(act: Callable[[Stage], Iterator[None] | None]) -> tuple[Any, Any]:
        pages = caches["pages"]
        # Some cases need a beginning of their own: they yield when it is made.
        acting = act(stage) if isgeneratorfunction(act) else None
        if acting:
            next(acting)
        pages.set(VERSION, "before", None)
        with django_capture_on_commit_callbacks(execute=True):
            list(acting) if acting else act(stage)
        return "before", pages.get(VERSION)

    return around


@pytest.mark.parametrize("act", CHANGES, ids=lambda act: act.__name__)
def test_what_changes_for_the_public_makes_pages_old(version, act):
    before, after = version(act)
    assert after != before


@pytest.mark.parametrize("act", NO_CHANGES, ids=lambda act: act.__name__)
def test_what_the_public_does_not_read_leaves_pages_alone(version, act):
    before, after = version(act)
    assert after == before
