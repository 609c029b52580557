"""Municipalities, by every name that people use for them."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.template.loader import render_to_string

from lessons.municipalities.models import Municipality
from lessons.municipalities.provinces import names_of

from ..models import Kind
from .description import Description, Source


def _readable() -> QuerySet:
    return Municipality.objects.prefetch_related("aliases").order_by("pk")


def _describe(municipality: Municipality) -> Description:
    return Description(
        object_id=municipality.pk,
        kind=Kind.MUNICIPALITY,
        title=municipality.name,
        url=municipality.get_absolute_url(),
        summary=render_to_string("search/municipality.txt", {"municipality": municipality}).strip(),
        text="\n".join(["gemeente", *names_of(municipality.province)]),
        other_titles=tuple(_other_names(municipality)),
        is_name=True,
    )


def _other_names(municipality: Municipality) -> Iterator[str]:
    yield from (alias.name for alias in municipality.aliases.all())
    if municipality.name.startswith("'s-"):
        # 's-Hertogenbosch is typed as shertogenbosch too.
        yield municipality.name.replace("'s-", "s")


MUNICIPALITIES = Source(Municipality, _readable, _describe)
