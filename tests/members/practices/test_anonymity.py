"""What readers see in place of a name, and what would give it away."""

import pytest

from members.practices.anonymity import pseudonym_for, telling_words

MANY = [10_000, 30_000, 70_000, 150_000] * 6


def test_size_class_is_shown_while_five_fit():
    assert pseudonym_for(30_000, MANY).label == "een gemeente van 20.000 tot 50.000 inwoners"
    assert pseudonym_for(10_000, MANY).label == "een gemeente met minder dan 20.000 inwoners"
    assert pseudonym_for(150_000, MANY).label == "een gemeente met 100.000 inwoners of meer"


def test_description_becomes_coarser_until_five_fit():
    four_cities = [10_000] * 9 + [70_000] * 9 + [150_000] * 4
    assert pseudonym_for(150_000, four_cities).label == "een gemeente met 50.000 inwoners of meer"
    assert pseudonym_for(150_000, four_cities).size == ""
    assert pseudonym_for(150_000, [10_000] * 20 + [150_000] * 4).label == "een gemeente"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Heusden ging het mis", ["Heusden"]),
        ("in heusden ging het mis", ["heusden"]),
        ("de Heusdense raad", ["Heusdense"]),
        ("Anna belde zelf", ["Anna"]),
        ("de burgemeester van Jansen", ["Jansen"]),
        ("we huisden hen en de banna kwam", []),
    ],
)
def test_words_that_tell_are_found(text, found):
    assert telling_words(text, names=["Anna Jansen"], places=["Heusden"]) == found


def test_place_that_is_also_a_word_counts_with_a_capital():
    assert telling_words("het was best lastig", names=[], places=["Best"]) == []
    assert telling_words("het was in Best lastig", names=[], places=["Best"]) == ["Best"]
