"""From when until when, as Dutch readers say it."""

from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.formats import date_format


class Period(Protocol):
    pk: Any
    starts_at: datetime
    ends_at: datetime


def in_words(period: Period) -> str:
    """ "maandag 23 november 2026, 14.00 – 15.30 uur" in local time, summer or winter."""
    start, end = timezone.localtime(period.starts_at), timezone.localtime(period.ends_at)
    hours = f"{start:%H.%M} – {end:%H.%M} uur"
    if start.date() == end.date():
        return f"{date_format(start, 'l j F Y')}, {hours}"
    return f"{date_format(start, 'l j F Y H.i')} – {date_format(end, 'l j F Y H.i')} uur"
