"""What editors fill in when they decide."""

from django import forms

READ_BY = "De schrijver leest dit na het inloggen. In de e-mail staat het niet."
LONGEST = 2_000


def _text(label: str, **options) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=READ_BY,
        **options,
    )


class ApproveForm(forms.Form):
    text = _text("Opmerking (niet verplicht)", required=False)


class ChangesForm(forms.Form):
    text = _text(
        "Wat moet er anders?",
        error_messages={"required": "Schrijf op wat de schrijver moet aanpassen."},
    )


class DeclineForm(forms.Form):
    text = _text(
        "Reden",
        error_messages={"required": "Schrijf de reden op. De schrijver krijgt die te lezen."},
    )
