"""A round as the matching sees it: everything that making groups depends on, from the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.people.models import Membership, Profile, User
from members.permissions import gives_access, member_q

from ..models import (
    Apart,
    Availability,
    Encounter,
    Enrolment,
    OrganisationMunicipality,
    Participant,
    ProposedGroup,
    Round,
    RoundProposal,
)
from ..models.enrolment import Answer
from ..models.round import State
from ..rules.matching import Group, Person, Problem, Rule, Sizes

Pairs = frozenset[frozenset[int]]


def problem_of(proposal: RoundProposal) -> Problem:
    """Of the round whose groups are being made. Who paused or left is no part of it."""
    return problem_among(
        list(takers(proposal)),
        proposal.round,
        smallest=proposal.smallest,
        largest=proposal.largest,
        locked=_locked(proposal),
        relaxed=frozenset(Rule(name) for name in proposal.relaxed),
    )


def problem_among(
    enrolments: list[Enrolment],
    one: Round,
    *,
    smallest: int,
    largest: int,
    locked: tuple[Group, ...] = (),
    relaxed: frozenset[Rule] = frozenset(),
) -> Problem:
    """Of these people in a round, in a fixed number of queries."""
    today = timezone.localdate()
    ids = [enrolment.person_id for enrolment in enrolments]
    posts = _posts(ids, today)
    return Problem(
        people=tuple(_people(enrolments, posts, today)),
        dates=tuple(one.dates.values_list("pk", flat=True)),
        neighbours=_neighbours(post.municipality for post in posts.values()),
        successions=_successions(ids),
        met=_met(ids, besides=one.pk),
        sizes=Sizes(smallest, min(max(smallest, one.ideal), largest), largest),
        needs_facilitator=one.needs_facilitator,
        locked=locked,
        relaxed=relaxed,
    )


def takers(proposal: RoundProposal):
    """Who takes part in the making of groups: signed up, and still able to."""
    return able(Enrolment.objects.filter(round=proposal.round_id).signed_up()).order_by("pk")


def rows_of(proposal: RoundProposal) -> list[ProposedGroup]:
    """The proposed groups in which anybody sits, with who does at hand."""
    rows = ProposedGroup.objects.filter(proposal=proposal).prefetch_related("seats__enrolment")
    return [row for row in rows if row.seats.all()]


def group_of(row: ProposedGroup) -> Group:
    """As the matching wants it: its members sorted."""
    members = sorted(seat.enrolment.person_id for seat in row.seats.all())
    return Group(row.date_id, tuple(members))


def able(enrolments):
    """Of members who have no pause now."""
    today = timezone.localdate()
    paused = Profile.objects.filter(paused_until__gte=today).values("person")
    members = User.objects.filter(member_q(today)).exclude(pk__in=paused)
    return enrolments.filter(person__in=members)


def _people(
    enrolments: list[Enrolment], posts: dict[int, Membership], today: date
) -> Iterable[Person]:
    answers = _answers(enrolments)
    shared = _shared_organisations()
    wishes = _wishes([enrolment.person_id for enrolment in enrolments])
    for enrolment in enrolments:
        post = posts[enrolment.person_id]
        place = post.municipality
        yield Person(
            id=enrolment.person_id,
            municipality=place.code,
            province=place.province,
            size_class=place.size_class.key,
            years_in_office=max(0, (today - post.start).days // 365),
            dates=answers[enrolment.pk, Answer.YES.value],
            dates_if_needed=answers[enrolment.pk, Answer.IF_NEEDED.value],
            brings_case=enrolment.brings_case,
            can_facilitate=enrolment.can_facilitate,
            organisation=shared.get(place.pk, ""),
            not_with=wishes[enrolment.person_id],
        )


def _posts(people: list[int], today: date) -> dict[int, Membership]:
    """The post that somebody holds, or held last."""
    rows = Membership.objects.filter(gives_access(today), person__in=people)
    # The last of these stays: one that runs comes after one that ended.
    ordered = sorted(
        rows.select_related("municipality"),
        key=lambda row: (row.until is None or row.until >= today, row.start, row.pk),
    )
    return {row.person_id: row for row in ordered}


def _answers(enrolments: list[Enrolment]) -> dict[tuple[int, str], frozenset[int]]:
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    rows = Availability.objects.filter(enrolment__in=[one.pk for one in enrolments])
    for enrolment, answer, day in rows.values_list("enrolment_id", "answer", "date_id"):
        found[enrolment, answer].add(day)
    return defaultdict(frozenset, {key: frozenset(days) for key, days in found.items()})


def _shared_organisations() -> dict[int, str]:
    rows = OrganisationMunicipality.objects.values_list("municipality", "organisation")
    return {municipality: str(organisation) for municipality, organisation in rows}


def _wishes(people: list[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Apart.objects.filter(person__in=people, other__in=people)
    for person, other in rows.values_list("person", "other"):
        found[person].add(other)
    return defaultdict(frozenset, {person: frozenset(others) for person, others in found.items()})


def _neighbours(places: Iterable[Municipality]) -> frozenset[frozenset[str]]:
    codes = {place.pk: place.code for place in places}
    rows = Municipality.neighbours.through.objects.filter(
        from_municipality__in=codes, to_municipality__in=codes
    )
    pairs = rows.values_list("from_municipality", "to_municipality")
    return frozenset(frozenset((codes[one], codes[other])) for one, other in pairs)


def _successions(people: list[int]) -> Pairs:
    """Who ever worked for the same municipality, or for one that went on in it."""
    lineage = Municipality.objects.lineage_on(timezone.localdate())
    at: dict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.filter(person__in=people).values_list("municipality", "person")
    for municipality, person in rows:
        at[lineage.heir(municipality)].add(person)
    return _pairs(at.values())


def _met(people: list[int], *, besides: int) -> Pairs:
    """Who sat in a group before, or will in another round that is going on."""
    noted = Encounter.objects.among(people).values_list("one", "other")
    together: dict[int, set[int]] = defaultdict(set)
    seats = Participant.objects.filter(person__in=people).exclude(
        group__round__state=State.CANCELLED
    )
    for group, person in seats.exclude(group__round=besides).values_list("group", "person"):
        together[group].add(person)
    return _pairs(together.values()) | frozenset(map(frozenset, noted))


def _pairs(circles: Iterable[set[int]]) -> Pairs:
    return frozenset(
        frozenset(pair) for circle in circles for pair in combinations(sorted(circle), 2)
    )


def _locked(proposal: RoundProposal) -> tuple[Group, ...]:
    return tuple(group_of(row) for row in rows_of(proposal) if row.is_locked)
