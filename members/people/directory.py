"""Finding each other: the filters of /leden/, as one plain form."""

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from lessons.models import Topic
from lessons.municipalities.provinces import Province
from lessons.municipalities.size_classes import SIZE_CLASSES

from .forms import LessonField
from .models import Profile, ProfileTopic
from .models.membership import Role
from .querysets import ProfileQuerySet


def _shown_topics() -> QuerySet[Topic]:
    """Topics that somebody has and does not hide."""
    shown = ProfileTopic.objects.filter(tag=OuterRef("pk"), content_object__hide_working_on=False)
    return Topic.objects.filter(Exists(shown))


class DirectoryForm(forms.Form):
    """Nothing is required; what nobody understands is left aside."""

    q = forms.CharField(label="Naam of gemeente", required=False, max_length=100)
    helpt = LessonField(
        label="Kan helpen bij", required=False, to_field_name="number", empty_label="Alle lessen"
    )
    zoekt = LessonField(
        label="Zoekt hulp bij", required=False, to_field_name="number", empty_label="Alle lessen"
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
        _shown_topics(), label="Onderwerp", required=False, to_field_name="slug", empty_label="Alle"
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

    def results(self) -> ProfileQuerySet:
        """Members who fit every filter that was filled in, by name."""
        self.is_valid()
        found = Profile.objects.of_members().filter(person__is_active=True)
        for name, narrow in self.NARROW.items():
            value = self.cleaned_data.get(name)
            if value:
                found = narrow(found, value)
        return found.in_order()
