"""Words of who left are not harvested: they can no longer agree."""

import pytest
from django.utils import timezone

from members.intervision.harvest import consent as harvests
from members.intervision.models import ContributionKind, Harvest
from members.intervision.querysets import PeerGroupQuerySet
from members.intervision.room import contributions, meetings
from members.intervision.rounds import waiting_list
from members.people.models import User
from tests import people

from ..room.people import address, inside, seat, sitting
from .harvesting import WORDS

SAID = "Ik zou de wethouder eerst alleen spreken, zonder de anderen erbij."


def said(group, person: User, text: str = SAID) -> None:
    row = sitting(group)
    mine = {"by": seat(group, person), "now": timezone.now()}
    if row.phase == "wacht":
        meetings.play(row, meetings.Move.BEGIN, **mine)
    contributions.remark(row, text, **mine)


def write_with(group, words: str, *, seen: int = 0, now) -> Harvest:
    changed = harvests.Words.from_text(WORDS.as_text().replace(WORDS.action, words))
    return harvests.write(group, changed, seen=seen, by=group.participants.first(), now=now)


def test_words_of_who_left_are_not_harvested(group, anna, bram, daan, now):
    said(group, anna, "Welkom allemaal")
    said(group, daan)
    waiting_list.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    with pytest.raises(harvests.BorrowedError) as refused:
        write_with(group, f"Wij deden dit: {SAID.upper()}", now=now)
    assert refused.value.passages[0] == "IK ZOU DE WETHOUDER EERST ALLEEN"
    assert not Harvest.objects.exists()
    write_with(group, "Wij spraken de wethouder eerst alleen.", now=now)


def test_words_of_who_stays_may_be_harvested_also_when_another_said_them_too(
    group, anna, bram, daan, now
):
    for person in (anna, bram, daan):
        said(group, person)
    waiting_list.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    assert write_with(group, SAID, now=now).state == "open"


def test_short_advice_of_who_left_counts_as_a_whole(group, anna, bram, daan, now):
    said(group, anna, "Welkom allemaal")
    said(group, daan, "Bel haar vanavond")
    said(group, daan, "Ja hoor")
    waiting_list.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    write_with(group, "Ja hoor, dat deden wij.", now=now)
    with pytest.raises(harvests.BorrowedError):
        write_with(group, "Toen: bel haar vanavond!", seen=1, now=now)


def test_screen_says_which_words_have_to_go_and_keeps_the_text(group, anna, bram, daan, now):
    said(group, anna, "Welkom allemaal")
    said(group, daan)
    waiting_list.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    told = {
        "kind": "wat-werkte",
        "title": "Eerst alleen",
        "matter": SAID,
        "action": "Gebeld.",
        "result": "Rust.",
        "lessons": [people.LessonPage.objects.get(number=2).pk],
    }
    answer = inside(group, anna).post(address(group, "oogst/schrijven/"), told)
    page = answer.content.decode()
    assert "woorden van iemand die de groep verliet" in page
    assert "‘Ik zou de wethouder eerst alleen’" in page
    assert f">{SAID}</textarea>" in page.replace("\n", "")


def test_draft_of_who_left_was_never_read_and_bars_no_words(group, anna, daan, now):
    mine = {"by": seat(group, daan), "now": timezone.now(), "kind": ContributionKind.CASE}
    contributions.keep(sitting(group), SAID, step=0, version=0, **mine)
    waiting_list.leave(seat(group, daan), by=daan, keep_words=True, now=timezone.now())
    assert write_with(group, SAID, now=now).state == "open"


def test_words_of_who_leaves_just_before_are_not_harvested(group, anna, daan, monkeypatch, now):
    """Whoever writes waits for the group, and only then looks who is still in it."""
    said(group, anna, "Welkom allemaal")
    said(group, daan)
    me, held, gone = seat(group, daan), PeerGroupQuerySet.held, []

    def leave_first(groups, pk):
        if not gone:
            gone.append(pk)
            waiting_list.leave(me, by=daan, keep_words=True, now=timezone.now())
        return held(groups, pk)

    monkeypatch.setattr(PeerGroupQuerySet, "held", leave_first)
    with pytest.raises(harvests.BorrowedError):
        write_with(group, SAID, now=now)
