"""Signing up: one form."""

from collections.abc import Iterator
from typing import Any

from django import forms

from lessons.models import LessonPage
from members.people.forms import LessonsField
from members.people.models import User

from ..models import Availability, Enrolment, Round
from ..models.enrolment import ACCESS_NEEDS_LENGTH, SENTENCE_LENGTH, Answer
from ..scheduling.forms import AnswersForm
from .colleagues import Colleagues
from .enrolments import Answers

MOST_APART = 3
TOO_LONG = "Maak deze tekst korter. Hoogstens %(limit_value)d tekens passen hier."
NEVER = (
    "U koos overal ‘Nee’. Zo past u in geen enkele groep. Kies bij minstens één dag ‘Ja’ of ‘Als "
    "het moet’. Kunt u echt niet? {}"
)
NOT_NOW = "Meld u dan nu niet aan, en doe een volgende ronde mee."
NO_LONGER = "Meld u dan af, onder aan deze pagina."
NEEDS_ONLINE = "Bijvoorbeeld ondertiteling of een pauze halverwege. "
NEEDS_IN_PERSON = "Bijvoorbeeld een ringleiding of een zaal zonder trap. "


class CaseSentence(forms.CharField):
    """Needed with a case, and only then: the label says so."""

    needed_when = "alleen als u iets inbrengt"


class EnrolmentForm(AnswersForm):
    brings_case = forms.BooleanField(label="Ik breng iets in", required=False)
    sentence = CaseSentence(
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
        help_text="Alleen de begeleider van uw groep leest dit.",
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(
        self, *args: Any, one: Round, person: User, before: Enrolment | None = None, **kwargs: Any
    ) -> None:
        self.is_enrolled = before is not None and before.is_standing
        self.colleagues = Colleagues(person)
        initial = _initial_of(before, person, self.colleagues)
        super().__init__(*args, periods=one.dates.all(), initial=initial, **kwargs)
        needs = self.fields["access_needs"]
        needs.help_text = f"{NEEDS_ONLINE if one.is_online else NEEDS_IN_PERSON}{needs.help_text}"
        for number in range(1, MOST_APART + 1):
            self.fields[f"apart_{number}"] = forms.CharField(
                label=f"Naam {number}",
                required=False,
                widget=forms.TextInput(attrs={"list": "collegas", "autocomplete": "off"}),
            )
        # As on the page, so that the summary names errors from top to bottom.
        self.order_fields([f"date_{period.pk}" for period in self.periods])

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
        self._check_dates(data)
        self.apart = list(self._apart(data))
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        """Whoever can never come would be signed up and still get no group."""
        names = [f"date_{period.pk}" for period in self.periods]
        if names and all(data.get(name) == Answer.NO for name in names):
            self.add_error(names[0], NEVER.format(NO_LONGER if self.is_enrolled else NOT_NOW))

    def _apart(self, data: dict[str, Any]) -> Iterator[User]:
        for name in (f"apart_{number}" for number in range(1, MOST_APART + 1)):
            if typed := data.get(name, ""):
                try:
                    yield self.colleagues.named(typed)
                except forms.ValidationError as error:
                    self.add_error(name, error)

    def answers(self) -> Answers:
        data = self.cleaned_data
        return Answers(
            dates=self.dates(),
            brings_case=data["brings_case"],
            sentence=data["sentence"],
            case_lessons=list(data["case_lessons"]),
            can_facilitate=data["can_facilitate"],
            access_needs=data["access_needs"],
            apart=self.apart,
        )


def _initial_of(
    enrolment: Enrolment | None, person: User, colleagues: Colleagues
) -> dict[str, Any]:
    """What somebody answered before, and whom they rather avoid in any round."""
    wishes = colleagues.labels_of([one.other_id for one in person.aparts.all()])
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
