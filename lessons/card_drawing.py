"""The picture that goes along when someone shares a page, drawn here: no service, no font file."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from .card_lettering import width_of, write

# What sharing sites ask for, in pixels.
WIDTH, HEIGHT = 1200, 630
# Drawn larger and then made smaller, for smooth edges. All sizes below are in these small units.
UNITS = 2
SHEET = (WIDTH * UNITS, HEIGHT * UNITS)
MARGIN = 144
TOP = 120
FOOT = SHEET[1] - 240
NUMERAL_SIZE = 860
NUMERAL_WIDTH = 580
KICKER_SIZE = 64
TITLE_SIZES = range(144, 84, -4)
LINE_HEIGHT = 1.17
# A line that is not the last fills at least this part of the width, if smaller letters allow it.
EVEN_ENOUGH = 0.55

# The colours of static/css/tokens.css by daylight; a test keeps the two equal.
PAPER, INK, MUTED, LINE, FLAME = "#fbfaf6", "#14213d", "#565d6e", "#d8d2c2", "#c2410c"
HUES = {
    1: "#b5340b",
    2: "#845400",
    3: "#3f6a1c",
    4: "#0a6868",
    5: "#1f5ba6",
    6: "#68479c",
    7: "#a01f5c",
}

Point = tuple[float, float]
# The flame of templates/components/flame.html, 31 high: curves, and half a circle that closes it.
FLAME_HEIGHT = 31
FLAME_LEFT_SIDE: list[list[Point]] = [
    [(12.5, 0), (13.3, 5.5), (10.3, 8.6), (7.6, 12)],
    [(7.6, 12), (5.2, 15), (3, 18), (3, 22)],
]
FLAME_RIGHT_SIDE: list[list[Point]] = [
    [(21, 22), (21, 18.4), (19.3, 15.4), (17.3, 13.2)],
    [(17.3, 13.2), (17.1, 15.2), (16.4, 16.5), (15, 17.2)],
    [(15, 17.2), (15.9, 10.8), (15, 4.8), (12.5, 0)],
]
FLAME_BASE: list[Point] = [(3, 13), (21, 31)]


@lru_cache(maxsize=32)
def lesson_picture(number: int, hue: int, title: str) -> bytes:
    """A PNG: the numeral in the lesson's hue, and its title."""
    picture, pen = _sheet(HUES[hue])
    write(pen, (MARGIN - 30, FOOT - 185), str(number), NUMERAL_SIZE, ink=HUES[hue], paper=PAPER)
    left = MARGIN + NUMERAL_WIDTH
    kicker = f"Les {number} van {len(HUES)}"
    write(pen, (left, TOP + KICKER_SIZE), kicker, KICKER_SIZE, ink=MUTED, paper=PAPER)
    _write_title(pen, title, left, TOP + KICKER_SIZE + 30)
    return _png(picture)


@lru_cache(maxsize=4)
def site_picture(title: str) -> bytes:
    """A PNG for every page that is no lesson: seven flames, and what this is about."""
    picture, pen = _sheet(FLAME)
    for place, hue in enumerate(HUES.values()):
        _draw_flame(pen, hue, MARGIN + place * 150, TOP + 20, 160)
    _write_title(pen, title, MARGIN, TOP + 240)
    return _png(picture)


def _sheet(hue: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SHEET, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SHEET[0], 22), fill=hue)
    pen.line((MARGIN, FOOT, SHEET[0] - MARGIN, FOOT), fill=LINE, width=4)
    _draw_flame(pen, FLAME, MARGIN, FOOT + 58, 110)
    write(pen, (MARGIN + 92, FOOT + 148), "Gideonsbende", 80, ink=INK, paper=PAPER)
    return picture, pen


def _write_title(pen: ImageDraw.ImageDraw, title: str, left: int, top: int) -> None:
    size, lines = _fit(title, SHEET[0] - MARGIN - left, FOOT - 40 - top)
    for row, line in enumerate(lines, start=1):
        write(pen, (left, top + row * size * LINE_HEIGHT), line, size, ink=INK, paper=PAPER)


def _fit(title: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest letters in which the title fits without a line that is nearly empty."""
    fitting = []
    for size in TITLE_SIZES:
        lines = list(_wrap(title, size, width))
        widths = [width_of(line, size) for line in lines]
        most = int(height / (size * LINE_HEIGHT))
        if len(lines) <= most and max(widths) <= width:
            fitting.append((size, lines))
            if all(line >= EVEN_ENOUGH * width for line in widths[:-1]):
                return size, lines
    return fitting[0] if fitting else (size, [*lines[: most - 1], "…"])


def _wrap(text: str, size: int, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > width:
            yield line
            longer = word
        line = longer
    yield line


def _draw_flame(pen: ImageDraw.ImageDraw, hue: str, left: int, top: int, height: int) -> None:
    scale = height / FLAME_HEIGHT

    def place(point: Point) -> Point:
        return left + (point[0] - FLAME_BASE[0][0]) * scale, top + point[1] * scale

    sides = [*FLAME_LEFT_SIDE, *FLAME_RIGHT_SIDE]
    pen.polygon([place(point) for side in sides for point in _curve(side)], fill=hue)
    pen.pieslice([place(corner) for corner in FLAME_BASE], 0, 180, fill=hue)


def _curve(points: list[Point], steps: int = 24) -> Iterator[Point]:
    """A cubic Bézier curve as a row of points."""
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        pairs = list(zip(weights, points, strict=True))
        yield sum(w * x for w, (x, _y) in pairs), sum(w * y for w, (_x, y) in pairs)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.reduce(UNITS).save(out, "PNG", optimize=True)
    return out.getvalue()
