"""For everybody outside the group there is no room: every byte of the answer says so."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.intervision.models import Participant
from members.intervision.room.urls import polls, urlpatterns
from members.people.models import Membership, User
from members.permissions import may_take_part, takes_part_q
from tests import people

from . import people as room_people
from .people import address, at_the_door, inside

NO_SUCH_KEY = "AAAAAAAAAAAAAAAAAAAAAA"
ADDRESSES = sorted(
    [f"/intervisie/groep/{one.pattern}" for one in urlpatterns]
    + [f"/intervisie/stand/{one.pattern}" for one in polls]
)
OUTSIDERS = ("member", "other group", "left", "suspended", "editor", "administrator", "nobody")
TOLD = {"move": "overnemen", "kind": "antwoord", "step": 0, "text": "x", "agreed": "ja"}


@pytest.fixture
def outsider(request, group, anna, bram, chris, daan, els) -> User | None:
    """Somebody with a second factor and a fresh proof, and still outside."""
    who, now = request.param, timezone.now()
    inside(group, anna)
    if who == "nobody":
        return None
    if who == "other group":
        room_people.group(chris, number=2)
    if who == "left":
        mine = Participant.objects.filter(person=daan)
        mine.update(left_at=now + timedelta(seconds=1))
    if who == "suspended":
        Membership.objects.filter(person=bram).update(
            suspended_on=timezone.localdate(), suspension="redactie"
        )
    admin = User.objects.create_superuser("beheer@example.org", "Beheer")
    return {"left": daan, "suspended": bram, "editor": els, "administrator": admin}.get(who, chris)


def answer(client, method: str, key: str, pattern: str) -> tuple[int, str]:
    send = client.get if method == "get" else client.post
    found = send(pattern.replace("<str:key>", key), TOLD if method == "post" else {})
    body = re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "KENMERK", found.content.decode())
    body = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1TOKEN", body)
    whole = f"{found.status_code}\n{sorted(found.headers.items())}\n{body}"
    return found.status_code, whole.replace(key, "SLEUTEL")


@pytest.mark.parametrize("outsider", OUTSIDERS, indirect=True)
def test_room_that_exists_answers_as_one_that_does_not(client, group, outsider):
    browser = at_the_door(outsider) if outsider else client
    for pattern in ADDRESSES:
        for method in ("get", "post"):
            real = answer(browser, method, group.key, pattern)
            assert real == answer(browser, method, NO_SUCH_KEY, pattern), pattern
            # From what a form posts to, to the room: before anything was looked up.
            to_form = method == "get" and real[0] == 302
            allowed = (302, 403, 405) if outsider is None else (404, 405)
            assert real[0] in allowed or to_form, pattern


@pytest.mark.parametrize("outsider", ["member", "left", "administrator"], indirect=True)
def test_the_same_work_is_done_for_both(group, outsider):
    browser = at_the_door(outsider)
    asked = []
    for key in (NO_SUCH_KEY, group.key, NO_SUCH_KEY):
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/intervisie/groep/{key}/")
        asked.append([re.sub(r"'[^']*'", "?", one["sql"]) for one in queries])
    assert asked[1] == asked[2]


def test_leaving_suspension_and_logout_hold_from_the_next_request(group, anna, bram, daan):
    browsers = {person.name: inside(group, person) for person in (anna, bram, daan)}
    Participant.objects.filter(person=anna).update(left_at=timezone.now())
    Membership.objects.filter(person=bram).update(
        suspended_on=timezone.localdate(), suspension="redactie"
    )
    browsers["Daan"].session.flush()
    for end, closed in (("", 302), ("stand/", 403)):
        assert browsers["Anna"].get(address(group, end)).status_code == 404
        assert browsers["Bram"].get(address(group, end)).status_code == 404
        assert browsers["Daan"].get(address(group, end)).status_code == closed


def test_list_and_person_agree_on_who_may_take_part(content, anna, bram, chris, els):
    place, today = Municipality.objects.first(), timezone.localdate()
    outside = User.objects.create_user("buiten@example.org", "Buiten")
    barred = User.objects.create_user("geschorst@example.org", "Geschorst")
    gone = User.objects.create_user("weg@example.org", "Weg", is_active=False)
    for person in (outside, barred, bram):
        person.groups.add(people.facilitators())
    for person in (anna, bram, gone):
        people.member(person, place)
    people.member(barred, place, suspended_on=today, suspension="redactie")
    people.member(chris, place, until=today - timedelta(days=400))
    listed = set(User.objects.filter(takes_part_q()))
    assert listed == {person for person in User.objects.all() if may_take_part(person)}
    assert listed == {anna, bram, outside}
