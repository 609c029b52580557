from lessons.municipalities.map_labels import MAP_WIDTHS, RIGHT, choose_sides
from lessons.municipalities.projection import WIDTH

MIDDLE = (250.0, 300.0)


def _boxes(places, width):
    for (name, (x, y)), side in zip(places, choose_sides(places), strict=True):
        if side:
            yield side.box(name).at(x * width / WIDTH, y * width / WIDTH)


def test_name_alone_stands_to_the_right():
    assert choose_sides((("Ermelo", MIDDLE),)) == (RIGHT,)


def test_name_near_the_east_edge_stays_on_the_map():
    places = (("Enschede", (495.0, 250.0)),)
    for width in MAP_WIDTHS:
        (box,) = _boxes(places, width)
        assert box.left >= 0
        assert box.right <= width


def test_names_of_neighbours_do_not_cover_each_other_at_any_width():
    places = tuple(
        (f"Gemeente {n}", (100.0 + 45 * (n % 4), 200.0 + 30 * (n // 4))) for n in range(12)
    )
    for width in MAP_WIDTHS:
        boxes = list(_boxes(places, width))
        assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_name_without_room_is_left_out_rather_than_laid_over_another():
    crowd = tuple((f"Gemeente {n}", MIDDLE) for n in range(6))
    assert None in choose_sides(crowd)
