"""An editor sees which rule keeps people waiting, and how many would get a place without it."""

from dataclasses import replace

import pytest

from members.intervision.rules.matching import Problem, Rule, make_groups, relaxations
from tests.members.intervision.rules.matching.rounds import DATES, crowd


def told(problem: Problem) -> list[str]:
    return [each.text for each in relaxations(problem, make_groups(problem))]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem(people=crowd(6, brings_case=False), dates=DATES),
            "Als een groep zonder inbreng mag, krijgen nog zes mensen een plek.",
        ),
        (
            Problem(people=crowd(6), dates=DATES, needs_facilitator=True),
            "Als een groep zonder begeleider mag, krijgen nog zes mensen een plek.",
        ),
        (
            Problem(people=crowd(5)[:4] + crowd(5, municipality="M0")[4:], dates=DATES),
            "Als mensen uit dezelfde gemeente samen mogen, krijgt nog één persoon een plek.",
        ),
        (
            Problem(people=crowd(3) + crowd(4, dates=frozenset({2}))[3:], dates=DATES),
            "Met een datum waarop iedereen kan, krijgen nog vier mensen een plek.",
        ),
    ],
)
def test_the_rule_that_is_in_the_way_is_told(problem, text):
    assert text in told(problem)


def test_a_relaxation_can_be_taken_over():
    problem = Problem(people=crowd(9), dates=DATES, locked=())
    small = replace(problem, sizes=replace(problem.sizes, smallest=5))
    proposal = make_groups(small)
    (fewer, more) = relaxations(small, proposal)
    assert fewer.text == "Met groepen vanaf vier mensen krijgt nog één persoon een plek."
    assert more.text == "Met groepen tot tien mensen krijgt nog één persoon een plek."
    relaxed = replace(small, relaxed=fewer.relaxed, sizes=fewer.sizes)
    assert make_groups(relaxed).waiting == ()


def test_nobody_waits_so_nothing_needs_relaxing():
    assert told(Problem(people=crowd(6), dates=DATES)) == []


def test_a_succession_and_a_wish_are_not_up_for_discussion():
    wish = frozenset({1, 2, 3})
    problem = Problem(
        people=tuple(replace(one, not_with=wish - {one.id}) for one in crowd(4)), dates=DATES
    )
    offered = relaxations(problem, make_groups(problem))
    assert not any(each.relaxed & {Rule.WISH, Rule.SUCCESSION} for each in offered)
