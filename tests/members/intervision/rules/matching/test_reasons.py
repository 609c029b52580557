"""A group hears in plain Dutch why it is a good one."""

from dataclasses import replace

from members.intervision.rules.matching import Group, Problem, reasons
from tests.members.intervision.rules.matching.rounds import DATES, crowd

FOUR = Group(1, (0, 1, 2, 3))


def test_a_mixed_group_hears_what_is_good_about_it():
    people = [
        replace(one, province=province, size_class=size, years_in_office=years)
        for one, province, size, years in zip(
            crowd(4), "ABCC", ("klein", "groot", "klein", "groot"), (0, 4, 9, 12), strict=True
        )
    ]
    people[0] = replace(people[0], dates=frozenset(), dates_if_needed=frozenset({1}))
    people[1:] = [replace(one, brings_case=False) for one in people[1:]]
    assert reasons(Problem(people=tuple(people), dates=DATES), FOUR) == (
        "U kunt allemaal op dezelfde datum. Voor één van u is het ‘als het moet’.",
        "Niemand van u zat eerder samen in een groep.",
        "U komt uit drie provincies.",
        "Uw gemeenten verschillen in grootte.",
        "Sommigen van u zijn nieuw in het vak, anderen ervaren.",
        "Eén van u heeft een inbreng.",
    )


def test_a_group_of_people_who_are_alike_hears_nothing_untrue():
    met = frozenset({frozenset({0, 1}), frozenset({2, 3})})
    people = crowd(4, can_facilitate=True)
    problem = Problem(people=people, dates=DATES, met=met, needs_facilitator=True)
    assert reasons(problem, FOUR) == (
        "U kunt allemaal op dezelfde datum.",
        "Van u zaten twee tweetallen eerder samen in een groep.",
        "Vier van u hebben een inbreng.",
        "Vier van u kunnen de groep begeleiden.",
    )


def test_one_pair_that_met_before_is_told_as_two_people():
    problem = Problem(people=crowd(4), dates=DATES, met=frozenset({frozenset({0, 1})}))
    assert "Twee van u zaten eerder samen in een groep." in reasons(problem, FOUR)
