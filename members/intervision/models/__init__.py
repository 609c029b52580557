"""Rounds of intervision: from announcement to a group that knows its date.

What is said in a group is no part of this: that lies sealed in the room.
"""

from .enrolment import Apart, Availability, Enrolment
from .group import Encounter, Participant, PeerGroup
from .meeting import CaseVote, DateOption, DateVote, Meeting
from .method import Method, MethodStep
from .organisation import OrganisationMunicipality, StaffOrganisation
from .proposal import ProposedGroup, ProposedSeat, RoundProposal
from .round import CandidateDate, Round

__all__ = [
    "Apart",
    "Availability",
    "CandidateDate",
    "CaseVote",
    "DateOption",
    "DateVote",
    "Encounter",
    "Enrolment",
    "Meeting",
    "Method",
    "MethodStep",
    "OrganisationMunicipality",
    "Participant",
    "PeerGroup",
    "ProposedGroup",
    "ProposedSeat",
    "Round",
    "RoundProposal",
    "StaffOrganisation",
]
