"""What the calendars of participants hear of a meeting: that it is there, moved, or off."""

from members.people.models import User

from .. import emails
from ..models import Meeting, Participant


def invite(meeting: Meeting) -> None:
    for person in attendees(meeting):
        invite_one(person, meeting)


def invite_one(person: User, meeting: Meeting) -> None:
    emails.planned(person, meeting)


def call_off(meeting: Meeting) -> None:
    for person in attendees(meeting):
        call_off_for(person, meeting)


def call_off_for(person: User, meeting: Meeting) -> None:
    emails.called_off(person, meeting)


def attendees(meeting: Meeting) -> list[User]:
    current = Participant.objects.current().filter(group=meeting.group_id)
    return [one.person for one in current.select_related("person")]
