from django import forms

from .models import Rhythm


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label="Hoe vaak mogen we u mailen dat er iets nieuws is?",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text="Dit gaat over reacties op wat u schreef, over collega’s die u noemen of iets "
        "van u proberen, en over wat u volgt. In de e-mail staat nooit waar het over gaat.",
        error_messages={"required": "Kies hoe vaak.", "invalid_choice": "Kies uit de lijst."},
    )
