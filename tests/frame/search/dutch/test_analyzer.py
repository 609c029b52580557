"""One key for every form of a word, a key for each part of a compound, and no key too many."""

import pytest

from gideonsbende.search.dutch.analyzer import composed, keys_of, typed_words
from gideonsbende.search.dutch.lexicon import WORDS, lexicon
from gideonsbende.search.dutch.normalise import fold, words

SAME = (
    "bewoner bewoners",
    "wijk wijken wijkje",
    "kind kinderen",
    "stad steden",
    "gezin gezinnen",
    "idee ideeën ideeen",
    "coördinatie coordinatie coördinaties",
    "coöperatie cooperaties",
    "initiatief initiatieven",
    "gemeente gemeenten gemeentes",
    "raad raden",
    "lid leden",
    "les lessen lesje",
    "huis huizen huisje huisjes",
    "brief brieven",
    "woning woningen woninkje",
    "weg wegen",
    "taak taken",
    "zaak zaken",
    "grens grenzen",
    "kans kansen",
    "wet wetten",
    "vraag vragen",
    "mogelijkheid mogelijkheden",
    "sociaal sociale",
    "responsief responsieve",
    "dilemma dilemma's dilemma’s",
    "foto foto's",
    "museum musea",
    "secretaris secretarissen gemeentesecretaris",
    "energie energieën",
    # Words that stand in no list.
    "tegenvaller tegenvallers",
    "wethoudster wethoudsters",
    "gladiool gladiolen",
    "oogvlies oogvliezen",
    "proces processen",
    "barricade barricades barricaden",
    "chronologie chronologieën",
    "trottoir trottoirs",
)
DIFFERENT = (
    ("gezin", "zin"),
    ("wet", "weten"),
    ("bestuur", "bestuurder"),
    ("bom", "boom"),
    ("buurt", "buur"),
    ("gemeente", "gemeen"),
)
PARTS = (
    ("bewonersoverleg", "overleg"),
    ("bewonersoverleg", "bewoner"),
    ("bewonersinitiatief", "initiatieven"),
    ("bewonersinitiatieven", "initiatief"),
    ("gemeenteraad", "raad"),
    ("gemeenteraden", "raad"),
    ("raadsvergaderingen", "vergadering"),
    ("jeugdzorg", "zorg"),
    ("kinderopvang", "kind"),
    ("kinderopvangtoeslag", "opvang"),
    ("stedenbouw", "stad"),
    ("energiecoöperaties", "cooperatie"),
    ("zonnepaneel", "zon"),
    ("besluitvormingsmachine", "besluit"),
    ("overdrachtsdocumenten", "document"),
    ("dorpsraad", "dorp"),
)
NO_PARTS = (
    ("betaal", "taal"),
    ("betalen", "taal"),
    ("belangrijk", "rijk"),
    ("belangrijke", "rijk"),
    ("voorraad", "raad"),
    ("beraad", "raad"),
    ("verraad", "raad"),
    ("netwerk", "werk"),
    ("deelname", "naam"),
    ("zorgvuldig", "zorg"),
    ("overheid", "heid"),
    ("zondag", "zon"),
    ("gezin", "zin"),
    ("pleeggezin", "zin"),
    ("wethouder", "wet"),
    ("werkelijk", "werk"),
)


def key(word: str) -> str:
    return keys_of(word)[0]


@pytest.mark.parametrize("forms", SAME)
def test_forms_of_a_word_share_a_key(forms):
    first, *others = forms.split()
    assert all(key(first) in keys_of(other) for other in others)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_have_different_keys(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(("compound", "part"), PARTS)
def test_compound_is_found_by_its_part(compound, part):
    assert key(part) in keys_of(compound)


@pytest.mark.parametrize(("word", "look_alike"), NO_PARTS)
def test_word_is_not_found_by_letters_that_happen_to_be_in_it(word, look_alike):
    assert key(look_alike) not in keys_of(word)


def test_every_listed_word_is_found_by_itself_and_listed_once():
    entries = [line.split()[0] for line in WORDS.read_text().splitlines() if line[:1] not in "#"]
    written = [entry.strip("-=") for entry in entries]
    assert len(written) == len(set(written)) > 900
    assert all(key(word) == lexicon().base_of[fold(word)] for word in written)


def test_name_is_not_split():
    assert keys_of("Waterland", is_name=True) == ["waterland"]
    assert "water" in keys_of("Waterland")


def test_folding_keeps_every_letter_in_its_place():
    text = composed("Één coo\u0308peratie’s IJsselstein ĲSBAAN ﬁets 東京 ß 👍🏽")
    assert len(fold(text)) == len(text)
    assert [text[word.start : word.end] for word in words(text)][:3] == [
        "Één",
        "coöperatie",
        "IJsselstein",
    ]
    assert "ijsbaan" in [word.folded for word in words(text)]


def test_invisible_characters_do_not_cut_a_word():
    assert keys_of(composed("be\u00adwo\u200bners")) == ["bewoner"]


def test_loose_s_of_a_plural_is_no_word_and_the_s_of_a_town_is():
    assert [word.folded for word in words("foto's")] == ["foto"]
    assert [word.folded for word in words("'s-Gravenhage")] == ["s", "gravenhage"]


def test_typing_may_begin_at_a_part():
    assert list(typed_words("Bewonersoverleg")) == ["bewonersoverleg", "overleg"]


@pytest.mark.parametrize("text", ["", " ", '"', "*-", "\x00", "a" * 10_000, "👍", "NEAR(a b)"])
def test_any_text_has_keys_of_letters_and_digits_only(text):
    assert all(found.isalnum() for found in keys_of(composed(text)))


def test_compound_is_cut_into_as_few_parts_as_possible():
    assert keys_of("netwerkbijeenkomst")[1:] == ["netwerk", "bijeenkomst"]
    assert keys_of("asielstop")[1:] == ["asiel", "stop"]
    assert keys_of("samenwerking" * 4)[1:] == ["samenwerking", "samen", "werking"]
