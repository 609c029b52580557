"""What may be asked of each part of the read API; anything else is refused by name."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate

from ..models import Topic
from ..models.lesson import LESSON_NUMBERS
from ..municipalities.provinces import Province
from ..municipalities.size_classes import SIZE_CLASSES, size_class_by_key


class DetailQuery(forms.Form):
    """``fields`` as Wagtail's API knows it: ``*``, ``name`` or ``-name``, separated by commas."""

    fields = forms.RegexField(r"^[a-z0-9_*,-]+$", max_length=200, required=False)  # type: ignore[assignment]

    def unknown(self) -> list[str]:
        """The names in the address that are not known here."""
        return sorted(set(self.data) - set(self.base_fields))

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None

    def choose(self, rows: Any) -> Any:
        """The rows that were asked for; every row when nothing was."""
        return rows


class ListQuery(DetailQuery):
    limit = forms.IntegerField(min_value=1, max_value=settings.WAGTAILAPI_LIMIT_MAX, required=False)
    offset = forms.IntegerField(min_value=0, max_value=100_000, required=False)


class LessonQuery(ListQuery):
    number = forms.IntegerField(
        min_value=LESSON_NUMBERS[0], max_value=LESSON_NUMBERS[-1], required=False
    )

    def choose(self, rows: Any) -> Any:
        number = self.asked("number")
        return rows.filter(number=number) if number else rows


class ExampleQuery(ListQuery):
    lesson = forms.IntegerField(
        min_value=LESSON_NUMBERS[0], max_value=LESSON_NUMBERS[-1], required=False
    )
    municipality = forms.CharField(max_length=6, required=False)
    topic = forms.CharField(max_length=100, required=False)

    def choose(self, rows: Any) -> Any:
        if lesson := self.asked("lesson"):
            rows = rows.filter(lessons__number=lesson)
        if code := self.asked("municipality"):
            rows = rows.filter(municipality__code=code)
        if topic := self.asked("topic"):
            rows = rows.filter(topic_links__tag__in=Topic.objects.at_address(topic))
        return rows


class MunicipalityQuery(ListQuery):
    name = forms.CharField(max_length=80, required=False)
    province = forms.ChoiceField(choices=Province.choices, required=False)
    size_class = forms.ChoiceField(
        choices=[(size_class.key, size_class.label) for size_class in SIZE_CLASSES], required=False
    )
    valid_on = forms.DateField(input_formats=["%Y-%m-%d"], required=False)

    def choose(self, rows: Any) -> Any:
        rows = rows.valid_on(self.asked("valid_on") or localdate())
        if name := self.asked("name"):
            rows = rows.filter(name__iexact=name)
        if province := self.asked("province"):
            rows = rows.in_province(province)
        if size_class := size_class_by_key(self.asked("size_class") or ""):
            rows = rows.in_size_class(size_class)
        return rows
