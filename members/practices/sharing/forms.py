"""What members fill in. Every error says what to do."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone

from lessons.models import LessonPage
from lessons.municipalities.models import Alias, Municipality
from lessons.topic_forms import TopicsField
from members.people.forms import LessonsField
from members.people.models import User

from ..anonymity import telling_words
from ..anonymity_among_members import can_hide, telling_topics
from ..models import Audience, Kind, Practice, Residents, StoredFile
from ..models.practice import MOST_LESSONS, TITLE_LENGTH
from ..text_fields import LongText, UncutText, say_when_needed
from ..topics import LONGEST_TOPIC, MOST_TOPICS, most_used
from .submission import Content

# What somebody who asks a question cannot tell yet.
NOT_FOR_QUESTIONS = ("action", "result", "residents")
NEEDED_WHEN = {
    **dict.fromkeys(NOT_FOR_QUESTIONS, "niet verplicht bij een vraag"),
    "residents_view": "verplicht als u het hun vroeg",
}
KNOWN_ALREADY = (
    "U deelde dit eerder met uw naam. Trek de ervaring in en deel de tekst opnieuw, zonder naam."
)
NOBODY_TO_HIDE_AMONG = (
    "Er doen nog te weinig gemeenten mee: een lezer kan raden wie u bent. Deel dit met uw naam, of "
    "bewaar uw concept voor later."
)
TEXTS = ("title", "matter", "action", "result", "otherwise", "residents_view")
SUGGESTIONS = 8


class PracticeForm(forms.Form):
    """In parts, so that ten minutes are enough; every part has a heading."""

    PARTS = (
        ("Wat wilt u delen?", ("kind", "title")),
        ("Het verhaal", ("matter", "action", "result", "otherwise")),
        ("Bewoners", ("residents", "residents_view")),
        ("Waarover", ("lessons", "topics")),
        ("Van wie", ("municipality", "co_author")),
        ("Met of zonder naam", ("under_pseudonym",)),
        ("Voor wie", ("audience",)),
    )

    kind = forms.ChoiceField(
        label="Soort",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u wilt delen."},
    )
    title = UncutText(
        label="Titel",
        help_text="Eén zin waar een collega het aan herkent. Hoogstens 120 tekens.",
        max_length=TITLE_LENGTH,
        error_messages={"required": "Geef uw ervaring een titel."},
    )
    matter = LongText(
        label="Wat was er aan de hand?",
        help_text="Bij een vraag: wat is er aan de hand, en wat wilt u weten? Geen namen van "
        "bewoners of collega’s.",
        error_messages={"required": "Vertel wat er aan de hand was."},
    )
    action = LongText(label="Wat deed u?", error_messages={"required": "Vertel wat u deed."})
    result = LongText(
        label="Wat bracht het?", error_messages={"required": "Vertel wat het bracht."}
    )
    otherwise = LongText(label="Wat zou u een volgende keer anders doen?", required=False)
    residents = forms.ChoiceField(
        label="Wat vonden bewoners ervan?",
        choices=Residents.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of bewoners gevraagd is wat zij ervan vonden."},
    )
    residents_view = LongText(label="Wat zeiden zij?", required=False)
    lessons = LessonsField(
        label="Bij welke lessen hoort dit?", help_text="Kies er één, twee of drie."
    )
    topics = TopicsField(label="Onderwerpen", required=False)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Gemeente",
        empty_label=None,
        error_messages={
            "required": "Kies uw gemeente.",
            "invalid_choice": "Kies een gemeente waar u werkt of werkte.",
        },
    )
    co_author = forms.CharField(
        label="Medeschrijver",
        help_text="De naam of het e-mailadres van een lid. Die kan de tekst ook aanpassen.",
        required=False,
        max_length=150,
    )
    under_pseudonym = forms.BooleanField(
        label="Zonder onze naam plaatsen",
        help_text="Zonder naam kan alleen bij ‘Wat niet lukte’. Lezers zien dan alleen hoe groot "
        "uw gemeente ongeveer is. De redactie weet wie u bent.",
        required=False,
    )
    audience = forms.ChoiceField(
        label="Wie mag dit lezen?",
        choices=[
            (
                Audience.MEMBERS,
                "Alleen leden. Het staat meteen op de site. De redactie leest het daarna.",
            ),
            (Audience.PUBLIC, "Iedereen. De redactie leest het eerst."),
        ],
        widget=forms.RadioSelect,
        initial=Audience.MEMBERS,
        error_messages={"required": "Kies wie dit mag lezen."},
    )

    def __init__(
        self, *args: Any, author: User, practice: Practice | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.practice = practice
        lessons = cast(LessonsField, self.fields["lessons"])
        lessons.queryset = LessonPage.objects.live().in_order()
        lessons.required = True
        lessons.error_messages["required"] = "Kies één tot drie lessen."
        places = cast(forms.ModelChoiceField, self.fields["municipality"])
        places.queryset = Municipality.objects.filter(self._places()).distinct()
        self.fields["topics"].help_text = _topics_help()
        for name in NOT_FOR_QUESTIONS:
            self.fields[name].required = self["kind"].value() != Kind.QUESTION
        say_when_needed(self, NEEDED_WHEN)
        self.parts = [(title, [self[name] for name in names]) for title, names in self.PARTS]

    def _places(self) -> Q:
        """Where the author works or worked; of a practice also the place that it has."""
        mine = Q(memberships__person=self.author)
        return mine | Q(pk=self.practice.municipality_id) if self.practice else mine

    def clean_lessons(self):
        lessons = self.cleaned_data["lessons"]
        if len(lessons) > MOST_LESSONS:
            raise forms.ValidationError("Kies hoogstens drie lessen. Haal er een paar weg.")
        return lessons

    def clean_topics(self) -> list[str]:
        topics = self.cleaned_data["topics"]
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(f"Kies hoogstens {MOST_TOPICS} onderwerpen.")
        if any(len(topic) > LONGEST_TOPIC for topic in topics):
            raise forms.ValidationError("Maak elk onderwerp kort, en zet er komma’s tussen.")
        if any(sign in topic for topic in topics for sign in "<>"):
            raise forms.ValidationError("Gebruik geen ‘<’ of ‘>’ in uw onderwerpen.")
        return topics

    def clean_co_author(self) -> User | None:
        typed = self.cleaned_data["co_author"].strip()
        if not typed:
            return None
        if self.practice and self.practice.co_author == self.author:
            # The co-author revises: they stay what they are.
            return self.author
        found = User.objects.members().filter(Q(name__iexact=typed) | Q(email__iexact=typed))
        people = list(found.exclude(pk=self.author.pk)[:2])
        if not people:
            raise forms.ValidationError("We vinden geen ander lid met deze naam of dit adres.")
        if len(people) > 1:
            raise forms.ValidationError("Meer leden heten zo. Vul het e-mailadres in.")
        return people[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._match_residents(data)
        if data.get("under_pseudonym"):
            self._guard_pseudonym(data)
        return data

    def _match_residents(self, data: dict[str, Any]) -> None:
        asked, said = data.get("residents"), data.get("residents_view")
        if asked == Residents.ASKED and not said:
            self.add_error("residents_view", "Vul in wat bewoners zeiden, of kies ‘Niet gevraagd’.")
        if asked == Residents.NOT_ASKED and said:
            self.add_error("residents", "U schreef op wat bewoners zeiden. Kies dat dan ook hier.")

    def _guard_pseudonym(self, data: dict[str, Any]) -> None:
        if data.get("kind") != Kind.FAILED:
            self.add_error("under_pseudonym", "Zonder naam delen kan alleen bij ‘Wat niet lukte’.")
        if not can_hide(timezone.localdate()):
            self.add_error("under_pseudonym", NOBODY_TO_HIDE_AMONG)
        if self.practice and not self.practice.under_pseudonym:
            self.add_error("under_pseudonym", KNOWN_ALREADY)
        if data.get("co_author"):
            self.add_error("co_author", "Zonder naam delen kan niet met een medeschrijver.")
        names, places = self._names(), self._place_names(data.get("municipality"))
        for field in (*TEXTS, "topics"):
            text = " ".join(data.get(field) or ()) if field == "topics" else data.get(field, "")
            if found := telling_words(text or "", names=names, places=places):
                words = "’, ‘".join(found)
                self.add_error(field, f"Haal ‘{words}’ weg: zo weet een lezer wie u bent.")
        if found := telling_topics(data.get("topics") or [], writer=self._writer()):
            words = "’, ‘".join(found)
            self.add_error("topics", f"Haal ‘{words}’ weg: dat staat ook in uw profiel.")

    def _writer(self) -> User:
        return (self.practice and self.practice.author) or self.author

    def _names(self) -> list[str]:
        people = [self.author, self.practice.author if self.practice else None]
        return [person.name for person in people if person]

    @staticmethod
    def _place_names(municipality: Municipality | None) -> list[str]:
        if municipality is None:
            return []
        aliases = Alias.objects.filter(municipality=municipality)
        domain = [municipality.domain] if municipality.domain else []
        return [municipality.name, *aliases.values_list("name", flat=True), *domain]

    def content(self, files: Sequence[StoredFile]) -> Content:
        data = self.cleaned_data
        return Content(**data | {"lessons": list(data["lessons"]), "files": files})


def shown(field: forms.BoundField) -> str:
    """What was filled in, as the form says it: the labels of what was chosen."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return "ja" if value else "nee"
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return value or ""
    chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
    return ", ".join(str(label) for key, label in choices if str(key) in chosen)


def answers_of(practice: Practice) -> dict[str, list[str]]:
    """The latest text of a practice as a form that was filled in."""
    latest = practice.get_latest_revision_as_object()
    plain = ("kind", "title", "matter", "action", "result", "otherwise", "residents")
    answers = {name: [getattr(latest, name)] for name in (*plain, "residents_view", "audience")}
    answers["lessons"] = [str(lesson.pk) for lesson in latest.lessons.all()]
    answers["topics"] = [", ".join(topic.name for topic in latest.topics.all())]
    answers["municipality"] = [str(latest.municipality_id)]
    answers["co_author"] = [latest.co_author.name if latest.co_author else ""]
    answers["under_pseudonym"] = ["on"] if latest.under_pseudonym else []
    answers["kept"] = [str(shown.stored_id) for shown in latest.files.all()]
    return answers


def _topics_help() -> str:
    used = ", ".join(topic.name for topic in most_used(SUGGESTIONS))
    start = "Losse woorden, met een komma ertussen."
    return f"{start} Veel gebruikt: {used}." if used else start
