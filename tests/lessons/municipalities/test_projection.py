import csv

from lessons.municipalities.loading import DATA
from lessons.municipalities.projection import (
    HEIGHT,
    OUTLINE,
    WIDTH,
    dikes_path,
    dots_path,
    land_path,
    line_path,
    to_grid,
)

HEUSDEN, GRONINGEN = (5.14, 51.69), (6.57, 53.22)


def test_north_is_up_and_east_is_right():
    south_west, north_east = to_grid(*HEUSDEN), to_grid(*GRONINGEN)
    assert south_west[0] < north_east[0]
    assert south_west[1] > north_east[1]


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north():
    kilometre_north, kilometre_east = 1 / 111.2, 1 / (111.2 * 0.6143)
    x, y = to_grid(5.0, 52.1)
    up, right = to_grid(5.0, 52.1 + kilometre_north), to_grid(5.0 + kilometre_east, 52.1)
    assert abs((y - up[1]) - (right[0] - x)) < 0.001


def test_whole_country_lies_on_the_map():
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            x, y = to_grid(float(row["lon"]), float(row["lat"]))
            assert 0 < x < WIDTH
            assert 0 < y < HEIGHT


def test_path_is_short_and_relative():
    corner = (5.0, 52.0)
    path = line_path([corner, (5.1, 52.0), (5.0, 51.9)], closed=True)
    x, y = (round(value) for value in to_grid(*corner))
    assert path.startswith(f"M{x} {y}l")
    assert path.endswith("z")
    assert len(land_path()) < 1_200


def test_outline_has_land_and_both_dikes():
    assert OUTLINE.exists()
    assert land_path().count("z") == 11
    assert dikes_path().count("M") == 2


def test_each_place_is_one_dot():
    assert dots_path([HEUSDEN, GRONINGEN]).count("h0") == 2
    assert dots_path([]) == ""
