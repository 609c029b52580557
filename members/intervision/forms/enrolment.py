"""Signing up: one form."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone

from lessons.models import LessonPage
from members.people.forms import LessonsField
from members.people.models import Membership, User
from members.permissions import gives_access

from ..enrolling import Answers
from ..models import Availability, Enrolment, Round
from ..models.enrolment import ACCESS_NEEDS_LENGTH, SENTENCE_LENGTH
from .dates import AnswersForm

MOST_APART = 3
TOO_LONG = "Maak deze tekst korter. Hoogstens %(limit_value)d tekens passen hier."
UNKNOWN = "We vonden geen lid met deze naam. Kies een naam uit de lijst."


class EnrolmentForm(AnswersForm):
    brings_case = forms.BooleanField(label="Ik breng iets in", required=False)
    sentence = forms.CharField(
        label="Waar gaat het over, in één zin?",
        required=False,
        max_length=SENTENCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Schrijf geen namen op. We versleutelen deze zin. Alleen u en straks uw groep "
        "lezen hem.",
        error_messages={"max_length": TOO_LONG},
    )
    case_lessons = LessonsField(label="Bij welke les past dit?")
    can_facilitate = forms.BooleanField(label="Ik kan een groep begeleiden", required=False)
    access_needs = forms.CharField(
        label="Wat hebt u nodig om goed mee te doen?",
        required=False,
        max_length=ACCESS_NEEDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld een ringleiding of een zaal zonder trap. Alleen de begeleider van "
        "uw groep leest dit.",
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(
        self, *args: Any, one: Round, person: User, before: Enrolment | None = None, **kwargs: Any
    ) -> None:
        self.person = person
        self.colleagues = _colleagues(person)
        initial = _initial_of(before, person, self.colleagues)
        super().__init__(*args, periods=one.dates.all(), initial=initial, **kwargs)
        for number in range(1, MOST_APART + 1):
            self.fields[f"apart_{number}"] = forms.CharField(
                label=f"Naam {number}",
                required=False,
                widget=forms.TextInput(attrs={"list": "collegas", "autocomplete": "off"}),
            )

    def apart_fields(self) -> Iterator[forms.BoundField]:
        return (self[f"apart_{number}"] for number in range(1, MOST_APART + 1))

    def case_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in ("brings_case", "sentence", "case_lessons"))

    def other_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in ("can_facilitate", "access_needs"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        brings, sentence = data.get("brings_case"), data.get("sentence")
        if brings and not sentence and "sentence" not in self.errors:
            self.add_error("sentence", "Schrijf in één zin op wat u inbrengt.")
        if sentence and not brings:
            self.add_error("brings_case", "U schreef een zin op. Zet hier ook een vinkje.")
        for number in range(1, MOST_APART + 1):
            self._check_apart(f"apart_{number}", data)
        return data

    def _check_apart(self, name: str, data: dict[str, Any]) -> None:
        typed = data.get(name, "")
        if typed and typed not in self.colleagues:
            self.add_error(name, UNKNOWN)

    def answers(self) -> Answers:
        data = self.cleaned_data
        typed = [data[f"apart_{number}"] for number in range(1, MOST_APART + 1)]
        return Answers(
            dates=self.dates(),
            brings_case=data["brings_case"],
            sentence=data["sentence"],
            case_lessons=list(data["case_lessons"]),
            can_facilitate=data["can_facilitate"],
            access_needs=data["access_needs"],
            apart=[self.colleagues[name] for name in typed if name],
        )


def _initial_of(
    enrolment: Enrolment | None, person: User, colleagues: dict[str, User]
) -> dict[str, Any]:
    """What somebody answered before, and whom they rather avoid in any round."""
    names = {other.pk: name for name, other in colleagues.items()}
    wishes = [names[one.other_id] for one in person.aparts.all() if one.other_id in names]
    initial: dict[str, Any] = {
        f"apart_{number}": name for number, name in enumerate(wishes[:MOST_APART], start=1)
    }
    if enrolment is None or not enrolment.is_standing:
        return initial
    answers = Availability.objects.filter(enrolment=enrolment).values_list("date", "answer")
    return initial | {
        **{f"date_{date}": answer for date, answer in answers},
        "brings_case": enrolment.brings_case,
        "sentence": enrolment.sentence,
        "case_lessons": list(LessonPage.objects.filter(pk__in=enrolment.case_lessons.all())),
        "can_facilitate": enrolment.can_facilitate,
        "access_needs": enrolment.access_needs,
    }


def _colleagues(person: User) -> dict[str, User]:
    """The other members by how the list calls them; a namesake gets a number."""
    hidden = User.objects.filter(profile__hide_municipality=True).values("pk")
    posts = (
        Membership.objects.filter(gives_access(timezone.localdate()))
        .exclude(person=person)
        .filter(person__is_active=True)
        .select_related("person", "municipality")
        .order_by("person__name", "person", "-start")
    )
    hiding = set(hidden.values_list("pk", flat=True))
    found: dict[str, User] = {}
    seen: set[int] = set()
    for post in posts:
        if post.person_id not in seen:
            seen.add(post.person_id)
            place = "" if post.person_id in hiding else f" ({post.municipality.name})"
            found[_free(f"{post.person.name}{place}", found)] = post.person
    return found


def _free(name: str, taken: dict[str, User]) -> str:
    wanted, number = name, 2
    while wanted in taken:
        wanted, number = f"{name} {number}", number + 1
    return wanted
