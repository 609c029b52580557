"""Rounds of intervision: from announcement to a group that knows its date.

What is said in a group is no part of this: that lies sealed in the room.
"""

from .appointment import CaseVote, DateOption, DateVote, Meeting
from .calendar_feed import CalendarFeed
from .enrolment import Apart, Availability, Enrolment
from .group import Encounter, Participant, PeerGroup
from .harvest import Harvest, HarvestConsent, HarvestOnItsWay, HarvestState
from .intention import Intention, Outcome
from .method import Method, MethodStep
from .organisation import OrganisationMunicipality, StaffOrganisation
from .proposal import ProposedGroup, ProposedSeat, RoundProposal
from .room_meeting import Contribution, ContributionKind, Evaluation, Receipt, Sitting, Visit
from .round import CandidateDate, Round

__all__ = [
    "Apart",
    "Availability",
    "CalendarFeed",
    "CandidateDate",
    "CaseVote",
    "Contribution",
    "ContributionKind",
    "DateOption",
    "DateVote",
    "Encounter",
    "Enrolment",
    "Evaluation",
    "Harvest",
    "HarvestConsent",
    "HarvestOnItsWay",
    "HarvestState",
    "Intention",
    "Meeting",
    "Method",
    "MethodStep",
    "OrganisationMunicipality",
    "Outcome",
    "Participant",
    "PeerGroup",
    "ProposedGroup",
    "ProposedSeat",
    "Receipt",
    "Round",
    "RoundProposal",
    "Sitting",
    "StaffOrganisation",
    "Visit",
]
