"""``{% load map %}{% netherlands_map places=municipalities %}``"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import template

from ..map_labels import Label, place_labels
from ..models import Municipality
from ..projection import HEIGHT, WIDTH, Point, dikes_path, dots_path, land_path, to_grid
from ..querysets import Story

register = template.Library()


@dataclass(frozen=True, slots=True)
class Mark:
    """A name on the map, beside a flame if ``lit``, else beside a dot.

    ``x`` and ``y`` in per cent, as text because of the decimal point.
    """

    municipality: Municipality
    x: str
    y: str
    lit: bool
    hue: int | None
    label: Label | None


@register.inclusion_tag("components/map.html")
def netherlands_map(
    places: Iterable[Municipality] | None = None,
    here: Municipality | None = None,
    stories: dict[int, Story] | None = None,
) -> dict[str, Any]:
    """The Netherlands with a flame for each place that takes part and a dot for each other one.

    Without ``places`` these are all that take part. ``here`` gets a name without a link:
    it is the page's own municipality. Hand over ``stories`` if they were read before.
    """
    stories = Municipality.objects.stories() if stories is None else stories
    if places is None:
        places = Municipality.objects.current().filter(pk__in=stories)
    places = [place for place in places if place != here]
    lit = [place for place in places if place.pk in stories]
    silent = [_degrees(place) for place in places if place.pk not in stories]
    marks = list(_marks([here, *lit] if here else lit, stories))
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "land": land_path(),
        "dikes": dikes_path(),
        "dots": dots_path(silent),
        "here": marks.pop(0) if here else None,
        "marks": marks,
    }


def _marks(municipalities: list[Municipality], stories: dict[int, Story]) -> Iterator[Mark]:
    points = [to_grid(*_degrees(municipality)) for municipality in municipalities]
    named = tuple((one.name, point) for one, point in zip(municipalities, points, strict=True))
    for municipality, (x, y), label in zip(
        municipalities, points, place_labels(named), strict=True
    ):
        story = stories.get(municipality.pk)
        yield Mark(
            municipality,
            x=f"{100 * x / WIDTH:.1f}%",
            y=f"{100 * y / HEIGHT:.1f}%",
            lit=story is not None,
            hue=story.hue if story else None,
            label=label,
        )


def _degrees(municipality: Municipality) -> Point:
    return float(municipality.longitude), float(municipality.latitude)
