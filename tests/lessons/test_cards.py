"""Whoever shares a lesson shares its numeral, hue and title; drawn here and kept long."""

import re
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from PIL import Image, ImageColor

from lessons import card_drawing, cards

from .factories import hide, make_lesson

pytestmark = pytest.mark.django_db


def _picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def _follow(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    return response


def test_card_has_the_size_that_sharing_sites_ask_for(client):
    png = _follow(client, cards.lesson_card_path(make_lesson(3))).content
    assert _picture(png).size == (1200, 630)
    # Some messengers show nothing above 300 kB.
    assert len(png) < 150_000


def test_card_shows_the_hue_of_the_lesson(client):
    picture = _picture(_follow(client, cards.lesson_card_path(make_lesson(4, hue=6))).content)
    assert picture.getpixel((600, 3)) == ImageColor.getrgb(card_drawing.HUES[6])


def test_card_of_a_draft_or_a_hidden_lesson_does_not_exist(client):
    hidden = make_lesson(1)
    hide(hidden)
    for lesson in (hidden, make_lesson(2, live=False)):
        assert client.get(cards.lesson_card_path(lesson)).status_code == 404


def test_another_title_gives_another_address_and_the_old_one_leads_there(client):
    lesson = make_lesson()
    before = cards.lesson_card_path(lesson)
    lesson.title = "Een nieuwe naam"
    lesson.save_revision().publish()
    after = cards.lesson_card_path(lesson)
    assert after != before
    assert client.get(before)["Location"] == after
    assert client.get("/delen/gideonsbende-oud.png")["Location"] == cards.site_card_path()


def test_title_that_is_still_a_draft_is_not_drawn(client):
    lesson = make_lesson()
    address = cards.lesson_card_path(lesson)
    lesson.title = "Nog geheim"
    lesson.save_revision()
    assert _follow(client, address)


def test_card_is_kept_for_a_year_and_not_sent_twice(client):
    address = cards.lesson_card_path(make_lesson())
    first = _follow(client, address)
    assert "immutable" in first["Cache-Control"]
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_other_page_has_a_card_as_well(client):
    assert _picture(_follow(client, cards.site_card_path()).content).size == (1200, 630)


def test_cards_are_read_only_and_set_no_cookie(client):
    for address in (cards.lesson_card_path(make_lesson()), cards.site_card_path()):
        assert client.post(address).status_code == 405
        assert not client.get(address).cookies


def test_colours_are_those_of_the_style_sheet():
    with open(finders.find("css/tokens.css")) as file:
        css = file.read()
    by_day = dict(re.findall(r"--gb-([\w-]+): light-dark\((#\w{6}),", css))
    assert {
        number: by_day[f"lesson-{number}-color"] for number in card_drawing.HUES
    } == card_drawing.HUES
    named = {
        name: getattr(card_drawing, name.upper()) for name in ("paper", "ink", "muted", "line")
    }
    assert named == {name: by_day[name] for name in named}
    assert by_day["flame"] == card_drawing.FLAME


@pytest.mark.parametrize(
    "title",
    [
        "x",
        "Eén",
        "Woord " * 60,
        "Hottentottententententoonstellingsbouwterrein " * 3,
        "漢字 🔥",
        "",
    ],
)
def test_any_title_gives_a_card(title):
    assert _picture(card_drawing.lesson_picture(1, 1, title)).size == (1200, 630)


def test_title_stays_inside_the_margins():
    picture = _picture(
        card_drawing.lesson_picture(1, 1, "Samenspel tussen gemeente en bewoner " * 9)
    )
    margin = card_drawing.MARGIN // card_drawing.UNITS
    beside = picture.crop((1200 - margin + 4, 20, 1200, 630))
    assert beside.getcolors() == [(beside.width * beside.height, ImageColor.getrgb("#fbfaf6"))]
