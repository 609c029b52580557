"""What someone who leaves fills in. Every error says what to do."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from members.people.models import Membership, User
from members.people.models.membership import EndReason, Role

from .handover.items import KINDS, ItemKind
from .models import LETTER_LENGTH, Handover

LEAVING_AHEAD = timedelta(days=2 * 365)


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="Ja, wis mijn gegevens. Ik weet dat dit niet terug te draaien is.",
        error_messages={"required": "Zet een vinkje als u zeker weet dat u alles wilt wissen."},
    )


class LeaveForm(forms.Form):
    """The last day, which may lie ahead."""

    on = forms.DateField(
        label="Uw laatste dag",
        help_text="Dag, maand en jaar, bijvoorbeeld 31\u201112\u20112026.",
        error_messages={
            "required": "Vul uw laatste dag in.",
            "invalid": "Vul een dag, een maand en een jaar in, bijvoorbeeld 31-12-2026.",
        },
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"autocomplete": "off"}),
    )
    reason = forms.ChoiceField(
        label="Waarom stopt u?",
        choices=[
            ("", "Kies een reden"),
            (EndReason.NEW_POST, "Ik krijg een nieuwe functie"),
            (EndReason.RETIRED, "Ik ga met pensioen"),
            (EndReason.CANCELLED, "Ik wil geen lid meer zijn"),
        ],
        error_messages={
            "required": "Kies een reden.",
            "invalid_choice": "Kies een reden uit de lijst.",
        },
    )

    def __init__(
        self, *args: Any, membership: Membership, cancels: bool = False, **kwargs: Any
    ) -> None:
        self.membership = membership
        reason = EndReason.CANCELLED if cancels else membership.end_reason
        kwargs["initial"] = {"on": membership.until, "reason": reason}
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if day < self.membership.start:
            raise forms.ValidationError("Op die dag was u nog niet begonnen. Kies een latere dag.")
        if day > timezone.localdate() + LEAVING_AHEAD:
            raise forms.ValidationError("Kies een dag in de komende twee jaar.")
        return day


class HandoverForm(forms.Form):
    """A letter and, of each kind of item, what the giver chooses. Everything may stay empty."""

    letter = forms.CharField(
        label="Brief aan uw opvolger",
        required=False,
        max_length=LETTER_LENGTH,
        help_text="Wat had u zelf graag geweten op uw eerste dag? "
        f"Hoogstens {LETTER_LENGTH:_} tekens.".replace("_", "."),
        error_messages={"max_length": f"Maak uw brief korter: hoogstens {LETTER_LENGTH} tekens."},
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    role = forms.ChoiceField(
        label="Voor wie is dit?",
        choices=[(value, f"de nieuwe {label}") for value, label in Role.choices],
        error_messages={"invalid_choice": "Kies een functie uit de lijst."},
    )

    def __init__(self, *args: Any, giver: User, role: str, given: Handover | None, **kwargs: Any):
        kwargs["initial"] = {
            "letter": given.letter if given else "",
            "role": given.role if given else role,
        }
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            choices = kind.choices(giver)
            if choices.exists():
                self.fields[kind.name] = _items_field(kind, choices)
                self.initial[kind.name] = list(kind.given(given)) if given else []

    def items(self) -> dict[str, list[Any]]:
        return {kind.name: list(self.cleaned_data.get(kind.name, ())) for kind in KINDS}


def _items_field(kind: ItemKind, choices: Any) -> forms.ModelMultipleChoiceField:
    field: Any = forms.ModelMultipleChoiceField(
        choices,
        label=kind.question,
        help_text=kind.explanation,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    field.label_from_instance = kind.label
    return field
