"""Two at the same moment: one practice, one comment, one decision."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from members.practices import review
from members.practices.comments import comments
from members.practices.models import Audience, Comment, Practice, Submission

from .conftest import answers

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 100


def both(*acts: Callable[[], Any]) -> list[Any]:
    """Let each act begin at the same moment; returns what they returned."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_hundred_double_clicks_are_a_hundred_practices(content, anna):
    clients = [client_of(anna), client_of(anna)]
    for number in range(TIMES):
        form = answers(title=f"Ervaring {number}", topics="")
        pages = both(
            *(lambda one=one, form=form: one.post("/ervaringen/delen/", form) for one in clients)
        )
        assert len({page.url.removesuffix("?nieuw") for page in pages}) == 1
    assert Practice.objects.count() == Submission.objects.count() == TIMES
    assert review.waiting().count() == TIMES


def test_double_click_on_a_comment_is_one(share, anna, bram):
    practice = share(by=anna)
    for _time in range(20):
        token, now = uuid4(), timezone.now()
        act = lambda token=token, now=now: comments.comment(  # noqa: E731 - twice the same
            practice, "Eens.", token=token, by=bram, now=now
        )
        first, second = both(act, act)
        assert first == second
    practice.refresh_from_db()
    assert practice.comment_count == Comment.objects.count() == 20


def test_two_editors_make_one_decision_and_one_of_them_is_told(share, anna, els, mailoutbox):
    for _time in range(10):
        practice = share(by=anna, audience=Audience.PUBLIC)
        task, now = review.waiting().get().pk, timezone.now()
        mailoutbox.clear()
        done = both(
            lambda task=task, now=now: review.approve(task, by=els, now=now),
            lambda task=task, now=now: review.decline(task, "Nee.", by=els, now=now),
        )
        assert sorted(done) == [False, True]
        practice.refresh_from_db()
        assert practice.live is done[0]
        assert bool(practice.decline_reason) is done[1]
        assert len([mail for mail in mailoutbox if mail.to == [anna.email]]) == 1
