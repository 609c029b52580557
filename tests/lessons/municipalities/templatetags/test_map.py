import gzip

import pytest
from django.template import Context, Template

from lessons.municipalities.models import Municipality

KILOBYTE = 1024


@pytest.fixture
def draw(municipalities):
    template = Template("{% load map %}{% netherlands_map places=places here=here %}")
    return lambda places, here=None: template.render(Context({"places": places, "here": here}))


def test_map_without_places_is_an_outline_with_an_invitation(draw):
    html = draw(Municipality.objects.none())
    assert "gb-map__land" in html
    assert "gb-map__dots" not in html
    assert "<a " not in html
    assert "brandt hier haar vlam" in html


def test_place_that_takes_part_is_a_link_with_its_name(draw, named, add_lesson, add_example):
    add_example(named("Ermelo"), add_lesson(6))
    html = draw(Municipality.objects.taking_part())
    assert 'href="/gemeenten/ermelo/" class="gb-map__place gb-lesson-6"' in html
    assert ">Ermelo</text>" in html


def test_map_finds_by_itself_who_takes_part(municipalities, named, add_example):
    add_example(named("Ermelo"))
    html = Template("{% load map %}{% netherlands_map %}").render(Context())
    assert html.count("gb-map__place") == 1
    assert ">Ermelo</text>" in html


def test_numbers_in_the_drawing_have_a_point_and_no_comma(draw, named, add_example):
    add_example(named("Ermelo"))
    html = draw(Municipality.objects.current())
    assert 'x="59.' in html
    assert "%," not in html
    assert not [part for part in html.split('"') if part.replace(",", "").isdigit() and "," in part]


def test_own_municipality_has_a_name_but_no_link_and_a_flame_only_if_it_takes_part(
    draw, named, add_example
):
    html = draw(list(named("Ede").neighbours.all()), here=named("Ede"))
    assert '<g class="gb-map__here"><circle' in html
    add_example(named("Ede"))
    html = draw(list(named("Ede").neighbours.all()), here=named("Ede"))
    assert '<g class="gb-map__here"><use' in html
    assert ">Ede</text>" in html
    assert "<a " not in html


def test_map_of_the_front_page_is_small(draw, named, add_lesson, add_example):
    lesson = add_lesson(1)
    for name in ("Ermelo", "Heusden", "Nijmegen", "Zwolle", "Assen"):
        add_example(named(name), lesson)
    html = draw(Municipality.objects.taking_part())
    assert len(gzip.compress(html.encode())) < 2 * KILOBYTE


def test_map_of_all_municipalities_is_small(draw):
    assert len(gzip.compress(draw(Municipality.objects.current()).encode())) < 3 * KILOBYTE
