"""A meeting with a known day goes into any calendar; one without does not pretend."""

from datetime import datetime

import icalendar
import pytest

from lessons.meeting_calendar import AMSTERDAM
from lessons.models import MeetingIndexPage, MeetingPage

pytestmark = pytest.mark.django_db


def _meeting(**fields) -> MeetingPage:
    meeting = MeetingPage(title="Vierde gesprek; met punt, komma", slug="vierde", intro="Kom.")
    for name, value in fields.items():
        setattr(meeting, name, value)
    return MeetingIndexPage.objects.get().add_child(instance=meeting)


def test_calendar_file_holds_local_time_on_both_sides_of_summer_time(content, client):
    _meeting(
        starts_at=datetime(2027, 3, 27, 12, tzinfo=AMSTERDAM),
        ends_at=datetime(2027, 3, 28, 13, tzinfo=AMSTERDAM),
    )
    response = client.get("/bijeenkomsten/vierde/agenda/")
    assert response["Content-Type"].startswith("text/calendar")
    event = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event.decoded("dtstart").utcoffset().total_seconds() == 3600
    assert event.decoded("dtend").utcoffset().total_seconds() == 7200
    assert str(event["summary"]) == "Vierde gesprek; met punt, komma"


def test_no_calendar_file_while_the_day_is_unknown(content, client):
    _meeting(period="2027")
    assert client.get("/bijeenkomsten/vierde/").status_code == 200
    assert client.get("/bijeenkomsten/vierde/agenda/").status_code == 404


def test_talks_of_2022_stand_in_their_order(content):
    titles = [meeting.slug for meeting in MeetingPage.objects.live().past()]
    assert titles == [
        "eerste-lunchgesprek-2022",
        "tweede-lunchgesprek-2022",
        "derde-lunchgesprek-2022",
    ]
