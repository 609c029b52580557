"""A meeting as a file for Outlook, Google and Apple calendars (RFC 5545)."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from .addresses import absolute

if TYPE_CHECKING:
    from .models import MeetingPage

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def calendar_file(meeting: "MeetingPage") -> bytes:
    """The calendar file of a public meeting that has a beginning and an end."""
    if meeting.starts_at is None or meeting.ends_at is None:
        raise ValueError("A meeting without a day has no calendar file.")
    event = Event()
    event.add("uid", f"bijeenkomst-{meeting.pk}@gideonsbende")
    event.add("dtstamp", meeting.last_published_at or meeting.starts_at)
    event.add("dtstart", meeting.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", meeting.ends_at.astimezone(AMSTERDAM))
    event.add("summary", meeting.title)
    event.add("description", meeting.intro)
    event.add("url", absolute(meeting.get_url()))
    if meeting.place:
        event.add("location", meeting.place)
    calendar = Calendar()
    calendar.add("prodid", "-//Gideonsbende//Bijeenkomsten//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()
