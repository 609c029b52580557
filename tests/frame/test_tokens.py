"""The colours in tokens.css, measured as WCAG 2.2 measures them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR, "gideonsbende/static/css/tokens.css")
PAIR = re.compile(r"--gb-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS.read_text())}
LESSON_HUES = [f"lesson-{number}-color" for number in range(1, 8)]
TEXT_COLOURS = ["ink", "muted", "flame", "error", "success", *LESSON_HUES]
AS_TEXT, AS_BORDER = 4.5, 3.0


@pytest.mark.parametrize("scheme", [0, 1], ids=["paper", "night"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("name", TEXT_COLOURS)
def test_text_colour_is_readable(name: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[name][scheme], COLOURS[ground][scheme]) >= AS_TEXT


@pytest.mark.parametrize("scheme", [0, 1], ids=["paper", "night"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_border_of_a_control_is_visible(ground: str, scheme: int) -> None:
    assert contrast(COLOURS["border"][scheme], COLOURS[ground][scheme]) >= AS_BORDER


@pytest.mark.parametrize("scheme", [0, 1], ids=["paper", "night"])
def test_marked_words_are_readable(scheme: int) -> None:
    assert contrast(COLOURS["ink"][scheme], COLOURS["ochre"][scheme]) >= AS_TEXT


def test_seven_lessons_have_seven_hues() -> None:
    assert len({COLOURS[hue] for hue in LESSON_HUES}) == 7


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #rrggbb colours (WCAG 2.2, success criterion 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
