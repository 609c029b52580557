"""What every part of the read API has in common."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import path, re_path
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from . import queries


class AlwaysJson(BaseContentNegotiation):
    """A browser that asks for HTML gets JSON too, rather than a refusal."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Endpoint(BaseAPIViewSet):
    """GET and HEAD only, JSON only, the same for everyone: no login is looked at."""

    http_method_names = ["get", "head"]
    authentication_classes: list[type] = []
    permission_classes: list[type] = []
    content_negotiation_class = AlwaysJson
    renderer_classes = [JSONRenderer]
    list_query: type[queries.ListQuery] = queries.ListQuery

    def initial(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        listing = self.action == "listing_view"
        self.query = (self.list_query if listing else queries.DetailQuery)(request.GET)
        if unknown := self.query.unknown():
            raise BadRequestError(f"Onbekende parameter: {', '.join(unknown)}.")
        for name, faults in self.query.errors.items():
            raise BadRequestError(f"{name}: {faults[0]}")

    def check_query_parameters(self, queryset: QuerySet) -> None:
        """Done before any query was made; see ``initial``."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.query.choose(queryset)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Http404):
            exc = Http404("Niet gevonden.")
        response = super().handle_exception(exc)
        if "detail" in response.data:
            response.data = {"message": response.data["detail"]}
        return response

    @classmethod
    def get_urlpatterns(cls) -> list:
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            # No longer than any database can hold.
            re_path("^(?P<pk>[0-9]{1,18})/$", cls.as_view({"get": "detail_view"}), name="detail"),
        ]
