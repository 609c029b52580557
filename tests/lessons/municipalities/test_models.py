from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from lessons.municipalities.models import Municipality
from lessons.municipalities.size_classes import MEDIUM

NEW_YEAR = date(2027, 1, 1)


def test_municipality_ends_after_it_begins(named):
    with pytest.raises(IntegrityError):
        Municipality.objects.filter(name="Ede").update(valid_from=NEW_YEAR, valid_to=NEW_YEAR)


def test_successor_without_a_last_day_is_refused(named):
    with pytest.raises(IntegrityError):
        Municipality.objects.filter(name="Ede").update(successor=named("Arnhem"))


def test_municipality_cannot_go_on_in_itself(named):
    with pytest.raises(IntegrityError):
        Municipality.objects.filter(name="Ede").update(successor=named("Ede"), valid_to=NEW_YEAR)


def test_mergers_cannot_run_in_a_circle(named):
    hilversum = named("Hilversum")
    hilversum.valid_to, hilversum.successor = NEW_YEAR, named("Wijdemeren")
    with pytest.raises(ValidationError, match="in zichzelf"):
        hilversum.full_clean()


def test_planned_end_ends_nothing(named):
    wijdemeren = named("Wijdemeren")
    assert wijdemeren.exists_on(date(2030, 1, 1))
    assert not wijdemeren.has_ended


def test_confirmed_end_counts_from_its_first_day(named):
    wijdemeren = named("Wijdemeren")
    wijdemeren.end_confirmed = True
    assert wijdemeren.exists_on(date(2026, 12, 31))
    assert not wijdemeren.exists_on(NEW_YEAR)


def test_municipality_knows_its_size_and_every_name_it_is_sought_by(named):
    assert named("Heusden").size_class == MEDIUM
    assert named("Leeuwarden").names == ["Leeuwarden", "Ljouwert", "Fryslân", "Friesland"]
    assert named("Heusden").get_absolute_url() == "/gemeenten/heusden/"
