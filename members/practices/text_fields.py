"""Fields for text. What is too long is kept and told, and never cut off by the browser."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from .models.practice import TEXT_LENGTH


def say_when_needed(form: forms.Form | forms.ModelForm, needed_when: Mapping[str, str]) -> None:
    """By name of a field what its label says, where that hangs on another answer."""
    for name, when in needed_when.items():
        cast(Any, form.fields[name]).needed_when = when


def number(many: int) -> str:
    """As Dutch readers write it: 2.000."""
    return f"{many:_}".replace("_", ".")


def too_long(most: int) -> str:
    return f"Maak deze tekst korter: hoogstens {number(most)} tekens."


class UncutText(forms.CharField):
    """Without ``maxlength``, which takes the end of what somebody pastes without a word.

    remaining-characters.js counts by ``data-most`` instead.
    """

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = too_long(max_length)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs | {"data-most": self.max_length}


class LongText(UncutText):
    def __init__(self, *, max_length: int = TEXT_LENGTH, **kwargs: Any) -> None:
        area = forms.Textarea(attrs={"rows": 5})
        super().__init__(max_length=max_length, widget=area, **kwargs)
