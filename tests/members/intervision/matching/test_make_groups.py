"""From sign-ups to groups: the search, the draft, what an editor changes, and the confirmation."""

from members.intervision.matching import proposals
from members.intervision.models import (
    Participant,
    PeerGroup,
    ProposedGroup,
    ProposedSeat,
    RoundProposal,
)
from members.intervision.models.enrolment import EnrolmentState
from members.intervision.models.round import State


def test_search_seats_everyone_and_says_why(proposal):
    groups = ProposedGroup.objects.filter(proposal=proposal)
    assert proposal.state == "klaar"
    assert sorted(group.seats.count() for group in groups) == [6, 6]
    assert all(group.reasons and not group.breaches for group in groups)
    assert not ProposedSeat.objects.filter(proposal=proposal, group__isnull=True).exists()


def test_after_an_edit_no_bound_tells_of_a_private_wish(proposal):
    RoundProposal.objects.filter(pk=proposal.pk).update(bound=1)
    one, *_, other = ProposedSeat.objects.filter(proposal=proposal).order_by("group")
    proposals.swap_two(proposal, one, other, seen=proposal.version)
    proposal.refresh_from_db()
    assert proposal.cost
    assert proposal.bound is None


def test_confirming_makes_groups_that_choose_between_their_dates(confirmed):
    assert confirmed.state == State.CHOOSING_DATE
    assert PeerGroup.objects.filter(round=confirmed).count() == 2
    assert Participant.objects.filter(group__round=confirmed).count() == 12
    assert confirmed.enrolments.filter(state=EnrolmentState.PLACED).count() == 12
    group = PeerGroup.objects.filter(round=confirmed).first()
    assert group.date_options.count() == 2
    assert group.poll_until is not None
    assert group.participants.filter(is_facilitator=True).count() == 1
