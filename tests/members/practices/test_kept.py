"""What is kept of a practice is the same for everybody, and goes as soon as it is not true."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lessons.models import Topic
from lessons.municipalities.models import Municipality
from members.people.models import Membership, Profile, User
from members.people.models.membership import Suspension
from members.practices import kept, trials
from members.practices.comments import comments, moderation
from members.practices.models import Comment, Kind, Practice, Trial

Read = Callable[[User], str]
Say = Callable[..., Comment]


@pytest.fixture(autouse=True)
def as_in_production(settings) -> None:
    settings.PAGE_CACHE_SECONDS = 300


@pytest.fixture
def practice(share, anna) -> Practice:
    return share(by=anna, topics=["toezicht"])


@pytest.fixture
def say(practice) -> Say:
    def write(by: User, text: str = "Dat herken ik.", parent: Comment | None = None) -> Comment:
        return comments.comment(
            practice, text, token=uuid4(), by=by, now=timezone.now(), parent=parent
        )

    return write


@pytest.fixture
def read(logged_in, practice) -> Read:
    """The page as this member gets it, out of memory when it may."""
    return lambda reader: logged_in(reader).get(practice.get_absolute_url()).text


def test_page_is_made_once_for_everybody(read, practice, anna, bram, monkeypatch):
    read(anna)
    monkeypatch.setattr(kept, "_made", None)
    assert practice.title in read(bram)


def test_what_somebody_may_do_is_not_kept(read, say, anna, bram):
    said = say(bram)
    edit, report = (f"/ervaringen/reacties/{said.pk}/{act}/" for act in ("aanpassen", "melden"))
    for _twice in range(2):
        assert edit in read(bram)
        assert report not in read(bram)
        assert edit not in read(anna)
        assert report in read(anna)
        assert "Stand en aanpassen" in read(anna)
        assert "Stand en aanpassen" not in read(bram)


def test_reason_of_hiding_is_for_who_wrote_it(read, say, anna, bram, els):
    moderation.hide(say(bram), "Zonder namen graag.", by=els, now=timezone.now())
    for _twice in range(2):
        assert "Zonder namen graag." in read(bram)
        assert "Zonder namen graag." not in read(anna)


def test_only_who_asked_gets_the_button_to_choose_an_answer(logged_in, share, anna, bram):
    question = share(by=anna, kind=Kind.QUESTION, title="Wie weet dit?")
    comments.comment(question, "Ik.", token=uuid4(), by=bram, now=timezone.now())
    for reader, chooses in ((bram, False), (anna, True), (bram, False)):
        page = logged_in(reader).get(question.get_absolute_url()).text
        assert ("Dit is het antwoord" in page) is chooses


def test_half_an_hour_ends_while_the_page_is_kept(read, say, bram, monkeypatch):
    said = say(bram)
    assert "Aanpassen" in read(bram)
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr("members.practices.views.reading_views.timezone.now", lambda: later)
    page = read(bram)
    assert said.text in page
    assert "Aanpassen</a>" not in page


def test_recognising_counts_at_once(logged_in, read, practice, anna, bram):
    read(bram)
    logged_in(bram).post(f"{practice.get_absolute_url()}herkenbaar/")
    assert "Herkenbaar (1)" in read(bram)
    assert "1 keer herkenbaar" in read(anna)


def test_plan_to_try_shows_at_once_and_only_to_who_made_it(logged_in, read, practice, anna, bram):
    read(bram)
    for words in ("Toch niet proberen", "Ga ik proberen"):
        logged_in(bram).post(f"{practice.get_absolute_url()}ga-ik-proberen/")
        assert words in read(bram)
        assert "proberen</button>" not in read(anna)


def test_practice_that_may_not_be_read_any_more_is_gone(logged_in, read, practice, bram, els):
    read(bram)
    moderation.take_down(practice, "Er staat een naam.", by=els, now=timezone.now())
    assert logged_in(bram).get(practice.get_absolute_url()).status_code == 404


def test_who_is_no_member_any_more_reads_nothing(logged_in, read, practice, anna, bram):
    read(anna)
    read(bram)
    Membership.objects.filter(person=bram).update(
        suspended_on=timezone.localdate(), suspension=Suspension.values[0]
    )
    assert logged_in(bram).get(practice.get_absolute_url()).status_code == 404


def test_every_change_is_on_the_next_page(read, practice, say, share, anna, bram):
    said = say(bram, "Eerst dit, @anna.")
    topics, places = (
        Topic.objects.filter(slug="toezicht"),
        Municipality.objects.filter(name="Heusden"),
    )
    changes: list[tuple[str, Callable[[], object]]] = [
        ("Een antwoord", lambda: say(anna, "Een antwoord", parent=said)),
        ("Beter gezegd", lambda: comments.edit(said, "Beter gezegd", now=timezone.now())),
        ("B. de Nieuwe", lambda: User.objects.filter(pk=bram.pk).update(name="B. de Nieuwe")),
        ("/leden/anders/", lambda: Profile.objects.filter(person=bram).update(slug="anders")),
        ("Het werkte in", lambda: _try(practice, bram)),
        ("Nu op papier", lambda: Trial.objects.update(changed="Nu op papier")),
        ("een toezichthouder", lambda: topics.update(name="een toezichthouder")),
        ("Nieuw-Heusden", lambda: places.update(name="Nieuw-Heusden")),
        ("Het kan ook zo", lambda: share(by=bram, title="Het kan ook zo")),
        ("een oud-lid", lambda: Comment.objects.filter(pk=said.pk).update(author=None)),
    ]
    for words, change in changes:
        assert words not in read(anna), words
        change()
        assert words in read(anna), words
    said.delete()
    assert "Beter gezegd" not in read(anna)


def test_revised_text_takes_the_place_of_the_kept_one(read, practice, share, anna, bram):
    read(bram)
    share(by=anna, practice=practice, title="Een andere titel", token=uuid4())
    practice.refresh_from_db()
    assert practice.title == "Een andere titel"
    assert "Een andere titel" in read(bram)


def test_memory_is_bounded(logged_in, share, anna, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    for _one in range(4):
        logged_in(anna).get(share(by=anna).get_absolute_url())
        assert len(kept._pages) <= 2


def _try(practice: Practice, by: User) -> None:
    place = by.memberships.get().municipality
    told = trials.Outcome(place, timezone.localdate(), "werkte", "niet gevraagd")
    trials.tell(practice, told, by=by, now=timezone.now())
