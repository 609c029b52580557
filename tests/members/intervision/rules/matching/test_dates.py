from members.intervision.rules.matching import Person, Problem, Rule, options

ANNA = Person(1, "Heusden", "Noord-Brabant", "groot", dates=frozenset({1, 2, 3}))
BRAM = Person(
    2, "Ermelo", "Gelderland", "klein", dates=frozenset({2}), dates_if_needed=frozenset({1})
)


def test_options_are_the_dates_on_which_all_can_and_the_gladdest_comes_first():
    assert options(Problem(people=(ANNA, BRAM), dates=(1, 2, 3)), (1, 2)) == (2, 1)


def test_every_date_is_an_option_when_dates_are_relaxed():
    relaxed = frozenset({Rule.DATE})
    problem = Problem(people=(ANNA, BRAM), dates=(1, 2, 3), relaxed=relaxed)
    assert options(problem, (1, 2)) == (2, 1, 3)
