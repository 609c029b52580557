"""Where a name stands beside its flame, so that names do not cover each other or a flame.

Letters keep their size while the map grows and shrinks, so a place for a name must be free on the
narrowest map (a phone of 320 px) as well as on the widest.
"""

from dataclasses import dataclass
from functools import lru_cache

from .projection import WIDTH, Point

MAP_WIDTHS = (288, 560)
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


_ASIDE = FLAME_WIDTH // 2 + GAP
RIGHT = Side("start", _ASIDE, -4)
LEFT = Side("end", -_ASIDE, -4)
BELOW = Side("middle", 0, LINE_HEIGHT - GAP)
ABOVE = Side("middle", 0, -FLAME_HEIGHT - 2 * GAP)
SIDES = (RIGHT, LEFT, BELOW, ABOVE)

_FLAME = Box(-FLAME_WIDTH / 2, -FLAME_HEIGHT, FLAME_WIDTH / 2, 0)
_Boxes = tuple[Box, ...]


@lru_cache(maxsize=64)
def choose_sides(places: tuple[tuple[str, Point], ...]) -> tuple[Side | None, ...]:
    """For each (name, point in the grid) a side that is free; None where there is no room."""
    taken = [_on_each_map(_FLAME, point) for _name, point in places]
    sides: list[Side | None] = []
    for name, point in places:
        side = next((side for side in SIDES if _is_free(side, name, point, taken)), None)
        sides.append(side)
        if side is not None:
            taken.append(_on_each_map(side.box(name), point))
    return tuple(sides)


def _is_free(side: Side, name: str, point: Point, taken: list[_Boxes]) -> bool:
    boxes = _on_each_map(side.box(name), point)
    return all(
        box.left >= 0 and box.right <= width and not any(box.meets(other[nth]) for other in taken)
        for nth, (box, width) in enumerate(zip(boxes, MAP_WIDTHS, strict=True))
    )


def _on_each_map(box: Box, point: Point) -> _Boxes:
    x, y = point
    return tuple(box.at(x * width / WIDTH, y * width / WIDTH) for width in MAP_WIDTHS)
