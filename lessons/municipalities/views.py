"""The map with its list, and a page for each municipality."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from .filtering import Filter, fold
from .models import Municipality
from .provinces import OTHER_NAMES, Province
from .querysets import Story
from .size_classes import SIZE_CLASSES

EXAMPLES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Row:
    municipality: Municipality
    story: Story | None
    shown: bool


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All rows are always there, so that the filter in the browser needs no other request."""
    places = Municipality.objects.current().with_other_names()
    stories = Municipality.objects.stories()
    wanted = Filter.from_query(request.GET)
    found = wanted.among(places)
    context = {
        "places": places,
        "stories": stories,
        "provinces": _by_province(_rows(places, stories, shown=found)),
        "filter": wanted,
        "found": len(found),
        "province_names": Province.values,
        "size_classes": SIZE_CLASSES,
    }
    return render(request, "municipalities/municipalities.html", context)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    here = get_object_or_404(Municipality.objects.select_related("successor"), slug=slug)
    lineage = Municipality.objects.lineage_on(localdate())
    family = lineage.family(here.pk)
    examples = Municipality.objects.examples_of(family).newest().with_lessons()
    newest = list(examples[: EXAMPLES_SHOWN + 1])
    neighbours = list(Municipality.objects.bordering(family, lineage))
    stories = Municipality.objects.stories(lineage)
    context = {
        "municipality": here,
        "family": family,
        "today": Municipality.objects.get(pk=lineage.heir(here.pk)) if here.has_ended else here,
        "arrivals": here.predecessors.all(),
        "neighbours": neighbours,
        "neighbour_rows": _rows(neighbours, stories, shown=neighbours),
        "stories": stories,
        "examples": newest[:EXAMPLES_SHOWN],
        "more_examples": len(newest) > EXAMPLES_SHOWN,
    }
    return render(request, "municipalities/municipality.html", context)


def _rows(
    municipalities: list[Municipality], stories: dict[int, Story], *, shown: list[Municipality]
) -> list[Row]:
    """By name as Dutch readers sort: without accents and without the apostrophe of 's."""
    visible = {municipality.pk for municipality in shown}
    in_order = sorted(municipalities, key=lambda municipality: fold(municipality.name))
    return [Row(one, stories.get(one.pk), one.pk in visible) for one in in_order]


def _by_province(rows: list[Row]) -> list[dict]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.municipality.province, []).append(row)
    return [
        {
            "name": province,
            "also": " ".join(OTHER_NAMES.get(Province(province), ())),
            "rows": groups[province],
            "shown": any(row.shown for row in groups[province]),
        }
        for province in sorted(groups)
    ]
