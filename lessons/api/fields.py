"""How the read API writes what Wagtail's own serializers would not write safely or at all."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from rest_framework.fields import Field
from rest_framework.serializers import SlugRelatedField
from wagtail.api.v2.serializers import BaseSerializer, PageSerializer
from wagtail.models import Page

from ..addresses import absolute
from ..models import ExamplePage
from ..municipalities.models import Municipality
from ..municipalities.size_classes import SizeClass


class WholeObjectField(Field):
    """A field that is written from the object as a whole."""

    def get_attribute(self, instance: Model) -> Model:
        return instance


class PageAddressField(WholeObjectField):
    def to_representation(self, page: Page) -> str:
        return absolute(page.get_url(self.context["request"]))


class TopicsField(WholeObjectField):
    """Names from the rows that were fetched with the list; Wagtail's own field asks per example."""

    def to_representation(self, example: ExamplePage) -> list[str]:
        return sorted(link.tag.name for link in example.topic_links.all())


class SizeClassField(Field):
    def to_representation(self, size_class: SizeClass) -> dict[str, str]:
        return {"key": size_class.key, "label": size_class.label}


class MunicipalityAddressField(WholeObjectField):
    def to_representation(self, municipality: Municipality) -> str:
        return absolute(municipality.get_absolute_url())


class MunicipalityDetailField(WholeObjectField):
    def to_representation(self, municipality: Municipality) -> str:
        return absolute(reverse("api:municipalities:detail", args=[municipality.code]))


class CodeField(SlugRelatedField):
    """Municipalities by their CBS code, or what hangs on one by its name."""

    def __init__(self, slug_field: str = "code", **kwargs: Any) -> None:
        super().__init__(slug_field=slug_field, read_only=True, **kwargs)


class PublicPageSerializer(PageSerializer):
    html_url = PageAddressField(read_only=True)


class MunicipalitySerializer(BaseSerializer):
    detail_url = MunicipalityDetailField(read_only=True)
    html_url = MunicipalityAddressField(read_only=True)
    size_class = SizeClassField(read_only=True)
