"""Dates with a beginning and an end, in the time of Amsterdam, and answers to them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone

from ..models.enrolment import Answer
from ..periods import Period, in_words

CHOICES = [
    (Answer.YES.value, "Ja"),
    (Answer.IF_NEEDED.value, "Als het moet"),
    (Answer.NO.value, "Nee"),
]
WANTED = {
    "day": "Vul een dag in.",
    "starts": "Vul in hoe laat het begint.",
    "ends": "Vul in hoe laat het eindigt.",
}


class AnswersForm(forms.Form):
    """One question per date; ``prefix_of`` the names of its fields is ``date_``."""

    def __init__(self, *args: Any, periods: Iterable[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = list(periods)
        for period in self.periods:
            self.fields[f"date_{period.pk}"] = forms.ChoiceField(
                label=in_words(period).capitalize(),
                choices=CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": f"Kies of u kunt op {in_words(period)}."},
            )

    def date_fields(self) -> Iterator[forms.BoundField]:
        return (self[f"date_{period.pk}"] for period in self.periods)

    def dates(self) -> dict[int, str]:
        return {period.pk: self.cleaned_data[f"date_{period.pk}"] for period in self.periods}


class PeriodForm(forms.Form):
    """A day, from when until when. Left empty it is no date at all."""

    day = forms.DateField(
        label="Dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul een dag in, zoals 23-11-2026."},
    )
    starts = forms.TimeField(
        label="Van",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Vul een tijd in, zoals 14.00."},
    )
    ends = forms.TimeField(
        label="Tot",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Vul een tijd in, zoals 15.30."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, starts, ends = (data.get(name) for name in ("day", "starts", "ends"))
        if self.errors or (day is None and starts is None and ends is None):
            return data
        # Midnight is a time, too.
        if day is None or starts is None or ends is None:
            raise forms.ValidationError("Vul een dag in, en van hoe laat tot hoe laat.")
        if ends <= starts:
            self.add_error("ends", "De eindtijd ligt na de begintijd.")
        elif _moment(day, starts) <= timezone.now():
            self.add_error("day", "Deze dag is al voorbij. Kies een latere dag.")
        return data

    def period(self) -> tuple[datetime, datetime] | None:
        data = self.cleaned_data
        if not data.get("day"):
            return None
        return _moment(data["day"], data["starts"]), _moment(data["day"], data["ends"])


def _moment(day: date, clock: time) -> datetime:
    """By the clock on the wall; an hour that summer time skips or repeats is refused."""
    return from_current_timezone(datetime.combine(day, clock))


class WantedPeriodForm(PeriodForm):
    """Where a date is what was asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in WANTED.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = text


PeriodFormSet = forms.formset_factory(PeriodForm, extra=2)
