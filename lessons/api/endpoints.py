"""The four lists: everything in them is public, and is asked for in a fixed number of queries."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import path
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.models import Page, Site

from ..models import ExamplePage, LessonPage
from ..municipalities.models import Municipality
from . import queries
from .endpoint import Endpoint
from .fields import CodeField, MunicipalitySerializer, PublicPageSerializer, TopicsField


class Pages(Endpoint):
    """Every public page, in short."""

    model = Page
    name = "pages"
    base_serializer_class = PublicPageSerializer
    body_fields = ["id", "title"]
    meta_fields = [
        "type", "detail_url", "html_url", "slug",
        "search_description", "first_published_at", "last_published_at",
    ]  # fmt: skip
    listing_default_fields = ["id", "title", *meta_fields]
    nested_default_fields = ["id", "title", "type", "detail_url"]

    def get_queryset(self) -> QuerySet:
        return Page.objects.in_site(Site.find_for_request(self.request)).live().public()


class Lessons(Pages):
    model = LessonPage
    name = "lessons"
    list_query = queries.LessonQuery
    listing_default_fields = [*Pages.listing_default_fields, "number", "core"]
    nested_default_fields = [*Pages.nested_default_fields, "number"]
    detail_only_fields = ["body", "checklist", "questions", "additions", "sources"]

    def get_queryset(self) -> QuerySet:
        return LessonPage.objects.live().public().in_order()


class Examples(Pages):
    model = ExamplePage
    name = "examples"
    list_query = queries.ExampleQuery
    detail_only_fields = ["facts", "body", "hard", "sources"]

    @classmethod
    def get_listing_default_fields(cls, model: type[Page]) -> list[str]:
        fields = cls.get_available_fields(model)
        return [name for name in fields if name not in cls.detail_only_fields]

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[APIField]:
        fields = super().get_body_fields(model)
        topics = APIField("topics", serializer=TopicsField())
        return [topics if field.name == "topics" else field for field in fields]

    def get_queryset(self) -> QuerySet:
        # What is prefetched is what is shown: a lesson that is a draft stays out.
        public_lessons = LessonPage.objects.live().public().in_order()
        return (
            ExamplePage.objects.live()
            .public()
            .newest()
            .select_related("municipality")
            .prefetch_related(Prefetch("lessons", public_lessons), "topic_links__tag")
        )


class Municipalities(Endpoint):
    model = Municipality
    name = "municipalities"
    lookup_field = "code"
    list_query = queries.MunicipalityQuery
    base_serializer_class = MunicipalitySerializer
    body_fields = [
        "code", "name", "province", "inhabitants", "size_class",
        "valid_from", "valid_to", "end_confirmed",
        APIField("successor", serializer=CodeField()),
        APIField("neighbours", serializer=CodeField(many=True)),
        APIField("aliases", serializer=CodeField("name", many=True)),
    ]  # fmt: skip
    meta_fields = ["type", "detail_url", "html_url"]
    listing_default_fields = [
        *(getattr(field, "name", field) for field in body_fields),
        *meta_fields,
    ]
    nested_default_fields = ["code", "name", "type", "detail_url"]

    def get_queryset(self) -> QuerySet:
        codes = Municipality.objects.only("code")
        return (
            Municipality.objects.order_by("name", "code")
            .select_related("successor")
            .prefetch_related(Prefetch("neighbours", codes.order_by("code")), "aliases")
        )

    @classmethod
    def get_urlpatterns(cls) -> list:
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<str:code>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def detail_view(self, request: HttpRequest, code: str) -> Response:
        return super().detail_view(request, pk=code)
