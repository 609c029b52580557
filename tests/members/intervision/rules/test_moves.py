"""A meeting under random moves of everybody, the clock and people who leave: it always goes on,
and nobody sees an answer too early.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from members.intervision.rules.meeting import Meeting, Move, NotNowError, Phase, allowed, awaited
from members.intervision.rules.methods import Kind, Pace, Speaker, Step, slow_schedule
from members.intervision.rules.moves import play, settle

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
STEP = st.builds(
    Step,
    name=st.just("stap"),
    minutes=st.integers(1, 20),
    kind=st.sampled_from(Kind),
    speaker=st.sampled_from(Speaker),
    case_owner_is_silent=st.booleans(),
    turn=st.integers(1, 3),
)


class Room(RuleBasedStateMachine):
    """Keeps its own account of why something may show, apart from the rules."""

    @initialize(
        steps=st.lists(STEP, min_size=1, max_size=10),
        pace=st.sampled_from(Pace),
        people=st.integers(1, 8),
        owner=st.none() | st.integers(1, 8),
    )
    def opens(self, steps, pace, people, owner):
        everyone = frozenset(range(1, people + 1))
        self.now = NOON
        self.meeting = Meeting(
            tuple(steps),
            everyone,
            pace=pace,
            facilitator=1,
            owner=owner if owner in everyone else None,
            schedule=slow_schedule(steps, NOON) if pace == Pace.SLOW else (),
        )

    @rule(by=st.integers(1, 9), move=st.sampled_from(Move), what=st.none() | st.integers(-1, 31))
    def somebody_moves(self, by, move, what):
        before = settle(self.meeting, self.now)
        self.explain(self.meeting, before, led=False)
        try:
            after = play(self.meeting, move, by=by, now=self.now, what=what)
        except NotNowError:
            self.meeting = before
            return
        led = by == before.facilitator and move in (Move.GO_ON, Move.END)
        self.explain(before, after, led=led)
        self.meeting = after

    @rule(seconds=st.integers(0, 1500))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.meeting.pace == Pace.SLOW)
    @rule(days=st.integers(1, 3))
    def days_pass(self, days):
        self.now += timedelta(days=days)

    @rule()
    def somebody_looks(self):
        after = settle(self.meeting, self.now)
        self.explain(self.meeting, after, led=False)
        self.meeting = after

    def explain(self, before: Meeting, after: Meeting, *, led: bool) -> None:
        """What shows now and did not before shows for a reason."""
        assert before.revealed <= after.revealed
        for number in after.revealed - before.revealed:
            assert before.steps[number].hides
            if led or (before.pace == Pace.SLOW and self.now >= before.schedule[number]):
                continue
            over = before.phase == Phase.RUNNING and self.now >= before.ends_at
            missing = {one for one in awaited(after) if (number, one) not in after.handed_in}
            assert over or (after.at == number and not missing) or not after.people

    @invariant()
    def it_is_a_meeting(self):
        meeting = self.meeting
        assert 0 <= meeting.at < len(meeting.steps)
        assert (meeting.ends_at is not None) == (meeting.phase == Phase.RUNNING)
        assert (meeting.left is not None) == (meeting.phase == Phase.PAUSED)
        roles = {meeting.facilitator, meeting.owner, meeting.note_taker} - {None}
        assert roles | meeting.observers <= meeting.people
        assert not {meeting.facilitator, meeting.owner} & meeting.observers

    @invariant()
    def whoever_is_waited_for_can_answer(self):
        meeting = settle(self.meeting, self.now)
        if meeting.hides:
            missing = {
                one for one in awaited(meeting) if (meeting.at, one) not in meeting.handed_in
            }
            assert missing
            assert all(Move.HAND_IN in allowed(meeting, one) for one in missing)

    @invariant()
    def whoever_stays_can_bring_it_to_an_end(self):
        for person in self.meeting.people:
            meeting = self.meeting
            if person != meeting.facilitator and meeting.phase != Phase.ENDED:
                if settle(meeting, self.now).phase == Phase.ENDED:
                    continue
                meeting = play(meeting, Move.TAKE_OVER, by=person, now=self.now)
            clicks = 0
            while settle(meeting, self.now).phase != Phase.ENDED:
                begun = settle(meeting, self.now).phase != Phase.WAITING
                move = Move.GO_ON if begun else Move.BEGIN
                meeting = play(meeting, move, by=person, now=self.now)
                clicks += 1
                assert clicks <= 2 * len(meeting.steps) + 1


TestRoom = Room.TestCase
TestRoom.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
