"""What people fill in. Every error says what to do."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.models import LessonPage
from lessons.topic_forms import TopicsField

from .applications import Answers
from .models import Application, ColleagueRequest, Invitation, Profile, User
from .models.application import MOTIVATION_LENGTH
from .models.colleague_request import SIZES
from .models.membership import Role
from .models.profile import HIDEABLE
from .municipality_field import MunicipalityField
from .photos import MAX_BYTES

YEARS_BACK = 45
EMAIL_ERRORS = {
    "required": "Vul uw werk-e-mailadres in.",
    "invalid": "Vul een e-mailadres in zoals naam@gemeente.nl.",
}


# Control characters, line and paragraph separators: what could end a line of a mail.
LINE_BREAKERS = {"Cc", "Zl", "Zp"}


def check_name(name: str) -> None:
    """Names go into mail, so they hold no lines of their own and no addresses of sites."""
    if "://" in name or any(unicodedata.category(one) in LINE_BREAKERS for one in name):
        raise ValidationError("Vul alleen een naam in, op één regel en zonder webadres.")


class NameField(forms.CharField):
    """The name of a person, as it may stand in a mail."""

    default_validators = [check_name]

    def __init__(self, *, max_length: int = 150, strip: bool = True, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=strip, **kwargs)


class LessonsField(forms.ModelMultipleChoiceField):
    """The seven lessons as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LessonPage.objects.live().in_short(), required=False, **kwargs)
        self.error_messages["invalid_choice"] = "Kies lessen uit de lijst."

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.menu_title}"


class LessonField(forms.ModelChoiceField):
    """One of the seven lessons."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LessonPage.objects.live().in_short(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.menu_title}"


class JoinForm(forms.Form):
    """Nine fields in two steps; without JavaScript they stand below each other."""

    STEPS = (
        ("Uw functie", ("name", "email", "municipality", "role", "since")),
        ("Uw lessen", ("offers", "seeks", "motivation", "agree")),
    )
    SEVERAL = {"offers", "seeks"}
    # Agreeing is something that one does, not something that is remembered.
    KEPT = [name for _title, names in STEPS for name in names if name != "agree"]

    name = NameField(
        label="Uw naam",
        error_messages={"required": "Vul uw naam in."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Werk-e-mailadres",
        help_text="We sturen een code naar dit adres.",
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    municipality = MunicipalityField(
        label="Gemeente", help_text="Typ de eerste letters en kies uit de lijst."
    )
    role = forms.ChoiceField(
        label="Functie",
        choices=[("", "Kies uw functie"), *Role.choices],
        error_messages={
            "required": "Kies uw functie.",
            "invalid_choice": "Kies uw functie uit de lijst.",
        },
    )
    since = forms.DateField(
        label="In deze functie sinds",
        help_text="Maand en jaar, bijvoorbeeld 9-2023.",
        input_formats=["%m-%Y", "%m/%Y", "%m %Y", "%d-%m-%Y", "%Y"],
        error_messages={
            "required": "Vul in sinds wanneer u deze functie hebt.",
            "invalid": "Vul een maand en een jaar in, bijvoorbeeld 9-2023.",
        },
        widget=forms.DateInput(format="%m-%Y", attrs={"autocomplete": "off"}),
    )
    offers = LessonsField(label="Bij welke lessen kunt u een collega helpen?")
    seeks = LessonsField(label="Bij welke lessen wilt u zelf hulp?")
    motivation = forms.CharField(
        label="Waarom wilt u meedoen?",
        help_text=f"Een paar zinnen is genoeg, hoogstens {MOTIVATION_LENGTH} tekens. "
        "Alleen de redactie leest dit.",
        required=False,
        max_length=MOTIVATION_LENGTH,
        error_messages={"max_length": "Maak uw tekst korter: hoogstens %(limit_value)d tekens."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agree = forms.BooleanField(
        label="Ik houd me aan de huisregels",
        error_messages={"required": "Lees de huisregels en zet een vinkje als u akkoord bent."},
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person:
            # Their address is confirmed already; a new one is set at "E-mailadres" first.
            self.fields["email"].disabled = True
            self.fields["email"].help_text = ""
            self.initial.setdefault("name", person.name)
            self.initial["email"] = person.email

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise forms.ValidationError("Deze maand ligt in de toekomst. Vul een eerdere maand in.")
        if since.year < timezone.localdate().year - YEARS_BACK:
            raise forms.ValidationError("Vul een later jaar in.")
        return since

    def look_at_step(self, number: int) -> None:
        """Check this step only: what comes after it was not filled in yet."""
        names = self.STEPS[number][1]
        for name in [name for name in self.errors if name not in names]:
            del self.errors[name]

    def steps(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.STEPS]

    def answers(self) -> Answers:
        data = self.cleaned_data.copy()
        del data["agree"]
        return Answers(**data | {"offers": list(data["offers"]), "seeks": list(data["seeks"])})


class AgreeForm(forms.Form):
    agree = forms.BooleanField(
        label="Ik houd me aan deze huisregels",
        error_messages={"required": "Zet een vinkje als u akkoord bent."},
    )


class AnswerForm(forms.ModelForm):
    class Meta:
        model = Application
        fields = ["answer"]
        labels = {"answer": "Uw antwoord"}
        widgets = {"answer": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = "Schrijf uw antwoord op."


class ProfileForm(forms.ModelForm):
    """What colleagues may know; everything but the name may be left out or hidden."""

    name = NameField(label="Naam", error_messages={"required": "Vul uw naam in."})
    offers = LessonsField(label="Bij deze lessen kan ik een collega helpen")
    seeks = LessonsField(label="Bij deze lessen zoek ik hulp")
    topics = TopicsField(
        label="Onderwerpen",
        required=False,
        help_text="Losse woorden, met een komma ertussen. Bijvoorbeeld: buurthuizen, participatie.",
    )
    photo = forms.FileField(
        label="Foto",
        required=False,
        help_text="Een jpg, png of webp van hoogstens 8 MB. We maken er een kleine foto van.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove_photo = forms.BooleanField(label="Mijn foto weghalen", required=False)
    hidden = forms.MultipleChoiceField(
        label="Wat mogen andere leden niet zien?",
        required=False,
        choices=[
            ("municipality", "mijn gemeente en functie"),
            ("since", "hoe lang ik deze functie heb"),
            ("offers", "de lessen waarbij ik help"),
            ("seeks", "de lessen waarbij ik hulp zoek"),
            ("working_on", "waar ik aan werk en mijn onderwerpen"),
            ("email", "mijn e-mailadres"),
            ("photo", "mijn foto"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = ["offers", "seeks", "working_on", "topics"]
        labels = {"working_on": "Waar ik nu aan werk"}
        help_texts = {"working_on": "Een paar zinnen, hoogstens 600 tekens. Leden lezen dit."}
        widgets = {"working_on": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "working_on": {"max_length": "Maak uw tekst korter: hoogstens 600 tekens."}
        }

    field_order = ["name", "photo", "remove_photo", "offers", "seeks", "working_on", "topics"]

    def __init__(self, *args: Any, has_photo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = self.instance.person.name
        self.initial["hidden"] = [one for one in HIDEABLE if not self.instance.shows(one)]
        if not has_photo:
            del self.fields["remove_photo"]

    def clean_photo(self):
        photo = self.cleaned_data["photo"]
        if photo and photo.size > MAX_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 8 MB. Kies een kleinere foto.")
        return photo


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["name", "email"]
        field_classes = {"name": NameField}
        labels = {"name": "Naam van uw collega", "email": "Werk-e-mailadres van uw collega"}
        error_messages = {
            "name": {"required": "Vul de naam van uw collega in."},
            "email": EMAIL_ERRORS | {"required": "Vul het e-mailadres van uw collega in."},
        }


class AskColleagueForm(forms.ModelForm):
    lesson = LessonField(
        label="Over welke les gaat uw vraag?",
        empty_label="Kies een les",
        error_messages={
            "required": "Kies een les.",
            "invalid_choice": "Kies een les uit de lijst.",
        },
    )
    size = forms.ChoiceField(
        label="Hoe groot is de gemeente van uw collega?",
        required=False,
        choices=[("", "Maakt niet uit"), *SIZES],
    )

    class Meta:
        model = ColleagueRequest
        fields = ["lesson", "size", "question"]
        labels = {"question": "Wat wilt u vragen?"}
        help_texts = {
            "question": "Alleen wie u helpt leest dit, en alleen hier. Hoogstens 400 tekens."
        }
        widgets = {"question": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "question": {"max_length": "Maak uw vraag korter: hoogstens 400 tekens."},
        }


class PauseForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ["paused_until"]
        labels = {"paused_until": "Pauze tot en met"}
        help_texts = {
            "paused_until": "Tot en met die dag vragen we u niets. Geen pauze meer? Maak dit veld "
            "dan leeg."
        }
        widgets = {"paused_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"paused_until": {"invalid": "Vul een datum in, zoals 31-12-2026."}}

    def clean_paused_until(self):
        day = self.cleaned_data["paused_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("Deze dag is al voorbij. Kies een latere dag.")
        return day
