"""What people fill in after a meeting. Every error says what to do."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from members.people.forms import LessonsField
from members.practices.models.practice import MOST_LESSONS, TITLE_LENGTH
from members.practices.sharing.forms import LongText

from ..models.intention import INTENTION_LENGTH, Outcome
from .delayed_submission import Words
from .intentions import Told

FIVE = [
    (str(number), label)
    for number, label in enumerate(
        ("helemaal niet", "een beetje", "redelijk", "goed", "heel goed"), start=1
    )
]
FURTHEST = timedelta(days=365)


class EvaluationForm(forms.Form):
    useful = forms.ChoiceField(
        label="Hielp deze bijeenkomst u verder?",
        choices=FIVE,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe goed het u verder hielp."},
    )
    free = forms.ChoiceField(
        label="Kon u vrijuit praten?",
        choices=FIVE,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe vrij u kon praten."},
    )
    words = forms.CharField(
        label="Wat kan een volgende keer beter?",
        help_text="Uw groep leest dit zonder naam, zodra drie mensen iets invulden.",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Maak dit korter: hoogstens 1.000 tekens."},
    )

    def told(self) -> Told:
        given = self.cleaned_data
        return Told(useful=int(given["useful"]), free=int(given["free"]), words=given["words"])


class IntentionForm(forms.Form):
    text = forms.CharField(
        label="Wat neemt u zich voor?",
        help_text="Eén ding is genoeg. Alleen u leest dit.",
        max_length=INTENTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf op wat u zich voorneemt.",
            "max_length": "Maak dit korter: hoogstens 500 tekens.",
        },
    )
    due_on = forms.DateField(
        label="Wanneer is het gedaan?",
        help_text="Bijvoorbeeld 15-01-2027.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": "Kies een datum.",
            "invalid": "Schrijf de datum als 15-01-2027.",
        },
    )

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if not today <= day <= today + FURTHEST:
            raise forms.ValidationError("Kies een datum tussen vandaag en over een jaar.")
        return day


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Hoe ging het?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het ging."},
    )
    reflection = forms.CharField(
        label="Wat leerde u ervan?",
        help_text="Alleen u leest dit.",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Maak dit korter: hoogstens 1.000 tekens."},
    )


class LeaveForm(forms.Form):
    STAYS = "blijft"
    words = forms.ChoiceField(
        label="Wat gebeurt er met wat u in de kamer schreef?",
        help_text="Wat de groep nog niet las, halen wij altijd weg. Wat blijft staan, mag niet in "
        "een oogst. Ligt er een oogst voor, dan stopt die.",
        choices=[("weg", "Haal alles weg"), (STAYS, "Laat staan wat de groep al las")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er met uw woorden gebeurt."},
    )


class HarvestForm(forms.Form):
    kind = forms.ChoiceField(
        label="Soort",
        choices=[("wat-werkte", "Wat werkte"), ("wat-niet-lukte", "Wat niet lukte")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u wilt delen."},
    )
    title = forms.CharField(
        label="Titel",
        max_length=TITLE_LENGTH,
        error_messages={
            "required": "Geef de oogst een titel.",
            "max_length": "Maak de titel korter: hoogstens 120 tekens.",
        },
    )
    matter = LongText(
        label="Wat was er aan de hand?",
        help_text="Schrijf het zo dat niemand ziet om welke gemeente het gaat.",
        error_messages={"required": "Vertel wat er aan de hand was."},
    )
    action = LongText(
        label="Wat hielp, of wat werd geprobeerd?",
        error_messages={"required": "Vertel wat hielp of wat werd geprobeerd."},
    )
    result = LongText(
        label="Wat bracht het?", error_messages={"required": "Vertel wat het bracht."}
    )
    otherwise = LongText(label="Wat zou u een volgende keer anders doen?", required=False)
    lessons = LessonsField(
        label="Bij welke lessen hoort dit?", help_text="Kies er één, twee of drie."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lessons"].required = True
        self.fields["lessons"].error_messages["required"] = "Kies één, twee of drie lessen."

    def clean_lessons(self) -> list[Any]:
        chosen = list(self.cleaned_data["lessons"])
        if not 1 <= len(chosen) <= MOST_LESSONS:
            raise forms.ValidationError("Kies één, twee of drie lessen.")
        return chosen

    def words(self) -> Words:
        told = dict(self.cleaned_data)
        told["lessons"] = tuple(sorted(lesson.number for lesson in told["lessons"]))
        return Words(**told)
