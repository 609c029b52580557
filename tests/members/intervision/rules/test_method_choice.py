"""The chooser: never a method that cannot be, and always with its reasons."""

from hypothesis import given
from hypothesis import strategies as some

from members.intervision.rules.method_choice import Method, Question, Situation, choose, why_none

INCIDENT = Method("a", "Incident", 65, 4, 8, 1, 3, fits=frozenset({Question.INCIDENT}))
TEN_STEPS = Method("b", "Tien", 85, 4, 8, 1, 3, for_beginners=True)
GOSSIP = Method("c", "Roddel", 40, 4, 8, 3, 2, fits=frozenset({Question.ROLE}))
BALINT = Method("d", "Balint", 70, 5, 8, 3, 1, fits=frozenset({Question.ROLE}))
TROIKA = Method("e", "Troika", 34, 3, 3, 1, 4, for_beginners=True)
ALL = (INCIDENT, TEN_STEPS, GOSSIP, BALINT, TROIKA)


def first(**changes) -> str:
    known = {"question": Question.INCIDENT, "trust": 1, "people": 6, "minutes": 90}
    return choose(ALL, Situation(**known | {"is_online": True} | changes))[0].method.name


def test_kind_of_question_decides():
    assert first() == "Incident"
    assert first(question=Question.ROLE, trust=3, is_online=False) == "Balint"


def test_strangers_begin_with_small_steps():
    assert first(question=Question.STUCK) == "Tien"


def test_three_people_get_a_method_for_three():
    assert first(people=3) == "Troika"


def test_method_that_needs_a_room_is_not_advised_online():
    assert first(question=Question.ROLE, trust=3) == "Roddel"


def test_reasons_are_about_this_group():
    situation = Situation(Question.INCIDENT, 1, 6, 90, is_online=True)
    advice = choose(ALL, situation)[0]
    assert advice.reasons == (
        "Past bij iets wat echt gebeurd is.",
        "Duurt 65 van uw 90 minuten.",
        "Kan met mensen die elkaar nog niet kennen.",
        "Gaat online goed.",
    )


def test_when_nothing_is_possible_it_says_what_to_change():
    situation = Situation(Question.INCIDENT, 1, 2, 90, is_online=True)
    assert choose(ALL, situation) == ()
    assert why_none(ALL, situation) == ("Neem minstens 4 mensen.",)


situations = some.builds(
    Situation,
    question=some.sampled_from(Question),
    trust=some.integers(1, 3),
    people=some.integers(1, 12),
    minutes=some.integers(10, 240),
    is_online=some.booleans(),
)


@given(situations)
def test_advice_is_always_possible_or_explained(situation):
    advice = choose(ALL, situation)
    assert bool(advice) != bool(why_none(ALL, situation))
    for one in advice:
        assert one.method.smallest <= situation.people <= one.method.largest
        assert one.method.minutes <= situation.minutes
        assert one.reasons
