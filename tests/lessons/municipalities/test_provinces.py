from lessons.municipalities.provinces import Province, names_of


def test_there_are_twelve_provinces():
    assert len(Province) == 12


def test_fryslan_is_also_friesland():
    assert names_of("Fryslân") == ("Fryslân", "Friesland")
    assert names_of("Drenthe") == ("Drenthe",)
