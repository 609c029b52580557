"""Calendar files: what Outlook, Google and Apple need, and not a word more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone

from members.intervision.models import Meeting
from members.intervision.scheduling import ics
from members.people.models import User

from ..rfc5545 import complaints

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
PERSON = User(pk=7, email="anna@heusden.nl", name="Anna van Zanten")


def meeting(starts_at: datetime | None = None, **fields) -> Meeting:
    begins = starts_at or datetime(2026, 11, 9, 14, tzinfo=AMSTERDAM)
    times = {"starts_at": begins, "ends_at": begins + timedelta(minutes=90), "changed_at": NOW}
    return Meeting(**times | {"place": "Teams: https://geheim.example.org"} | fields)


def event_of(text: str):
    return Calendar.from_ical(text).walk("VEVENT")[0]


def all_kinds(one: Meeting) -> list[str]:
    return [
        ics.request(one, PERSON, now=NOW),
        ics.cancellation(one, PERSON, now=NOW),
        ics.subscription([one, meeting(sequence=3, cancelled_at=NOW)]),
        ics.subscription([]),
    ]


def test_every_kind_is_what_the_standard_asks():
    for text in all_kinds(meeting()):
        assert complaints(text) == []


def test_long_addresses_are_folded(settings):
    settings.DEFAULT_FROM_EMAIL = f"Gideonsbende; de „bende”, hè <{'n' * 60}@example.org>"
    person = User(email=f"{'a' * 64}@{'b' * 60}.example.org")
    text = ics.request(meeting(), person, now=NOW)
    assert complaints(text) == []
    assert event_of(text)["attendee"] == f"mailto:{person.email}"


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n ", ""),
        lambda text: text.replace("SUMMARY", "X-SUMMARY"),
        lambda text: text.replace("END:VEVENT\r\n", ""),
        lambda text: text.replace("SUMMARY:", "SUMMARY"),
        lambda text: text.replace("SEQUENCE:0", "SEQUENCE:0\r\nSEQUENCE:0"),
    ],
)
def test_strict_look_sees_what_is_wrong(broken):
    person = User(email=f"{'a' * 64}@example.org")
    text = ics.request(meeting(), person, now=NOW)
    assert complaints(broken(text))


def test_request_invites_its_reader_and_asks_no_answer():
    text = ics.request(meeting(), PERSON, now=NOW)
    assert "METHOD:REQUEST\r\n" in text
    event = event_of(text)
    assert event["attendee"] == "mailto:anna@heusden.nl"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert event["organizer"] == "mailto:noreply@localhost"
    assert event["summary"] == "Intervisie"


def test_change_and_cancellation_find_the_same_event():
    one = meeting()
    first = event_of(ics.request(one, PERSON, now=NOW))
    one.starts_at += timedelta(days=7)
    one.ends_at += timedelta(days=7)
    one.sequence += 1
    moved = event_of(ics.request(one, PERSON, now=NOW + timedelta(hours=1)))
    one.sequence += 1
    text = ics.cancellation(one, PERSON, now=NOW + timedelta(hours=2))
    off = event_of(text)
    assert first["uid"] == moved["uid"] == off["uid"]
    assert [one["sequence"] for one in (first, moved, off)] == [0, 1, 2]
    assert first["dtstamp"].dt < moved["dtstamp"].dt < off["dtstamp"].dt
    assert "METHOD:CANCEL\r\n" in text
    assert off["status"] == "CANCELLED"


def test_nothing_is_told_but_that_it_is_and_when():
    told = "\n".join(all_kinds(meeting()))
    for secret in ("geheim", "Teams", "Anna", "Zanten", "groep", "DESCRIPTION", "LOCATION"):
        assert secret not in told
    assert told.count("ATTENDEE") == 2


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (datetime(2027, 3, 26, 14), 1),
        (datetime(2027, 3, 28, 1, 30), 1),
        (datetime(2027, 3, 28, 14), 2),
        (datetime(2027, 3, 29, 14), 2),
        (datetime(2026, 10, 24, 14), 2),
        (datetime(2026, 10, 25, 14), 1),
        (datetime(2026, 10, 26, 14), 1),
    ],
)
def test_two_o_clock_stays_two_o_clock_across_summer_time(day, offset):
    """Read back with the rules in the file alone, as a calendar does that knows no Amsterdam."""
    begins = day.replace(tzinfo=AMSTERDAM)
    text = ics.request(meeting(begins.astimezone(UTC)), PERSON, now=NOW)
    assert f"DTSTART;TZID=Europe/Amsterdam:{day:%Y%m%dT%H%M%S}\r\n" in text
    zone = Calendar.from_ical(text).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    as_read = day.replace(tzinfo=zone)
    assert as_read.utcoffset() == timedelta(hours=offset)
    assert as_read.astimezone(UTC) == begins.astimezone(UTC)


def test_meeting_over_the_change_lasts_as_long_as_planned():
    begins = datetime(2026, 10, 24, 23, tzinfo=AMSTERDAM).astimezone(UTC)
    over = meeting(begins, ends_at=begins + timedelta(hours=10))
    event = event_of(ics.request(over, PERSON, now=NOW))
    assert event["dtend"].dt - event["dtstart"].dt != timedelta(hours=10)
    in_utc = [event[name].dt.astimezone(UTC) for name in ("dtstart", "dtend")]
    assert in_utc[1] - in_utc[0] == timedelta(hours=10)


def test_rules_in_the_file_are_those_of_amsterdam():
    """Hour by hour around every change from now to 2036."""
    zone = Timezone.from_ical(ics.TIMEZONE).to_tz(lookup_tzid=False)
    for year in range(2026, 2037):
        for month in (3, 10):
            for hour in range(24 * 8):
                moment = datetime(year, month, 24, tzinfo=UTC) + timedelta(hours=hour)
                wall = moment.astimezone(AMSTERDAM)
                if wall.fold or wall.replace(fold=1).utcoffset() != wall.utcoffset():
                    # An hour that comes twice: a file cannot say which.
                    continue
                assert wall.replace(tzinfo=zone).utcoffset() == wall.utcoffset(), wall
