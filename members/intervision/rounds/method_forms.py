"""Five questions that lead to a method."""

from django import forms

from ..models.method import Method, Trust
from ..rules import method_choice
from ..rules.method_choice import Question, Situation

QUESTIONS = [
    (Question.INCIDENT.value, "Over iets wat gebeurd is"),
    (Question.APPROACH.value, "Hoe pak ik dit aan?"),
    (Question.STUCK.value, "Ik zit vast"),
    (Question.ROLE.value, "Mijn eigen rol of gevoel"),
]
KNOWN = [
    (Trust.NEW.value, "Nog niet"),
    (Trust.SOME.value, "Een beetje"),
    (Trust.MUCH.value, "Goed"),
]
NUMBER = "Vul een getal in, zoals %d."


def _number(label: str, example: int, least: int, most: int) -> forms.IntegerField:
    wrong = NUMBER % example
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class ChooserForm(forms.Form):
    vraag = forms.ChoiceField(label="Wat voor vraag hebt u?", choices=QUESTIONS)
    kennen = forms.TypedChoiceField(label="Kent u elkaar al?", choices=KNOWN, coerce=int)
    mensen = _number("Met hoeveel mensen bent u?", 6, 1, 99)
    minuten = _number("Hoeveel minuten hebt u?", 90, 1, 600)
    hoe = forms.ChoiceField(
        label="Hoe komt u bij elkaar?", choices=[("online", "Online"), ("samen", "In één kamer")]
    )

    def situation(self) -> Situation:
        data = self.cleaned_data
        return Situation(
            question=Question(data["vraag"]),
            trust=data["kennen"],
            people=data["mensen"],
            minutes=data["minuten"],
            is_online=data["hoe"] == "online",
        )


def as_rule(method: Method) -> method_choice.Method:
    fits = frozenset(one for one in Question if getattr(method, f"fits_{one.value}"))
    return method_choice.Method(
        slug=method.slug,
        name=method.name,
        minutes=method.minutes,
        smallest=method.smallest,
        largest=method.largest,
        trust=method.trust,
        online_fit=method.online_fit,
        for_beginners=method.for_beginners,
        fits=fits,
    )
