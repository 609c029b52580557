"""Makes intervision groups: who meets whom, and when. Plain Python, without clock or database.

The caller describes a round as a ``Problem`` and gets a ``Proposal``, a draft that an editor may
change by hand::

    proposal = make_groups(problem, seed=round.seed, go_on=until_time_is_up, progress=show)
    obstacles(problem, proposal)          # why somebody waits, for the editor
    relaxations(problem, proposal)        # what letting go of one rule would bring
    why_waiting(problem, person_id)       # for who waits
    reasons(problem, group)               # why this is a good group, for its members
    edit = swap(problem, proposal, one, other)    # or move(problem, proposal, one, group or None)
    edit.proposal, edit.objections
    make_groups(replace(problem, locked=groups), seed=seed)    # these stay, the rest anew
    may_be_confirmed(problem, proposal.groups)    # once, at the very end
    cost_of_group(problem, group)         # its shortcomings in points, 0 for none
    options(problem, group.members)       # all dates on which this group can meet

Ids of people and dates are the caller's. Whoever may not take part (paused, suspended, withdrawn)
is left out of the problem by the caller. Texts are Dutch and give no private wish away.
"""

from .cost import cost_of_all, cost_of_group
from .dates import options
from .editing import Edit, move, swap
from .explanations import obstacles, why_waiting
from .objections import Objection, may_be_confirmed, objections
from .problem import DateId, Group, Person, PersonId, Problem, Proposal, Rule, Sizes, Weights
from .reasons import reasons
from .relaxing import Relaxation, relaxations
from .search.solve import GoOn, Progress, Steps, make_groups

__all__ = [
    "DateId",
    "Edit",
    "GoOn",
    "Group",
    "Objection",
    "Person",
    "PersonId",
    "Problem",
    "Progress",
    "Proposal",
    "Relaxation",
    "Rule",
    "Sizes",
    "Steps",
    "Weights",
    "cost_of_all",
    "cost_of_group",
    "make_groups",
    "may_be_confirmed",
    "move",
    "objections",
    "obstacles",
    "options",
    "reasons",
    "relaxations",
    "swap",
    "why_waiting",
]
