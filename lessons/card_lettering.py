"""Dutch words in Pillow's own font, which knows no accents: those are drawn above their letter."""

import unicodedata
from functools import cache

from PIL import ImageDraw, ImageFont

# Strokes in parts of the letter size; x from the middle of the letter, y up from the accent's foot.
# A dot is a stroke without length.
ACCENTS = {
    "\N{COMBINING ACUTE ACCENT}": [((-0.05, 0.0), (0.08, 0.12))],
    "\N{COMBINING GRAVE ACCENT}": [((0.05, 0.0), (-0.08, 0.12))],
    "\N{COMBINING CIRCUMFLEX ACCENT}": [((-0.11, 0.0), (0.0, 0.11)), ((0.0, 0.11), (0.11, 0.0))],
    "\N{COMBINING DIAERESIS}": [((-0.12, 0.05), (-0.12, 0.05)), ((0.12, 0.05), (0.12, 0.05))],
}
DOT_WIDTH = 0.105
STROKE_WIDTH = 0.075
GAP = 0.08
BEYOND_ASCII = "‘’“”…‹›«»°±·"
# What the font lacks, and what is written in its place.
STAND_INS = str.maketrans({"–": "-", "—": "-", "„": "“", "\u00a0": " ", "\u2011": "-"})

Point = tuple[float, float]


@cache
def font_of(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, so it cannot draw letters.")
    return font


def write(
    pen: ImageDraw.ImageDraw, at: Point, text: str, size: int, *, ink: str, paper: str
) -> None:
    """Write one line; ``at`` is its left end on the base line."""
    font = font_of(size)
    letters, accents = split(text)
    pen.text(at, letters, ink, font, anchor="ls")
    for index, accent in accents:
        before, letter = letters[:index], letters[index]
        left, top, right, _bottom = font.getbbox(letter, anchor="ls")
        start = at[0] + font.getlength(before)
        if letter in "ij":
            top = _take_off_dot(pen, (start, at[1]), (left, top, right), font, paper)
        foot = start + (left + right) / 2, at[1] + top - GAP * size
        _draw_accent(pen, ACCENTS[accent], foot, size, ink)


def width_of(text: str, size: int) -> float:
    return font_of(size).getlength(split(text)[0])


def split(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The letters that the font has, and every accent with the index of the letter below it."""
    letters, accents = "", []
    for mark in unicodedata.normalize("NFD", text.translate(STAND_INS)):
        if mark in ACCENTS and letters:
            accents.append((len(letters) - 1, mark))
        elif mark.isascii() or mark in BEYOND_ASCII:
            letters += mark
    return letters, accents


def _take_off_dot(
    pen: ImageDraw.ImageDraw,
    at: Point,
    box: tuple[float, float, float],
    font: ImageFont.FreeTypeFont,
    paper: str,
) -> float:
    """The accent comes where the dot was; returns the top of what is left."""
    left, top, right = box
    stem_top = font.getbbox("x", anchor="ls")[1]
    gap = (stem_top - top) / 4
    pen.rectangle(
        (at[0] + left - 1, at[1] + top - 1, at[0] + right + 1, at[1] + stem_top - gap), fill=paper
    )
    return stem_top


def _draw_accent(
    pen: ImageDraw.ImageDraw,
    strokes: list[tuple[Point, Point]],
    foot: Point,
    size: int,
    ink: str,
) -> None:
    for stroke in strokes:
        ends = [(foot[0] + x * size, foot[1] - y * size) for x, y in stroke]
        width = size * (DOT_WIDTH if ends[0] == ends[1] else STROKE_WIDTH)
        pen.line(ends, fill=ink, width=round(width))
        for x, y in ends:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ink)
