"""A group around its room, for every test that needs one."""

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client
from django.utils import timezone

from members.intervision.models import (
    Meeting,
    Method,
    MethodStep,
    Participant,
    PeerGroup,
    Round,
    Sitting,
)
from members.intervision.room import access, meetings
from members.people.models import User
from tests import people

STEPS = (
    {"name": "Korte inbreng", "minutes": 10},
    {"name": "Kiezen", "minutes": 5, "kind": "kiezen"},
    {
        "name": "Vragen opschrijven",
        "minutes": 5,
        "kind": "schrijven",
        "speaker": "niemand",
        "case_owner_is_silent": True,
    },
    {"name": "Warm of koud", "minutes": 5, "kind": "beoordelen", "speaker": "inbrenger"},
    {"name": "Advies", "minutes": 10, "speaker": "meedenkers", "case_owner_is_silent": True},
)


def method(steps: Iterable[dict] = STEPS, name: str = "Oefenvorm") -> Method:
    made = Method(name=name, slug=name.lower(), description="Om te testen.")
    made.steps = [
        MethodStep(sort_order=number, instruction="Doe dit.", **one)
        for number, one in enumerate(steps)
    ]
    made.save()
    return made


def group(*members: User, how: Method | None = None, number: int = 1) -> PeerGroup:
    """Planned for today; the first one facilitates. Makes a round with the first group."""
    now = timezone.now()
    how = how or Method.objects.filter(slug="oefenvorm").first() or method()
    one, _is_new = Round.objects.get_or_create(
        slug="najaar",
        defaults={
            "title": "Najaar",
            "method": how,
            "state": "gepland",
            "sign_up_until": now - timedelta(days=9),
            "made_at": now,
        },
    )
    made = PeerGroup.objects.create(round=one, number=number, method=how, made_at=now)
    Meeting.objects.create(
        group=made,
        starts_at=now,
        ends_at=now + timedelta(minutes=90),
        made_at=now,
        changed_at=now,
    )
    for place, person in enumerate(members):
        Participant.objects.create(
            group=made, person=person, joined_at=now, is_facilitator=place == 0
        )
    return made


def seat(made: PeerGroup, person: User) -> Participant:
    found = Participant.objects.select_related("group__round", "person")
    return found.get(group=made, person=person)


def sitting(made: PeerGroup, *, is_trial: bool = False) -> Sitting:
    return meetings.sitting_of(made, is_trial=is_trial, now=timezone.now())


def at_the_door(person: User) -> Client:
    """Logged in, with a second factor that was shown a moment ago."""
    if not person.authenticator_set.exists():
        people.second_factor(person)
    client = people.logged_in(person)
    prove(client, person)
    return client


def prove(client: Client, person: User) -> None:
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "at": timezone.now().timestamp(), "type": "totp"}
    ]
    session.save()


def grow_quiet(client: Client, minutes: int) -> None:
    """As if nobody touched the room for so long; an earlier proof counts no more."""
    session = client.session
    session[access.OPENED] = {
        key: seen - minutes * 60 for key, seen in session[access.OPENED].items()
    }
    session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
    session.save()


def inside(made: PeerGroup, person: User) -> Client:
    """In the room, after the promise."""
    client = at_the_door(person)
    client.post(address(made, "akkoord/"), {"agreed": "ja"})
    return client


def address(made: PeerGroup, end: str = "", *, trial: bool = False) -> str:
    if end == "stand/":
        return f"/intervisie/stand/{made.key}/{'oefenen/' if trial else ''}"
    return f"/intervisie/groep/{made.key}/{'oefenen/' if trial else ''}{end}"


# --- What they do there, without JavaScript ------------------------------------------------------


def move(client, group, which: str, **told):
    told = {"seen": meetings.position(sitting(group), timezone.now()), "move": which} | told
    return client.post(address(group, "zet/"), told, follow=True)


def write(client, group, text: str, **told):
    told = {"kind": "antwoord", "step": sitting(group).at, "act": "show", "text": text} | told
    return client.post(address(group, "schrijven/"), told, follow=True)


def go_to(client, group, step: int) -> None:
    move(client, group, "beginnen")
    for _click in range(2 * step):
        if sitting(group).at < step:
            move(client, group, "verder")
    assert sitting(group).at == step
