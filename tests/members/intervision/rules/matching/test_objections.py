"""An editor hears what is wrong with a group, and about whom."""

from dataclasses import replace

import pytest

from members.intervision.rules.matching import Group, Objection, Problem, Rule, objections
from tests.members.intervision.rules.matching.rounds import DATES, crowd


def with_(number: int, **fields) -> tuple:
    people = list(crowd(9))
    people[number] = replace(people[number], **fields)
    return tuple(people)


@pytest.mark.parametrize(
    ("problem", "text", "people"),
    [
        (
            Problem(people=with_(2, dates=frozenset({2})), dates=DATES),
            "Niet iedereen in deze groep kan op deze datum.",
            (2,),
        ),
        (
            Problem(people=with_(2, municipality="M3"), dates=DATES),
            "Twee mensen in deze groep komen uit dezelfde gemeente.",
            (2, 3),
        ),
        (
            Problem(people=crowd(9), dates=DATES, neighbours=frozenset({frozenset({"M0", "M1"})})),
            "Twee mensen in deze groep komen uit buurgemeenten.",
            (0, 1),
        ),
        (
            Problem(people=crowd(9, organisation="Samen")[:2] + crowd(9)[2:], dates=DATES),
            "De gemeenten van twee mensen in deze groep delen hun ambtenaren.",
            (0, 1),
        ),
        (
            Problem(people=crowd(9), dates=DATES, successions=frozenset({frozenset({0, 1})})),
            "In deze groep zitten een voorganger en een opvolger.",
            (0, 1),
        ),
        (
            Problem(people=crowd(9, brings_case=False), dates=DATES),
            "Niemand in deze groep heeft een inbreng.",
            (),
        ),
        (
            Problem(people=crowd(9), dates=DATES, needs_facilitator=True),
            "Niemand in deze groep kan begeleiden.",
            (),
        ),
    ],
)
def test_each_broken_rule_is_named_until_it_is_relaxed(problem, text, people):
    group = Group(1, (0, 1, 2, 3))
    assert objections(problem, group) == (Objection(text, people),)
    assert objections(replace(problem, relaxed=frozenset(Rule)), group) == ()


def test_a_group_that_is_too_small_or_too_large_hears_the_numbers():
    problem = Problem(people=crowd(9), dates=DATES)
    small, large = Group(1, (0, 1, 2)), Group(1, tuple(range(9)))
    assert [objection.text for objection in objections(problem, small)] == [
        "Een groep heeft minstens vier mensen. Deze heeft er drie."
    ]
    assert [objection.text for objection in objections(problem, large)] == [
        "Een groep heeft hooguit acht mensen. Deze heeft er negen."
    ]
