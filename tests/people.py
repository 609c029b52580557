"""Ready-made people and places for the tests of the members' side."""

import re
from datetime import date, timedelta
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from lessons import desk
from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from members import encryption
from members.people.models import Application, Membership, Profile, User
from members.people.models.application import State

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def municipality(name: str, **fields: Any) -> Municipality:
    number = Municipality.objects.count() + 1
    defaults = {
        "code": f"GM{9000 + number}",
        "slug": name.lower().replace(" ", "-"),
        "province": "Noord-Brabant",
        "inhabitants": 46_000,
        "latitude": "51.700",
        "longitude": "5.130",
        "domain": f"{name.lower().replace(' ', '')}.nl",
    }
    return Municipality.objects.create(name=name, **defaults | fields)


def lesson(number: int) -> LessonPage:
    page = LessonPage(
        title=f"Les {number}",
        slug=f"les-{number}",
        number=number,
        hue=number,
        menu_title=f"Korte naam {number}",
        core="De kern.",
    )
    return Page.get_first_root_node().add_child(instance=page)


def member(person: User, place: Municipality, **fields: Any) -> Membership:
    """Makes ``person`` a member, with a profile."""
    today = timezone.localdate()
    defaults = {"role": "gemeentesecretaris", "start": today - timedelta(days=700)}
    membership = Membership.objects.create(
        person=person, municipality=place, **{"confirmed_on": today} | defaults | fields
    )
    Profile.objects.get_or_create(person=person, defaults={"slug": person.name.lower()})
    return membership


def application(person: User, place: Municipality, **fields: Any) -> Application:
    """An application of which the address was confirmed."""
    now = timezone.now()
    defaults = {
        "state": State.WAITING,
        "name": person.name,
        "email": person.email,
        "role": "gemeentesecretaris",
        "since": date(2024, 9, 1),
        "house_rules": date(2026, 11, 23),
        "made_at": now,
        "waiting_since": now,
    }
    return Application.objects.create(person=person, municipality=place, **defaults | fields)


def second_factor(person: User) -> Authenticator:
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": encryption.seal(TOTP_SECRET)}
    )


def editors() -> Group:
    """The group of editors as the site begins with it."""
    desk.set_up()
    return Group.objects.get(permissions__codename="review_practices")


def facilitators() -> Group:
    desk.set_up()
    return Group.objects.get(permissions__codename="lead_groups")


def at_desk(person: User) -> Client:
    """An editor with rights and a second factor, logged in."""
    person.groups.add(editors())
    second_factor(person)
    return logged_in(person)


def logged_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def mailed_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def log_in_by_code(client: Client, email: str, **data: str):
    """The whole way: address, mail, code; returns the answer to the code."""
    client.post("/account/login/", {"login": email} | data)
    return client.post("/account/login/code/confirm/", {"code": mailed_code()} | data)


def pass_time(client: Client, seconds: int) -> None:
    """Makes what the session remembers of proofs older."""
    session = client.session
    for record in session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
        record["at"] -= seconds
    session.save()
