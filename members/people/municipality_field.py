"""Choosing one of the municipalities by typing its name, with or without JavaScript."""

import difflib
import unicodedata
from typing import Any

from django import forms
from django.template.loader import render_to_string

from lessons.municipalities.models import Alias, Municipality

MISSING = "Vul uw gemeente in."
UNKNOWN = "We kennen ‘{name}’ niet. Kies een gemeente uit de lijst."
DID_YOU_MEAN = "We kennen ‘{name}’ niet. Bedoelt u {names}?"


class MunicipalityInput(forms.TextInput):
    """A text field with the browser's own list of suggestions."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None):
        list_id = f"{(attrs or {}).get('id', name)}_list"
        attrs = (attrs or {}) | {"list": list_id, "autocomplete": "off"}
        context = {
            "input": super().render(name, value, attrs, renderer),
            "list_id": list_id,
            "municipalities": Municipality.objects.current().values_list("name", flat=True),
            "aliases": Alias.objects.values_list("name", "municipality__name"),
        }
        return render_to_string("people/widgets/municipality.html", context)


class MunicipalityField(forms.CharField):
    """Becomes a Municipality; understands other names, capitals and missing accents."""

    widget = MunicipalityInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": MISSING})
        super().__init__(max_length=100, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Municipality) else value

    def clean(self, value: Any) -> Municipality | None:
        typed = super().clean(value)
        if not typed:
            return None
        names = _names()
        found = names.get(_folded(typed))
        if found is None:
            raise forms.ValidationError(_explanation(typed, names))
        return Municipality.objects.get(pk=found[0])


def _names() -> dict[str, tuple[int, str]]:
    """By folded name: which municipality, and how the name is written."""
    current = Municipality.objects.current()
    others = Alias.objects.filter(municipality__in=current).values_list("municipality", "name")
    pairs = [*others, *current.values_list("pk", "name")]
    return {_folded(name): (pk, name) for pk, name in pairs}


def _explanation(typed: str, names: dict[str, tuple[int, str]]) -> str:
    close = difflib.get_close_matches(_folded(typed), names, n=3, cutoff=0.7)
    if not close:
        return UNKNOWN.format(name=typed)
    return DID_YOU_MEAN.format(name=typed, names=" of ".join(names[one][1] for one in close))


def _folded(name: str) -> str:
    """Without capitals, accents, punctuation and the word "gemeente"."""
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(char for char in plain if char.isalnum() or char == " ")
    return " ".join(letters.removeprefix("gemeente ").split())
