"""What members fill in below a practice."""

from typing import Any, cast

from django import forms
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.people.models import User

from ..models import Comment, Practice, Residents, Result, Trial
from ..models.comment import COMMENT_LENGTH
from ..models.trial import TRIAL_LENGTH
from ..text_fields import LongText, UncutText, number, say_when_needed
from ..trials import Outcome

GONE = (
    "De reactie waarop u antwoordt, is er niet meer. Plaats uw tekst als losse reactie, of haal "
    "hem weg."
)


class CommentForm(forms.Form):
    text = UncutText(
        label="Uw reactie",
        max_length=COMMENT_LENGTH,
        help_text="Alleen leden lezen dit. Noem een collega met @ en de naam zoals die bij Leden "
        "staat, met streepjes in plaats van spaties: @anna-de-vries. Een lijst begint u met "
        "streepjes.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf uw reactie op."},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answerable = Comment.objects.visible().filter(practice=practice)

    def clean(self) -> dict[str, Any]:
        """``parent`` becomes the comment that is answered, or None."""
        number = self.cleaned_data.get("parent")
        parent = self.answerable.filter(pk=number).first() if number else None
        if self.data.get("parent") and parent is None:
            self.add_error("text", GONE)
        return self.cleaned_data | {"parent": parent}


class EditCommentForm(forms.Form):
    text = CommentForm.base_fields["text"]


class RemarkForm(forms.Form):
    """Why an author does not agree yet."""

    remark = UncutText(
        label="Wat moet er anders?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op wat er anders moet."},
    )


class ReportForm(forms.Form):
    reason = UncutText(
        label="Wat is er mis?",
        max_length=1000,
        help_text="Alleen de redactie leest dit.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op wat er mis is."},
    )


class TrialForm(forms.ModelForm):
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Gemeente",
        empty_label=None,
        error_messages={
            "required": "Kies uw gemeente.",
            "invalid_choice": "Kies een gemeente waar u werkt of werkte.",
        },
    )

    changed = LongText(
        label="Wat deed u anders?",
        help_text=f"Hoogstens {number(TRIAL_LENGTH)} tekens.",
        max_length=TRIAL_LENGTH,
        required=False,
    )
    residents_view = LongText(label="Wat zeiden zij?", max_length=TRIAL_LENGTH, required=False)

    class Meta:
        model = Trial
        fields = [
            "municipality",
            "tried_on",
            "result",
            "changed",
            "residents",
            "residents_view",
        ]
        labels = {
            "tried_on": "Wanneer probeerde u het?",
            "result": "Werkte het?",
            "residents": "Wat vonden bewoners ervan?",
        }
        help_texts = {
            # With hyphens at which no line breaks.
            "tried_on": "Een dag ongeveer is goed, bijvoorbeeld 1\u20119\u20112026.",
        }
        widgets = {
            "tried_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "result": forms.RadioSelect,
            "residents": forms.RadioSelect,
        }
        error_messages = {
            "tried_on": {
                "required": "Vul in wanneer u het probeerde.",
                "invalid": "Vul een datum in, zoals 1-9-2026.",
            },
            "result": {"required": "Kies of het werkte."},
            "residents": {"required": "Kies of bewoners gevraagd is wat zij ervan vonden."},
        }

    def __init__(self, *args: Any, practice: Practice, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice = practice
        say_when_needed(self, {"residents_view": "verplicht als u het hun vroeg"})
        places = cast(forms.ModelChoiceField, self.fields["municipality"])
        places.queryset = Municipality.objects.filter(memberships__person=person).distinct()
        # Without the empty choice that Django puts before them.
        cast(forms.ChoiceField, self.fields["result"]).choices = Result.choices
        cast(forms.ChoiceField, self.fields["residents"]).choices = Residents.choices

    def clean_municipality(self) -> Municipality:
        municipality = self.cleaned_data["municipality"]
        # Of a practice without a name this must not be said: it would tell whose it is.
        own = municipality == self.practice.municipality and not self.practice.under_pseudonym
        if own:
            raise forms.ValidationError("Dit is een ervaring van deze gemeente zelf.")
        return municipality

    def clean_tried_on(self):
        day = self.cleaned_data["tried_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen. Kies een eerdere dag.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        asked, said = data.get("residents"), data.get("residents_view")
        if asked == Residents.ASKED and not said:
            self.add_error("residents_view", "Vul in wat bewoners zeiden, of kies ‘Niet gevraagd’.")
        if asked == Residents.NOT_ASKED and said:
            self.add_error("residents", "U schreef op wat bewoners zeiden. Kies dat dan ook hier.")
        return data

    def _post_clean(self) -> None:
        """The verb writes the row, and the form has nothing to check that is not checked here."""

    def outcome(self) -> Outcome:
        return Outcome(**self.cleaned_data)
