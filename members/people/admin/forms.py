"""What editors fill in."""

from django import forms

from ..models.membership import EndReason


class AskBackForm(forms.Form):
    question = forms.CharField(
        label="Uw vraag",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="De aanvrager leest uw vraag na het inloggen. In de e-mail staat hij niet.",
        error_messages={"required": "Schrijf uw vraag op."},
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Reden",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Deze reden staat in de e-mail aan de aanvrager.",
        error_messages={"required": "Schrijf de reden op. De aanvrager krijgt die te lezen."},
    )


class EndForm(forms.Form):
    until = forms.DateField(
        label="Laatste dag",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Vul de laatste dag in.",
            "invalid": "Vul een datum in, zoals 31-12-2026.",
        },
    )
    reason = forms.ChoiceField(label="Waarom", choices=EndReason.choices)
