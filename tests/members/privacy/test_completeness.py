"""Download and erasure against every foreign key of the models, not against the register."""

from collections import Counter
from collections.abc import Iterator

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.utils import timezone

from members.people import invitations
from members.people.models import AskedColleague, ColleagueRequest, User
from members.practices import trials
from members.practices.attachments import uploads
from members.practices.comments import comments
from members.practices.models import Draft, Practice
from members.privacy.erasure import Cause, erase
from members.privacy.export import sections_of
from members.privacy.models import IdleWarning
from members.privacy.register import NOT_THEIRS, TABLES
from members.updates import following
from members.updates.models import Reading
from tests.members.practices.files import photo
from tests.people import second_factor

from .test_erasure import _a_lesson, busy_anna

__all__ = ["busy_anna"]

STEPS = {(table.model, link.title): link.first_step for table in TABLES for link in table.links}
NOT_EXPORTED = {
    f"{table.model}.{link.first_step}"
    for table in TABLES
    for link in table.links
    if link.not_exported
}
# What this Anna has at least; the tables of the desk and of intervision have tests of their own.
AT_LEAST = 25
# The trail keeps the number of who did something, and the preview says so; a number of nobody.
TRAIL = {"wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user"}


@pytest.fixture
def anna_everywhere(busy_anna, bram, share) -> User:
    """Besides what she wrote: what she clicked, was asked, and left behind on devices."""
    anna, now = busy_anna, timezone.now()
    of_bram = share(by=bram, title="Van Bram en Anna", co_author=anna)
    comments.recognise(of_bram, by=anna, now=now)
    comments.report(of_bram, None, "Kijk even.", by=anna, now=now)
    trials.plan(Practice.objects.get(title="Van Bram"), by=anna, now=now)
    following.follow(anna, "colleague", bram, now=now)
    following.follow(bram, "colleague", anna, now=now)
    Reading.objects.create(person=anna, read_until=now)
    Draft.objects.create(author=anna, answers={}, saved_at=now)
    uploads.store(photo("jpg"), owner=anna, now=now)
    invitations.invite(by=anna, name="Daan", email="daan@example.org", now=now)
    asked = ColleagueRequest.objects.create(person=bram, lesson=_a_lesson(), made_at=now)
    AskedColleague.objects.create(request=asked, person=anna, asked_at=now)
    UserSession.objects.create(user=anna, ip="192.0.2.1", session_key="k", user_agent="x")
    IdleWarning.objects.create(person=anna, warned_at=now)
    second_factor(anna)
    return anna


def keys_to_people() -> Iterator[tuple[str, type, str]]:
    """Every foreign key to a person, found in the models themselves."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is User and not model._meta.proxy:
                yield f"{model._meta.label}.{field.name}", model, field.name


def pointing_at(person_number: int) -> Counter:
    """How many rows point at somebody, by foreign key; only those that do."""
    counts = Counter()
    for key, model, name in keys_to_people():
        if count := model._base_manager.filter(**{name: person_number}).count():
            counts[key] = count
    return counts


def test_every_row_that_points_at_somebody_is_in_the_download(anna_everywhere):
    exported = Counter()
    for section in sections_of(anna_everywhere):
        exported[f"{section.table}.{STEPS[section.table, section.title]}"] += len(section.rows)
    pointing = pointing_at(anna_everywhere.pk)
    assert len(pointing) >= AT_LEAST, sorted(pointing)
    missing = pointing - exported
    assert {key for key in missing if key not in NOT_THEIRS and key not in NOT_EXPORTED} == set()


def test_after_erasing_no_row_points_at_the_person(anna_everywhere):
    number = anna_everywhere.pk
    erase(anna_everywhere, cause=Cause.OWN_WISH, now=timezone.now())
    assert set(pointing_at(number)) <= TRAIL
