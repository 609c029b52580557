"""Pillow's own font has no accents, and Dutch does not go without them."""

import pytest
from PIL import Image, ImageDraw

from lessons import card_lettering
from lessons.card_lettering import split, width_of, write

PAPER, INK = "#ffffff", "#000000"


def _written(text: str) -> Image.Image:
    picture = Image.new("RGB", (200, 200), PAPER)
    write(ImageDraw.Draw(picture), (40, 150), text, 120, ink=INK, paper=PAPER)
    return picture


def test_accents_are_taken_off_and_remembered():
    assert split("één") == ("een", [(0, "\u0301"), (1, "\u0301")])
    assert split("coördinatie") == ("coordinatie", [(2, "\u0308")])


def test_signs_without_a_shape_have_a_stand_in_or_fall_out():
    assert split("gemeente – bewoner 🔥")[0] == "gemeente - bewoner "
    assert split("‘zo’ …")[0] == "‘zo’ …"


@pytest.mark.parametrize("letter", "éèêëáàâäóòôöúùûüïíÉËÖ")
def test_letter_with_an_accent_looks_different_from_the_bare_one(letter):
    bare = split(letter)[0]
    assert _written(letter).tobytes() != _written(bare).tobytes()


def test_accents_take_no_room():
    assert width_of("één", 60) == width_of("een", 60)


def test_every_letter_that_is_kept_has_a_shape():
    missing = bytes(card_lettering.font_of(40).getmask("\ufffe"))
    printable = "".join(map(chr, range(0x21, 0x7F))) + card_lettering.BEYOND_ASCII
    for letter in printable:
        assert bytes(card_lettering.font_of(40).getmask(letter)) != missing, letter
