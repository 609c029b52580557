"""The rules of a meeting, one at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from members.intervision.rules.meeting import (
    Meeting,
    Move,
    NotNowError,
    Phase,
    allowed,
    awaited,
    may_answer,
    time_left,
)
from members.intervision.rules.methods import (
    Kind,
    Pace,
    Speaker,
    Step,
    can_go_slowly,
    slow_schedule,
)
from members.intervision.rules.moves import play, settle

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ANNA, BRAM, DAAN, FATMA = 1, 2, 3, 4
PEOPLE = frozenset({ANNA, BRAM, DAAN, FATMA})
STEPS = (
    Step("Terugblik", 5),
    Step("Vragen opschrijven", 5, Kind.WRITE, Speaker.OTHERS),
    Step("Warm of koud", 5, Kind.RATE, Speaker.CASE_OWNER),
    Step("Advies", 10, Kind.SPEAK, Speaker.OTHERS, case_owner_is_silent=True),
)
MEETING = Meeting(STEPS, PEOPLE, facilitator=FATMA, owner=ANNA)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def after(meeting: Meeting, *moves: tuple, minutes: float = 0) -> Meeting:
    for by, move, *what in moves:
        meeting = play(meeting, move, by=by, now=at(minutes), what=what[0] if what else None)
    return meeting


def writing() -> Meeting:
    """Bram and Daan write down their questions, from 12.00 until 12.05."""
    return after(MEETING, (FATMA, Move.BEGIN), (FATMA, Move.GO_ON))


# --- One rule at a time ----------------------------------------------------------------------


def test_nobody_but_the_facilitator_leads():
    with pytest.raises(NotNowError):
        after(MEETING, (BRAM, Move.BEGIN))
    leading = {Move.GO_ON, Move.GO_BACK, Move.PAUSE, Move.ADD_MINUTES, Move.END}
    assert leading <= allowed(writing(), FATMA)
    assert not leading & allowed(writing(), BRAM)


def test_outsider_may_nothing():
    assert allowed(writing(), 99) == frozenset()


def test_answers_show_when_the_last_one_is_in():
    one = after(writing(), (BRAM, Move.HAND_IN))
    assert one.hides
    assert not after(one, (DAAN, Move.HAND_IN)).hides


def test_answers_show_when_time_is_up_and_not_a_second_before():
    assert settle(writing(), at(5) - timedelta(seconds=1)).hides
    assert not settle(writing(), at(5)).hides


def test_time_that_was_up_stays_up_when_minutes_are_added():
    later = after(writing(), (FATMA, Move.ADD_MINUTES, 5), minutes=6)
    assert not later.hides
    assert time_left(later, at(6)) == timedelta(minutes=5)


def test_first_click_shows_the_answers_and_the_second_goes_on():
    shown = after(writing(), (FATMA, Move.GO_ON))
    assert (shown.at, shown.hides) == (1, False)
    assert after(shown, (FATMA, Move.GO_ON)).at == 2


def test_going_back_does_not_show_what_was_not_ready():
    back = after(writing(), (BRAM, Move.HAND_IN), (FATMA, Move.GO_BACK))
    assert 1 not in back.revealed
    again = after(back, (FATMA, Move.GO_ON))
    assert again.hides
    assert Move.TAKE_BACK in allowed(again, BRAM)


def test_case_owner_does_not_write_where_the_others_do():
    assert not may_answer(writing(), ANNA)
    assert awaited(writing()) == {BRAM, DAAN}


def test_facilitator_may_write_with_everybody_and_is_not_waited_for():
    steps = (Step("Kern", 5, Kind.WRITE),)
    meeting = after(replace(MEETING, steps=steps), (FATMA, Move.BEGIN))
    assert may_answer(meeting, FATMA)
    assert awaited(meeting) == {ANNA, BRAM, DAAN}


def test_handed_in_can_be_taken_back_until_it_shows():
    one = after(writing(), (BRAM, Move.HAND_IN))
    assert after(one, (BRAM, Move.TAKE_BACK)) == writing()
    both = after(one, (DAAN, Move.HAND_IN))
    assert Move.TAKE_BACK not in allowed(both, BRAM)


def test_late_answer_is_added_and_changes_nothing_that_showed():
    late = after(writing(), (DAAN, Move.HAND_IN), minutes=7)
    assert not late.hides
    assert Move.HAND_IN in allowed(late, BRAM)


def test_pause_stops_the_clock_and_the_reveal():
    paused = after(writing(), (FATMA, Move.PAUSE), minutes=2)
    assert settle(paused, at(60)).hides
    going = after(paused, (FATMA, Move.RESUME), minutes=60)
    assert time_left(going, at(60)) == timedelta(minutes=3)


@pytest.mark.parametrize("minutes", [0, -5, 31, None, "5"])
def test_minutes_are_few_and_real(minutes):
    with pytest.raises(NotNowError):
        after(writing(), (FATMA, Move.ADD_MINUTES, minutes))


def test_anybody_takes_over_from_a_facilitator_who_dropped_out():
    taken = after(writing(), (DAAN, Move.TAKE_OVER))
    assert Move.GO_ON in allowed(taken, DAAN)
    assert Move.GO_ON not in allowed(taken, FATMA)
    left = after(writing(), (FATMA, Move.LEAVE))
    assert left.facilitator is None
    assert Move.TAKE_OVER in allowed(left, BRAM)


def test_who_leaves_is_not_waited_for():
    assert not after(writing(), (BRAM, Move.HAND_IN), (DAAN, Move.LEAVE)).hides


def test_observer_writes_nothing_and_is_not_waited_for():
    watching = after(writing(), (DAAN, Move.OBSERVE))
    assert not may_answer(watching, DAAN)
    assert not after(watching, (BRAM, Move.HAND_IN)).hides


def test_choosing_waits_for_nobody_when_the_case_is_known():
    steps = (Step("Kiezen", 5, Kind.CHOOSE), Step("Vragen", 5))
    known = after(replace(MEETING, steps=steps), (FATMA, Move.BEGIN))
    assert not known.hides
    open_ = after(replace(MEETING, steps=steps, owner=None), (FATMA, Move.BEGIN))
    assert awaited(open_) == {ANNA, BRAM, DAAN}
    assert after(open_, (FATMA, Move.CHOOSE_OWNER, BRAM)).owner == BRAM


def test_every_turn_has_another_case_owner():
    steps = tuple(Step("Vraag", 2, turn=turn) for turn in (1, 2, 3))
    meeting = after(replace(MEETING, steps=steps), (FATMA, Move.BEGIN))
    owners = []
    for _turn in steps:
        owners.append(meeting.owner)
        meeting = after(meeting, (FATMA, Move.GO_ON))
    assert owners == [ANNA, BRAM, DAAN]


def test_around_one_table_nobody_hands_in():
    meeting = replace(writing(), pace=Pace.IN_PERSON)
    assert not settle(meeting, NOON).hides
    assert not may_answer(meeting, BRAM)


def test_last_step_ends_and_nothing_comes_after():
    meeting = after(MEETING, (FATMA, Move.BEGIN), *[(FATMA, Move.GO_ON)] * 6)
    assert meeting.phase == Phase.ENDED
    assert allowed(meeting, FATMA) == frozenset()


# --- In one's own time -----------------------------------------------------------------------


def slow() -> Meeting:
    schedule = slow_schedule(STEPS, NOON)
    meeting = replace(MEETING, pace=Pace.SLOW, schedule=schedule)
    return after(meeting, (FATMA, Move.BEGIN))


def test_deadlines_go_to_the_longest_steps():
    days = [(end - NOON).days for end in slow_schedule(STEPS, NOON)]
    assert days == [2, 4, 6, 10]
    assert (slow_schedule(STEPS, NOON, days=12)[-1] - NOON).days == 12
    assert not can_go_slowly(STEPS * 4)
    with pytest.raises(ValueError, match="ten to twelve"):
        slow_schedule(STEPS, NOON, days=13)


def test_deadline_goes_on_by_itself_and_ends_the_meeting():
    days = [0, 2, 4, 6, 10]
    seen = [settle(slow(), NOON + timedelta(days=day)) for day in days]
    assert [(one.at, one.phase) for one in seen] == [
        (0, Phase.RUNNING),
        (1, Phase.RUNNING),
        (2, Phase.RUNNING),
        (3, Phase.RUNNING),
        (3, Phase.ENDED),
    ]
    assert seen[1].hides
    assert 1 in seen[2].revealed


def test_deadline_is_hard():
    assert not allowed(slow(), FATMA) & {Move.PAUSE, Move.ADD_MINUTES, Move.GO_BACK}
