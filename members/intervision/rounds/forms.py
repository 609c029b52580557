"""What whoever runs a round fills in."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db.models import Manager, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from members.people.forms import LessonsField
from members.people.models import User
from members.permissions import Right, may_run_every_round, was_given_q

from ..models import Method, Round
from ..models.round import State

MOMENT = "%Y-%m-%dT%H:%M"
LABELS = {
    "title": "Titel",
    "intro": "Waar gaat het over?",
    "method": "Werkvorm",
    "is_online": "De groepen komen online bij elkaar",
    "place": "Plaats of link",
    "smallest": "Kleinste groep",
    "ideal": "Liefst",
    "largest": "Grootste groep",
    "capacity": "Hoeveel mensen kunnen meedoen?",
    "sign_up_until": "Tot wanneer kan men zich aanmelden?",
    "needs_facilitator": "Elke groep heeft een begeleider nodig",
    "destroy_after_days": "Na hoeveel dagen vernietigen we alles?",
    "poll_days": "Hoeveel dagen heeft een groep om een datum te kiezen?",
    "host": "Wie organiseert deze ronde?",
    "repeat_weeks": "Om de hoeveel weken komt een groep opnieuw bij elkaar?",
    "repeat_until": "Tot wanneer gaan de groepen door?",
}
HELP = {
    "title": "Iedereen leest de titel, ook wie geen lid is.",
    "intro": "Iedereen leest dit. Noem geen namen.",
    "place": "Alleen deelnemers lezen dit, na het inloggen. U kunt dit later invullen.",
    "capacity": "Laat dit leeg als er geen grens is. Wie te laat is, komt op de wachtlijst.",
    "destroy_after_days": "Telt vanaf het einde van een bijeenkomst. Hoogstens 90. Zodra het "
    "aanmelden open is, verandert dit niet meer.",
    "repeat_weeks": "Laat dit leeg als elke groep één keer bij elkaar komt.",
}
REQUIRED = {
    "title": "Vul een titel in.",
    "method": "Kies een werkvorm.",
    "smallest": "Vul in hoeveel mensen er minstens in een groep zitten.",
    "ideal": "Vul in hoe groot een groep liefst is.",
    "largest": "Vul in hoeveel mensen er hoogstens in een groep zitten.",
    "sign_up_until": "Vul in tot wanneer men zich kan aanmelden.",
    "destroy_after_days": "Vul een aantal dagen in.",
    "poll_days": "Vul een aantal dagen in.",
}
NUMBER = "Vul een getal in, zoals 6."
MOMENT_WRONG = "Vul een dag en een tijd in, zoals 1-12-2026 18:00."
# What may still change once people signed up on it.
LATER_FIELDS = ("title", "intro", "lessons", "place", "host")
OPEN_FIELDS = (*LATER_FIELDS, "capacity", "sign_up_until")


class RoundForm(forms.ModelForm):
    lessons = LessonsField(label="Bij welke lessen hoort deze ronde?")

    class Meta:
        model = Round
        fields = [
            *("title", "intro", "lessons", "method", "is_online", "place"),
            *("smallest", "ideal", "largest", "needs_facilitator", "capacity", "sign_up_until"),
            *("poll_days", "destroy_after_days", "host", "repeat_weeks", "repeat_until"),
        ]
        labels = LABELS
        help_texts = HELP
        widgets = {
            "intro": forms.Textarea(attrs={"rows": 5}),
            "sign_up_until": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
            "repeat_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {name: {"required": text} for name, text in REQUIRED.items()}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state != State.DRAFT:
            kept = OPEN_FIELDS if self.instance.state == State.OPEN else LATER_FIELDS
            self.fields = {name: field for name, field in self.fields.items() if name in kept}
        self._offer_methods()
        self._offer_hosts(by)
        for name, field in self.fields.items():
            _explain(name, field)

    def _offer_methods(self) -> None:
        if "method" in self.fields:
            offered = Method.objects.filter(is_offered=True)
            current = Method.objects.filter(pk=self.instance.method_id)
            _choices_of(self, "method").queryset = offered | current
            _choices_of(self, "method").empty_label = "Kies een werkvorm"

    def _offer_hosts(self, by: User) -> None:
        """Editors choose; a facilitator runs their own rounds."""
        if may_run_every_round(by):
            may_host = was_given_q(Right.RUN_ROUNDS) | was_given_q(Right.LEAD_GROUPS)
            _choices_of(self, "host").queryset = User.objects.filter(may_host).order_by("name")
            _choices_of(self, "host").empty_label = "Nog niemand"
        else:
            self.fields.pop("host", None)

    def clean_sign_up_until(self):
        moment = self.cleaned_data["sign_up_until"]
        if moment <= timezone.now():
            raise forms.ValidationError("Deze dag is al voorbij. Kies een latere dag.")
        return moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("repeat_weeks")) != bool(data.get("repeat_until")):
            self.add_error(
                "repeat_until" if data.get("repeat_weeks") else "repeat_weeks",
                "Vul beide in: om de hoeveel weken, en tot wanneer.",
            )
        return data

    def differences(self, current: Round) -> list[tuple[str, str]]:
        """What a colleague saved meanwhile, where it is not what was typed here."""
        theirs = {name: _value(current, name) for name in self.fields}
        return [
            (str(self.fields[name].label), _in_words(value))
            for name, value in theirs.items()
            if _in_words(value) != _in_words(self.cleaned_data.get(name))
        ]


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Waarom gaat deze ronde niet door?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wie zich aanmeldde, leest dit na het inloggen. In de e-mail staat het niet.",
        error_messages={"required": "Schrijf op waarom de ronde niet doorgaat."},
    )


def _choices_of(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


def _value(one: Round, name: str) -> Any:
    value = getattr(one, name)
    return value.all() if isinstance(value, Manager) else value


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "l j F Y, H.i") + " uur"
    if isinstance(value, date):
        return date_format(value, "l j F Y")
    if isinstance(value, QuerySet | list):
        return ", ".join(sorted(str(one) for one in value)) or "niets"
    return "niets" if value in (None, "") else str(value)


def _explain(name: str, field: forms.Field) -> None:
    if isinstance(field, forms.IntegerField):
        field.error_messages["invalid"] = NUMBER
        field.error_messages["min_value"] = NUMBER
    if isinstance(field, forms.DateTimeField):
        field.error_messages["invalid"] = MOMENT_WRONG
        field.input_formats = [MOMENT, "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"]
    elif isinstance(field, forms.DateField):
        field.error_messages["invalid"] = "Vul een dag in, zoals 1-12-2027."
