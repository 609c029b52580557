"""A round of intervision to try on your own machine: open, with a few who signed up already."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lessons.models import LessonPage
from members.intervision.models import Method, Round
from members.intervision.rounds import enrolments, lifecycle
from members.people.models import User

TITLE = "Samen met bewoners: wie beslist?"
INTRO = (
    "Bewoners praten mee, en dan? Breng een moment mee waarop u niet wist wie de knoop mocht "
    "doorhakken: de inwoners, de raad of u."
)
DAYS, HOURS = (42, 43, 49), (14, 10, 14)
SIGNED_UP = ("Bram", "Chris")


@transaction.atomic
def make(people: dict[str, User], *, now: datetime) -> Round | None:
    """Once: a round that you changed or cancelled stays as you left it."""
    if Round.objects.filter(title=TITLE).exists():
        return None
    one = Round(
        title=TITLE,
        intro=INTRO,
        method=Method.objects.get(slug="incidentmethode"),
        sign_up_until=_at(now, 21, 18),
        place="De link komt een week van tevoren.",
    )
    starts = [_at(now, day, hour) for day, hour in zip(DAYS, HOURS, strict=True)]
    lifecycle.make(
        one,
        by=people["Els"],
        now=now,
        lessons=LessonPage.objects.filter(number__in=(3, 5)),
        periods=[(start, start + timedelta(minutes=90)) for start in starts],
    )
    lifecycle.open_sign_up(one, by=people["Els"], now=now)
    for name in SIGNED_UP:
        dates = {date.pk: "ja" for date in one.dates.all()}
        enrolments.enrol(one, enrolments.Answers(dates=dates), by=people[name], now=now)
    return one


def _at(now: datetime, days: int, hour: int) -> datetime:
    """So many days from now, at a whole hour by the clock on the wall; never in a weekend."""
    day = timezone.localdate(now) + timedelta(days=days)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))
