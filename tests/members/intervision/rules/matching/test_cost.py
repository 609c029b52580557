"""What falls short in a group, in points."""

from dataclasses import replace

import pytest

from members.intervision.rules.matching import Group, Problem, Weights, cost_of_group
from tests.members.intervision.rules.matching.rounds import crowd

ONLY_TENURE = Weights(1_000, 0, 0, 0, 0, 1, 0)
TENURE = {0: "new", 2: "new", 3: "settled", 5: "settled", 6: "experienced", 30: "experienced"}


@pytest.mark.parametrize("one", TENURE)
@pytest.mark.parametrize("other", TENURE)
def test_new_settled_and_experienced_count_as_different(one, other):
    people = [
        replace(person, years_in_office=years)
        for person, years in zip(crowd(2), (one, other), strict=True)
    ]
    problem = Problem(people=tuple(people), dates=(1,), weights=ONLY_TENURE)
    is_alike = TENURE[one] == TENURE[other]
    assert cost_of_group(problem, Group(1, (0, 1))) == int(is_alike)
