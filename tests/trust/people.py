"""Who takes part in the drills."""

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.intervision.models import Participant
from members.intervision.room import access, meetings
from members.people.models import User
from tests.members.intervision.room import people as room_people
from tests.people import editors, member, second_factor


def make() -> str:
    """A member who sends in practices. Returns the cookie of her session."""
    anna = User.objects.create_user("anna@example.org", "Anna")
    member(anna, Municipality.objects.get(name="Heusden"))
    return _logged_in(anna)


def make_room() -> None:
    """A group in its room, and everybody who is not in it. Prints its key and their sessions."""
    place, now = Municipality.objects.get(name="Heusden"), timezone.now()
    people = {name: _person(name) for name in ("deelnemer", "lid", "andere groep", "vertrokken")}
    people["geschorst"] = _person("geschorst")
    for person in people.values():
        member(person, place)
    inside = [people[name] for name in ("deelnemer", "vertrokken", "geschorst")]
    group = room_people.group(*inside)
    for person in inside:
        meetings.agree(room_people.seat(group, person), now=now)
    room_people.group(people["andere groep"], number=2)
    Participant.objects.filter(person=people["vertrokken"]).update(left_at=timezone.now())
    people["geschorst"].memberships.update(suspended_on=now.date(), suspension="redactie")
    people["redactie"] = _person("redactie")
    people["redactie"].groups.add(editors())
    people["beheer"] = _person("beheer", is_staff=True, is_superuser=True)
    print("key", group.key)
    for name, person in people.items():
        print(name, _logged_in(person, group.key))
    print("niemand -")


def _person(name: str, **rights: bool) -> User:
    """With a second factor: who has none is led away before anybody looks for a room."""
    address = f"{name.replace(' ', '-')}@example.org"
    person = User.objects.create_user(address, name.capitalize(), **rights)
    second_factor(person)
    return person


def _logged_in(person: User, room: str = "") -> str:
    """The cookie of a session; with a proof of this moment, and as if the room was open to it."""
    session, now = SessionStore(), timezone.now().timestamp()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": now, "type": "totp"}]
    if room:
        session[access.OPENED] = {room: now}
    session.save()
    return session.session_key


def make_known(count: int) -> None:
    """People with an account, whom the doors must not give away."""
    for number in range(count):
        user = User.objects.create_user(f"bekend{number}@example.org", f"Bekend {number}")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
