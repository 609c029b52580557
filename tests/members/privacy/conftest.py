"""Secretaries who come and go."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from members.people.models import User
from members.practices.models import Practice
from members.practices.sharing import submission
from members.practices.sharing.submission import Content
from tests.people import member


@pytest.fixture
def heusden(content) -> Municipality:
    return Municipality.objects.get(name="Heusden")


@pytest.fixture
def ermelo(content) -> Municipality:
    return Municipality.objects.get(name="Ermelo")


@pytest.fixture
def anna(anna, heusden) -> User:
    """Secretary of Heusden, under a full name."""
    member(anna, heusden)
    anna.name = "Anna van Zanten"
    anna.save()
    return anna


@pytest.fixture
def bram(bram, ermelo) -> User:
    """Secretary of Ermelo."""
    member(bram, ermelo)
    bram.name = "Bram Kuipers"
    bram.save()
    return bram


@pytest.fixture
def share() -> Callable[..., Practice]:
    """Send in a practice for members: ``share(by=anna, title="…")``."""

    def send(*, by: User, **changes: Any) -> Practice:
        filled_in = {
            "kind": "wat-werkte",
            "title": "De wijkagent aan de keukentafel",
            "matter": "Niemand wist wie hij kon bellen.",
            "action": "We gaven iedere straat een vast gezicht.",
            "result": "Het aantal klachten halveerde.",
            "residents": "niet gevraagd",
            "municipality": by.memberships.first().municipality,
            "audience": "leden",
            "lessons": [LessonPage.objects.first()],
        }
        content = Content(**filled_in | changes)
        return submission.submit(token=uuid4(), content=content, by=by, now=timezone.now())

    return send
