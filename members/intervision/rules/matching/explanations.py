"""Why not everyone has a place: for the editor, and for who waits.

Private wishes play no part here, so that no text gives one away.
"""

from collections.abc import Iterator

from .problem import DateId, Person, PersonId, Problem, Proposal, Rule
from .words import number

NOT_ALL_FIT = "Niet iedereen past in een groep die aan alle regels voldoet."


def obstacles(problem: Problem, proposal: Proposal | None = None) -> tuple[str, ...]:
    """What anyone can see to be in the way, in words for an editor.

    Before there is a proposal this may be empty though people will have to wait. Of a proposal
    that leaves people waiting it always says something.
    """
    if proposal and not proposal.waiting and proposal.groups:
        return ()
    found = (*_of_number(problem), *_of_dates(problem), *_of_roles(problem))
    if proposal and not found:
        return (NOT_ALL_FIT,)
    return found


def why_waiting(problem: Problem, person_id: PersonId) -> str:
    """For someone on the waiting list."""
    me = problem.person(person_id)
    with_me = [_attending(problem, date) for date in problem.dates if problem.can_attend(me, date)]
    if not with_me:
        return "U koos geen datum waarop u kunt."
    with_me = [people for people in with_me if len(people) >= problem.sizes.smallest]
    if not with_me:
        return "Op uw data kunnen te weinig anderen."
    if problem.holds(Rule.CASE) and not any(one.brings_case for some in with_me for one in some):
        return "Op uw data heeft niemand een inbreng."
    return "Op uw data was geen plek meer in een groep die aan alle regels voldoet."


def _of_number(problem: Problem) -> Iterator[str]:
    smallest, people = problem.sizes.smallest, len(problem.people)
    if not people:
        yield "Niemand heeft zich aangemeld."
    elif people < smallest:
        count = "is één aanmelding" if people == 1 else f"zijn {number(people)} aanmeldingen"
        yield f"Er {count}. Een groep heeft minstens {number(smallest)} mensen nodig."


def _of_dates(problem: Problem) -> Iterator[str]:
    smallest = problem.sizes.smallest
    if not problem.dates:
        yield "Deze ronde heeft geen datum."
    elif len(problem.people) >= smallest:
        most = max(len(_attending(problem, date)) for date in problem.dates)
        if most < smallest:
            yield f"Op geen enkele datum kunnen {number(smallest)} mensen. {_at_best(most)}"


def _at_best(most: int) -> str:
    return f"Op de beste datum {'kan' if most == 1 else 'kunnen'} er {number(most)}."


def _of_roles(problem: Problem) -> Iterator[str]:
    cases = sum(person.brings_case for person in problem.people)
    yield from _of_role(problem, Rule.CASE, cases, "heeft een inbreng", "een inbreng")
    facilitators = sum(person.can_facilitate for person in problem.people)
    yield from _of_role(problem, Rule.FACILITATOR, facilitators, "kan begeleiden", "een begeleider")


def _of_role(problem: Problem, rule: Rule, having: int, has: str, one: str) -> Iterator[str]:
    if not problem.people or not problem.holds(rule):
        return
    if not having:
        yield f"Niemand {has}. Elke groep heeft {one} nodig."
    elif having * problem.sizes.largest < len(problem.people):
        groups = "één groep" if having == 1 else f"{number(having)} groepen"
        yield f"Elke groep heeft {one} nodig. Er is genoeg voor {groups}, en dat is te weinig."


def _attending(problem: Problem, date: DateId) -> list[Person]:
    return [person for person in problem.people if problem.can_attend(person, date)]
