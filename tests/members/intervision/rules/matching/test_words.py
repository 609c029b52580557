import pytest

from members.intervision.rules.matching.words import number, of_you


@pytest.mark.parametrize(
    ("count", "words"), [(0, "nul"), (1, "één"), (20, "twintig"), (21, "21"), (1000, "1.000")]
)
def test_numbers_are_words_up_to_twenty(count, words):
    assert number(count) == words


def test_of_you_knows_one_from_many():
    assert of_you(1, "heeft", "hebben") == "Eén van u heeft"
    assert of_you(3, "heeft", "hebben") == "Drie van u hebben"
