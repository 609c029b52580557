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


class ReasonForm(forms.Form):
    """For hiding, restoring and leaving: the reason goes into the trail."""

    reason = forms.CharField(
        label="Reden",
        max_length=500,
        help_text="Wie dit schreef, leest deze reden. Zij staat ook in de geschiedenis.",
        error_messages={"required": "Schrijf de reden op."},
    )
