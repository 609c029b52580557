"""Who waits hears why, and the editor hears what is in the way of everybody."""

import pytest

from members.intervision.rules.matching import Group, Problem, Proposal, obstacles, why_waiting
from tests.members.intervision.rules.matching.rounds import DATES, crowd


def test_a_proposal_in_which_nobody_waits_has_no_obstacles():
    problem = Problem(people=crowd(4), dates=DATES)
    assert obstacles(problem, Proposal((Group(1, (0, 1, 2, 3)),), (), cost=0)) == ()


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(people=crowd(1), dates=DATES), "Er is één aanmelding."),
        (
            Problem(people=crowd(20, brings_case=False)[:19] + crowd(20)[19:], dates=DATES),
            "Er is genoeg voor één groep, en dat is te weinig.",
        ),
        (
            Problem(people=crowd(20), dates=DATES, needs_facilitator=True),
            "Niemand kan begeleiden. Elke groep heeft een begeleider nodig.",
        ),
        (
            Problem(people=crowd(3) + crowd(9, dates=frozenset({2}))[8:], dates=(1, 2)),
            "Op geen enkele datum kunnen vier mensen. Op de beste datum kunnen er drie.",
        ),
    ],
)
def test_what_is_in_the_way_can_be_told_before_there_is_a_proposal(problem, text):
    assert any(text in obstacle for obstacle in obstacles(problem))


@pytest.mark.parametrize(
    ("others", "me", "text"),
    [
        (crowd(9), {"dates": frozenset()}, "U koos geen datum waarop u kunt."),
        (crowd(9), {"dates": frozenset({2})}, "Op uw data kunnen te weinig anderen."),
        (crowd(9, brings_case=False), {}, "Op uw data heeft niemand een inbreng."),
        (
            crowd(9),
            {"municipality": "M1"},
            "Op uw data was geen plek meer in een groep die aan alle regels voldoet.",
        ),
    ],
)
def test_who_waits_hears_why(others, me, text):
    people = others[:8] + crowd(9, **{"brings_case": False} | me)[8:]
    assert why_waiting(Problem(people=people, dates=DATES), 8) == text
