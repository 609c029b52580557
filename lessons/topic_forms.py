"""Typing topics, and what editors fill in to keep them one word for one thing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse_lazy
from taggit.forms import TagField, TagWidget

from .models.topic import NAME_LENGTH, Synonym, Topic
from .topics import called, known_topics

QUOTES = '"“”„«» '


class TopicsInput(TagWidget):
    """Gives back what people type: without the quotation marks that taggit puts around words."""

    def format_value(self, value: str | Iterable[Topic] | None) -> str | None:
        if value is None or isinstance(value, str):
            return super().format_value(value)
        names = sorted(str(topic) for topic in value)
        # Only a topic that an editor gave a comma of its own would else come back as two.
        return ", ".join(f'"{name}"' if "," in name else name for name in names)


class TopicsField(TagField):
    """Words with a comma or a semicolon between them; another word for a topic gives the topic."""

    widget = TopicsInput(
        attrs={"autocomplete": "off", "data-suggestions": reverse_lazy("topic_suggestions")}
    )

    def clean(self, value: str) -> list[str]:
        # Without any comma taggit would cut "wijkgericht werken" in two.
        names = super().clean(f"{_with_commas(value)}," if value and value.strip() else value)
        spoken = (name.strip(QUOTES) for name in names)
        return [str(topic) for topic in known_topics(name for name in spoken if name)]


def _with_commas(typed: str) -> str:
    """Every second part stands between quotation marks and stays as it is."""
    parts = typed.split('"')
    if len(parts) % 2 == 0:
        return typed.replace('"', "").replace(";", ",")
    parts[::2] = [part.replace(";", ",") for part in parts[::2]]
    return '"'.join(parts)


class KnowsSynonyms:
    """For the forms of the desk, whose own field offers the topics that there are."""

    cleaned_data: dict[str, Any]

    def clean_topics(self) -> list[str]:
        return [str(topic) for topic in known_topics(self.cleaned_data["topics"])]


class SynonymForm(forms.Form):
    name = forms.CharField(
        label="Ander woord",
        max_length=NAME_LENGTH,
        help_text="Wie dit woord typt, krijgt dit onderwerp.",
        error_messages={"required": "Typ een woord."},
    )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if "," in name:
            raise forms.ValidationError("Voeg één woord tegelijk toe, zonder komma.")
        if called(Topic.objects.all(), [name]).exists():
            raise forms.ValidationError(
                f"‘{name}’ is zelf een onderwerp. Voeg de twee onderwerpen samen."
            )
        taken = called(Synonym.objects.all(), [name]).first()
        if taken:
            raise forms.ValidationError(f"‘{name}’ betekent al ‘{taken.topic}’. Kies een ander.")
        return name


class MergeForm(forms.Form):
    into = forms.CharField(
        label="Onderwerp dat blijft",
        help_text="Typ de naam van het andere onderwerp.",
        error_messages={"required": "Typ de naam van het onderwerp dat blijft."},
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic

    def clean_into(self) -> Topic:
        into = known_topics([self.cleaned_data["into"]])[0]
        if isinstance(into, str):
            raise forms.ValidationError(f"Er is geen onderwerp ‘{into}’. Kijk in de lijst.")
        if into == self.topic:
            raise forms.ValidationError("Dit is hetzelfde onderwerp. Typ de naam van een ander.")
        return into
