"""What somebody brings, in one sentence."""

from django import forms

from ..models.enrolment import SENTENCE_LENGTH


class CaseForm(forms.Form):
    sentence = forms.CharField(
        label="Uw inbreng in één zin",
        required=False,
        max_length=SENTENCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Schrijf geen namen op. Laat dit leeg als u toch niets inbrengt.",
        error_messages={
            "max_length": "Maak deze zin korter. Hoogstens %(limit_value)d tekens passen hier."
        },
    )
