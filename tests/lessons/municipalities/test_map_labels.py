from lessons.municipalities.map_labels import MAP_WIDTHS, RIGHT, Label, place_labels
from lessons.municipalities.projection import WIDTH

MIDDLE = (250.0, 300.0)
VILLAGES = tuple(
    (f"Gemeente {n}", (100.0 + 45 * (n % 4), 200.0 + 30 * (n // 4))) for n in range(12)
)


def _boxes(places, width):
    """The names that show on a map of this width."""
    for (name, (x, y)), label in zip(places, place_labels(places), strict=True):
        if label and not (label.needs_wide_map and width == min(MAP_WIDTHS)):
            yield label.side.box(name).at(x * width / WIDTH, y * width / WIDTH)


def test_name_alone_stands_to_the_right():
    assert place_labels((("Ermelo", MIDDLE),)) == (Label(RIGHT, needs_wide_map=False),)


def test_name_near_the_east_edge_stays_on_the_map():
    places = (("Enschede", (495.0, 250.0)),)
    for width in MAP_WIDTHS:
        (box,) = _boxes(places, width)
        assert box.left >= 0
        assert box.right <= width


def test_names_of_neighbours_do_not_cover_each_other_at_any_width():
    for width in MAP_WIDTHS:
        boxes = list(_boxes(VILLAGES, width))
        assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_name_that_fits_on_a_wide_map_only_says_so():
    at_the_edge, beside_it = place_labels((("Veendorp", (20.0, 300.0)), ("Zee", (120.0, 300.0))))
    assert at_the_edge == Label(RIGHT, needs_wide_map=True)
    assert beside_it == Label(RIGHT, needs_wide_map=False)


def test_name_without_room_is_left_out_rather_than_laid_over_another():
    crowd = tuple((f"Gemeente {n}", MIDDLE) for n in range(6))
    assert None in place_labels(crowd)
