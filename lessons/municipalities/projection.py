"""From degrees to the map: plain arithmetic on the simplified outline, without a database.

The map is a grid of ``WIDTH`` by ``HEIGHT`` units. One degree of longitude is shorter than one of
latitude; at the middle of the country by the cosine of 52.1 degrees.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path

OUTLINE = Path(__file__).parent / "data" / "outline.json"

WEST, EAST, SOUTH, NORTH = 3.30, 7.26, 50.72, 53.54
WIDTH = 500
_UNITS_PER_LATITUDE = WIDTH / ((EAST - WEST) * cos(radians(52.1)))
HEIGHT = round((NORTH - SOUTH) * _UNITS_PER_LATITUDE)

Point = tuple[float, float]


def to_grid(longitude: float, latitude: float) -> Point:
    """Units from the left and from the top of the map."""
    x = (longitude - WEST) * cos(radians(52.1)) * _UNITS_PER_LATITUDE
    y = (NORTH - latitude) * _UNITS_PER_LATITUDE
    return x, y


def line_path(degrees: Sequence[Point], *, closed: bool = False) -> str:
    """An SVG path through the points, in whole units and relative steps: few bytes."""
    points = [(round(x), round(y)) for x, y in (to_grid(*point) for point in degrees)]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    start, rest = points[0], "".join(_pair(*step) for step in steps)
    return f"M{start[0]} {start[1]}l{rest.lstrip()}{'z' if closed else ''}"


def dots_path(degrees: Iterable[Point]) -> str:
    """All dots in one SVG path: lines of no length, which round caps turn into dots."""
    points = ((round(x), round(y)) for x, y in (to_grid(*point) for point in degrees))
    return "".join(f"M{x} {y}h0" for x, y in sorted(points))


@cache
def land_path() -> str:
    return "".join(line_path(ring, closed=True) for ring in _outline()["land"].values())


@cache
def dikes_path() -> str:
    """The Afsluitdijk and the Houtribdijk."""
    return "".join(line_path(line) for line in _outline()["dikes"])


def _pair(x: int, y: int) -> str:
    return f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"


def _outline() -> dict:
    return json.loads(OUTLINE.read_text(encoding="utf-8"))
