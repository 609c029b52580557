from lessons.municipalities.lineage import Lineage

A, B, C, D, ELSEWHERE = range(1, 6)
LINEAGE = Lineage({A: B, B: C, D: C})


def test_heir_is_found_through_every_merger():
    assert LINEAGE.heir(A) == C
    assert LINEAGE.heir(D) == C


def test_municipality_that_goes_on_is_its_own_heir():
    assert LINEAGE.heir(C) == C
    assert LINEAGE.heir(ELSEWHERE) == ELSEWHERE


def test_family_is_everyone_who_went_on_in_it():
    assert LINEAGE.family(C) == {A, B, C, D}
    assert LINEAGE.family(B) == {A, B}
    assert LINEAGE.family(ELSEWHERE) == {ELSEWHERE}


def test_circle_in_the_data_does_not_hang():
    circle = Lineage({A: B, B: A})
    assert circle.heir(A) in (A, B)
    assert circle.family(A) == {A, B}
