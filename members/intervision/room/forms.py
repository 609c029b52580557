"""What people send from the room, checked."""

import json
from collections.abc import Collection

from django import forms

from ..models.room_meeting import TEXT_LENGTH
from ..rules.meeting import Move
from ..rules.methods import Pace
from ..rules.moves import MOST_MINUTES_ADDED
from .context import WARMTH

TOO_LONG = "Dit is te lang: schrijf hoogstens %(limit_value)d tekens. U hebt er nu %(show_value)d."
NOTHING = "Schrijf eerst iets op."
_WARMTHS = frozenset(value for value, _label in WARMTH)


class MoveForm(forms.Form):
    move = forms.ChoiceField(choices=[(move.value, move.value) for move in Move])
    seen = forms.CharField(required=False)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=MOST_MINUTES_ADDED)
    person = forms.IntegerField(required=False)
    pace = forms.ChoiceField(choices=[(pace.value, pace.value) for pace in Pace], required=False)
    on_purpose = forms.BooleanField(required=False)


class TextForm(forms.Form):
    """A text of somebody, for a step; ``version`` is what was on the screen, 0 for nothing."""

    text = forms.CharField(
        required=False,
        strip=True,
        max_length=TEXT_LENGTH,
        error_messages={"max_length": TOO_LONG},
    )
    step = forms.IntegerField(min_value=0, max_value=100)
    version = forms.IntegerField(required=False, min_value=0)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def clean_text(self) -> str:
        # Browsers send lines with two signs at the end, and count one.
        return self.cleaned_data["text"].replace("\r\n", "\n")


def rating_of(posted: dict[str, str], keys: Collection[str]) -> str:
    """The temperatures that were chosen, as they are kept."""
    chosen = {
        key: posted[f"warmth-{key}"]
        for key in sorted(keys)
        if posted.get(f"warmth-{key}") in _WARMTHS
    }
    return json.dumps(chosen)
