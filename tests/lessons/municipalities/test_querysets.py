from datetime import date

from lessons.municipalities.models import Municipality
from lessons.municipalities.size_classes import SIZE_CLASSES, SMALL

TODAY = date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 1)


def test_342_municipalities_today_and_341_once_the_merger_is_confirmed(municipalities):
    assert Municipality.objects.valid_on(TODAY).count() == 342
    assert Municipality.objects.valid_on(NEW_YEAR).count() == 342
    Municipality.objects.filter(name="Wijdemeren").update(end_confirmed=True)
    assert Municipality.objects.valid_on(TODAY).count() == 342
    assert Municipality.objects.valid_on(NEW_YEAR).count() == 341


def test_municipality_is_not_there_before_it_begins(municipalities):
    before = Municipality.objects.valid_on(date(2022, 12, 31))
    assert not before.filter(name="Voorne aan Zee").exists()
    assert Municipality.objects.valid_on(date(2023, 1, 1)).filter(name="Voorne aan Zee").exists()


def test_database_and_object_agree_on_who_exists(merged):
    for day in (date(2018, 5, 5), date(2025, 12, 31), TODAY, NEW_YEAR):
        valid = set(Municipality.objects.valid_on(day))
        assert valid == {one for one in Municipality.objects.all() if one.exists_on(day)}


def test_every_municipality_is_in_one_size_class(municipalities):
    counts = [Municipality.objects.in_size_class(one).count() for one in SIZE_CLASSES]
    assert sum(counts) == 342
    assert all(counts)
    assert all(one.size_class == SMALL for one in Municipality.objects.in_size_class(SMALL))


def test_province_is_found(municipalities):
    assert Municipality.objects.in_province("Flevoland").count() == 6


def test_only_published_examples_make_a_municipality_take_part(named, add_example):
    add_example(named("Ede"), live=False)
    assert not Municipality.objects.taking_part().exists()
    add_example(named("Ede"))
    assert list(Municipality.objects.taking_part()) == [named("Ede")]


def test_story_counts_examples_once_and_takes_the_hue_of_the_first_lesson(
    named, add_lesson, add_example
):
    second, fifth = add_lesson(2, hue=7), add_lesson(5)
    add_example(named("Ede"), fifth)
    add_example(named("Ede"), fifth, second)
    story = Municipality.objects.stories()[named("Ede").pk]
    assert (story.examples, story.hue) == (2, 7)


def test_example_without_a_lesson_has_no_hue(named, add_example):
    add_example(named("Ede"))
    assert Municipality.objects.stories()[named("Ede").pk].hue is None


def test_example_without_a_lesson_does_not_take_the_hue_away(named, add_lesson, add_example):
    add_example(named("Ede"), add_lesson(4))
    add_example(named("Ede"))
    story = Municipality.objects.stories()[named("Ede").pk]
    assert (story.examples, story.hue) == (2, 4)


def test_narrowed_list_of_who_takes_part_knows_of_every_merger(merged, add_example):
    gone, successor = merged
    add_example(gone)
    taking_part = Municipality.objects.exclude(pk=gone.pk).taking_part()
    assert list(taking_part) == [successor]


def test_examples_of_a_municipality_that_ended_count_for_its_successor(merged, add_example):
    gone, successor = merged
    add_example(gone)
    assert list(Municipality.objects.stories()) == [successor.pk]
    assert list(Municipality.objects.taking_part()) == [successor]


def test_successor_borders_on_what_its_predecessor_bordered_on(merged):
    gone, successor = merged
    lineage = Municipality.objects.lineage_on(TODAY)
    family = lineage.family(successor.pk)
    around = set(Municipality.objects.bordering(family, lineage).values_list("name", flat=True))
    expected = set(gone.neighbours.values_list("name", flat=True)) | set(
        successor.neighbours.values_list("name", flat=True)
    )
    assert around == expected - {"Hilversum", "Wijdemeren"}
    third = Municipality.objects.get(name="Stichtse Vecht")
    assert successor in Municipality.objects.bordering({third.pk}, lineage)
    assert gone not in Municipality.objects.bordering({third.pk}, lineage)
