"""Finding each other: the filters of /leden/, as one plain form."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from lessons.models import LessonPage, Topic
from lessons.municipalities.provinces import Province
from lessons.municipalities.size_classes import SIZE_CLASSES

from .models import Profile, ProfileTopic
from .models.membership import Role
from .querysets import ProfileQuerySet


class DirectoryForm(forms.Form):
    """Nothing is required; what nobody understands is left aside."""

    q = forms.CharField(label="Naam of gemeente", required=False, max_length=100)
    helpt = forms.ModelChoiceField(
        LessonPage.objects.none(), label="Kan helpen bij", required=False, to_field_name="number"
    )
    zoekt = forms.ModelChoiceField(
        LessonPage.objects.none(), label="Zoekt hulp bij", required=False, to_field_name="number"
    )
    provincie = forms.ChoiceField(
        label="Provincie", required=False, choices=[("", "Alle"), *Province.choices]
    )
    grootte = forms.ChoiceField(
        label="Grootte van de gemeente",
        required=False,
        choices=[("", "Alle"), *((size.key, size.label) for size in SIZE_CLASSES)],
    )
    functie = forms.ChoiceField(
        label="Functie", required=False, choices=[("", "Alle"), *Role.choices]
    )
    onderwerp = forms.ModelChoiceField(
        Topic.objects.none(), label="Onderwerp", required=False, to_field_name="slug"
    )

    NARROW = {
        "q": ProfileQuerySet.named,
        "helpt": ProfileQuerySet.offering,
        "zoekt": ProfileQuerySet.seeking,
        "provincie": ProfileQuerySet.in_province,
        "grootte": ProfileQuerySet.in_municipality_of_size,
        "functie": ProfileQuerySet.in_role,
        "onderwerp": ProfileQuerySet.about,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lessons = LessonPage.objects.live().in_order()
        for name in ("helpt", "zoekt"):
            field = self.fields[name]
            field.queryset, field.empty_label = lessons, "Alle lessen"
            field.label_from_instance = lambda one: f"{one.number}. {one.menu_title}"
        shown = ProfileTopic.objects.filter(
            tag=OuterRef("pk"), content_object__hide_working_on=False
        )
        self.fields["onderwerp"].queryset = Topic.objects.filter(Exists(shown))
        self.fields["onderwerp"].empty_label = "Alle"

    def results(self) -> ProfileQuerySet:
        """Members who fit every filter that was filled in, by name."""
        self.is_valid()
        found = Profile.objects.of_members().filter(person__is_active=True)
        for name, narrow in self.NARROW.items():
            value = self.cleaned_data.get(name)
            if value:
                found = narrow(found, value)
        return found.in_order()
