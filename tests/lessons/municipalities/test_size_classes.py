import pytest

from lessons.municipalities.size_classes import (
    CITY,
    LARGE,
    MEDIUM,
    SIZE_CLASSES,
    SMALL,
    size_class_by_key,
    size_class_of,
)


@pytest.mark.parametrize(
    ("inhabitants", "size_class"),
    [
        (0, SMALL),
        (19_999, SMALL),
        (20_000, MEDIUM),
        (50_000, LARGE),
        (100_000, CITY),
        (10**6, CITY),
    ],
)
def test_each_number_of_inhabitants_has_a_class(inhabitants, size_class):
    assert size_class_of(inhabitants) == size_class


def test_classes_follow_on_each_other_without_a_gap():
    assert [one.below for one in SIZE_CLASSES[:-1]] == [one.at_least for one in SIZE_CLASSES[1:]]


def test_class_is_found_by_the_word_that_addresses_use():
    assert size_class_by_key("groot") == LARGE
    assert size_class_by_key("reusachtig") is None
