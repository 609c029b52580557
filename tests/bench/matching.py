"""Makes groups for rounds of five sizes, and eight rounds in a row, against the targets.

The budget is processor time, so that what else the machine does counts as little as possible.
The cost is set against a bound that no groups can beat. Who can come on no date at all costs the
same in any proposal, and is left out of both.
"""

import os
import resource
from dataclasses import dataclass, replace
from random import Random
from time import process_time

from members.intervision.rules.matching import (
    Problem,
    Progress,
    Proposal,
    make_groups,
    may_be_confirmed,
)

from .rounds import a_round, encounters, with_new_answers

MOST_MEMORY = 1_000  # MB
IN_A_ROW, SECONDS_IN_A_ROW = 8, 10
SIZES_IN_A_ROW = (120, 342)


@dataclass(frozen=True)
class Trial:
    people: int
    seconds: float
    most_gap: float  # in percent above the bound; 0 means proven to be the best
    placed_in: float  # seconds until everyone who can come has a place
    rounds: int


TRIALS = (
    Trial(24, 10, 0, 10, 5),
    Trial(60, 60, 5, 60, 3),
    Trial(120, 60, 6, 60, 3),
    Trial(342, 60, 2, 5, 3),
    Trial(1_000, 120, 3, 20, 1),
)


class Stopwatch:
    """Goes on until so much processor time is spent, and remembers when everyone had a place."""

    def __init__(self, problem: Problem, seconds: float) -> None:
        self.dateless = sum(not person.dates for person in problem.people)
        self.began, self.seconds = process_time(), seconds
        self.placed_at = float("inf")

    @property
    def spent(self) -> float:
        return process_time() - self.began

    def go_on(self) -> bool:
        return self.spent < self.seconds

    def look(self, progress: Progress) -> None:
        if progress.waiting == self.dateless:
            self.placed_at = min(self.placed_at, self.spent)


def main() -> int:
    """Print a line per round; 1 when a target is missed."""
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; seconds of processor time"
    )
    reached = [_try(trial, seed) for trial in TRIALS for seed in range(trial.rounds)]
    reached += [_in_a_row(people) for people in SIZES_IN_A_ROW]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    reached.append(memory < MOST_MEMORY)
    print(f"memory at most {memory} MB (below {MOST_MEMORY}: {_verdict(reached[-1])})")
    print(f"load {os.getloadavg()[0]:.1f}")
    return 0 if all(reached) else 1


def _try(trial: Trial, seed: int) -> bool:
    problem = a_round(trial.people, Random(seed))  # noqa: S311, repeatable on purpose
    watch = Stopwatch(problem, trial.seconds)
    proposal = make_groups(problem, seed=seed, go_on=watch.go_on, progress=watch.look)
    unavoidable = problem.weights.unplaced * watch.dateless
    cost, bound = proposal.cost - unavoidable, (proposal.bound or 0) - unavoidable
    gap = 100 * (cost - bound) / bound
    repeats = _repeats(problem, proposal)
    is_reached = (
        gap <= trial.most_gap
        and watch.placed_at <= trial.placed_in
        and may_be_confirmed(problem, proposal.groups)
    )
    print(
        f"{trial.people:5} people, round {seed + 1}: {watch.spent:5.1f} s, cost {cost:4}, "
        f"bound {bound:4}, {gap:.1f} % above (at most {trial.most_gap}), "
        f"all placed after {watch.placed_at:4.1f} s (at most {trial.placed_in}), "
        f"{repeats} repeats: {_verdict(is_reached)}",
        flush=True,
    )
    return is_reached


def _in_a_row(people: int) -> bool:
    """The same people round after round, at first all strangers, with new answers every time."""
    random = Random(people)  # noqa: S311, repeatable on purpose
    problem = replace(a_round(people, random), met=frozenset())
    repeats, is_reached = [], True
    for seed in range(IN_A_ROW):
        problem = with_new_answers(problem, random)
        watch = Stopwatch(problem, SECONDS_IN_A_ROW)
        proposal = make_groups(problem, seed=seed, go_on=watch.go_on, progress=watch.look)
        repeats.append(_repeats(problem, proposal))
        is_reached &= watch.placed_at <= SECONDS_IN_A_ROW
        problem = replace(problem, met=problem.met | _encounters(proposal))
    is_reached &= not any(repeats)
    print(f"{people:5} people, {IN_A_ROW} in a row: repeats {repeats}: {_verdict(is_reached)}")
    return is_reached


def _encounters(proposal: Proposal) -> frozenset[frozenset[int]]:
    return encounters(group.members for group in proposal.groups)


def _repeats(problem: Problem, proposal: Proposal) -> int:
    return len(_encounters(proposal) & problem.met)


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "MISSED"
