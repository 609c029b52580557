"""Where a name stands beside its flame, so that names do not cover each other or a flame.

Letters keep their size while the map grows and shrinks. So a place for a name must be free on the
narrowest map as well as on the widest. A name that has no such place may still have one on maps
that are wide enough; the style sheet hides it on the others.
"""

from dataclasses import dataclass
from functools import lru_cache

from .projection import WIDTH, Point

MAP_WIDTHS = (272, 416, 560)
# From this one on, names show that a narrow map has no room for; map.css knows its width too.
_WIDE = 1
LETTER_WIDTH, LINE_HEIGHT = 7.7, 15
FLAME_WIDTH, FLAME_HEIGHT = 14, 24
GAP = 3


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def at(self, x: float, y: float) -> "Box":
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: "Box") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Side:
    """One way to put a name beside a flame: SVG's text-anchor, pixels from the flame's foot."""

    anchor: str
    dx: int
    dy: int

    def box(self, name: str) -> Box:
        length = len(name) * LETTER_WIDTH
        left = self.dx - {"start": 0.0, "middle": length / 2, "end": length}[self.anchor]
        return Box(left, self.dy - 0.75 * LINE_HEIGHT, left + length, self.dy + 0.25 * LINE_HEIGHT)


@dataclass(frozen=True, slots=True)
class Label:
    side: Side
    needs_wide_map: bool


_ASIDE = FLAME_WIDTH // 2 + GAP
RIGHT = Side("start", _ASIDE, -4)
LEFT = Side("end", -_ASIDE, -4)
BELOW = Side("middle", 0, LINE_HEIGHT - GAP)
ABOVE = Side("middle", 0, -FLAME_HEIGHT - 2 * GAP)
SIDES = (RIGHT, LEFT, BELOW, ABOVE)

_FLAME = Box(-FLAME_WIDTH / 2, -FLAME_HEIGHT, FLAME_WIDTH / 2, 0)


@lru_cache(maxsize=64)
def place_labels(places: tuple[tuple[str, Point], ...]) -> tuple[Label | None, ...]:
    """For each (name, point in the grid) where the name stands; None where there is no room."""
    taken = {width: [_on(width, _FLAME, point) for _, point in places] for width in MAP_WIDTHS}
    labels: dict[int, Label] = {}
    for widths in (MAP_WIDTHS, MAP_WIDTHS[_WIDE:]):
        for nth, (name, point) in enumerate(places):
            side = None if nth in labels else _take_side(name, point, taken, widths)
            if side is not None:
                labels[nth] = Label(side, needs_wide_map=widths != MAP_WIDTHS)
    return tuple(labels.get(nth) for nth in range(len(places)))


def _take_side(
    name: str, point: Point, taken: dict[int, list[Box]], widths: tuple[int, ...]
) -> Side | None:
    """The first side that is free on maps of these widths; from now on it is taken."""
    for side in SIDES:
        boxes = {width: _on(width, side.box(name), point) for width in widths}
        if all(_is_free(box, width, taken[width]) for width, box in boxes.items()):
            for width, box in boxes.items():
                taken[width].append(box)
            return side
    return None


def _is_free(box: Box, width: int, taken: list[Box]) -> bool:
    return box.left >= 0 and box.right <= width and not any(map(box.meets, taken))


def _on(width: int, box: Box, point: Point) -> Box:
    x, y = point
    return box.at(x * width / WIDTH, y * width / WIDTH)
