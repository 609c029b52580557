"""Meetings in the calendars of participants (RFC 5545, RFC 5546).

Calendars of top officials are shared and archived: a calendar learns that it is "Intervisie" and
when, and no more. Where it is, with whom and about what is told after logging in.

An invitation names one attendee: its reader. Outlook and Google show a request as an invitation
only to whom it lists, and nobody may see from a file who else is in a group. No answer is asked
for: whoever cannot come says so on the site.

The verbs of a meeting raise its ``sequence`` with every change; mail sends the text along as
``calendar=``. Ask with ``request`` when a date is set or changed, with ``cancellation`` when a
meeting, or somebody's place in it, is off.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration

from members.people.models import User

from ..models import Meeting

SUMMARY = "Intervisie"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PRODUCT = "-//Gideonsbende//Intervisie//NL"
# Apple and Outlook look as often as they are told; Google as often as it likes.
LOOK_EVERY = timedelta(hours=6)
# As a rule and not as a list of days: of a list Outlook makes its own guess.
TIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def request(meeting: Meeting, person: User, *, now: datetime) -> str:
    """An invitation, and after a change of date the same invitation anew."""
    return _to_one("REQUEST", meeting, person, now, status="CONFIRMED")


def cancellation(meeting: Meeting, person: User, *, now: datetime) -> str:
    """Takes the meeting out of this person's calendar."""
    return _to_one("CANCEL", meeting, person, now, status="CANCELLED")


def subscription(meetings: Iterable[Meeting]) -> str:
    """Everything of one person, for a calendar that comes to look now and then."""
    events = []
    for meeting in meetings:
        status = "CANCELLED" if meeting.is_cancelled else "CONFIRMED"
        events.append(_event(meeting, stamp=meeting.changed_at, status=status))
    calendar = _calendar("PUBLISH", events)
    calendar.add("x-wr-calname", SUMMARY)
    calendar.add("refresh-interval", LOOK_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_EVERY))
    return _text(calendar)


def _to_one(method: str, meeting: Meeting, person: User, now: datetime, *, status: str) -> str:
    event = _event(meeting, stamp=now, status=status)
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
    event.add("attendee", attendee, encode=False)
    return _text(_calendar(method, [event]))


def _event(meeting: Meeting, *, stamp: datetime, status: str) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", meeting.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", meeting.ends_at.astimezone(AMSTERDAM))
    event.add("summary", SUMMARY)
    event.add("organizer", _organizer(), encode=False)
    event.add("status", status)
    event.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    event.add("url", settings.BASE_URL + reverse("mine"))
    return event


def _organizer() -> vCalAddress:
    """The site: a colleague as organizer would be told to everyone who sees the calendar."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = name or settings.SITE_NAME
    return organizer


def _calendar(method: str, events: list[Event]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(TIMEZONE))
    for event in events:
        calendar.add_component(event)
    return calendar


def _text(calendar: Calendar) -> str:
    return calendar.to_ical().decode()
