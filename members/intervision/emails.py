"""One function per message. None says what a round is about or who is in it.

Only the calendar file that goes along says when."""

from collections.abc import Iterable

from django.utils import timezone

from members import mail
from members.people.models import User

from .models import Meeting
from .scheduling import ics


def place_came_free(person: User) -> None:
    _send("place_came_free", person)


def cancelled(person: User) -> None:
    _send("cancelled", person)


def groups_can_be_made(person: User) -> None:
    """To who runs the round: signing up has ended."""
    _send("groups_can_be_made", person)


def placed(person: User) -> None:
    _send("placed", person)


def not_placed(person: User) -> None:
    """Why is told after logging in."""
    _send("not_placed", person)


def choose_date(person: User) -> None:
    _send("choose_date", person)


def choose_date_soon(person: User) -> None:
    """Only to who did not choose yet."""
    _send("choose_date_soon", person)


def can_you_after_all(person: User) -> None:
    """To who said no to the date that it became."""
    _send("can_you_after_all", person)


def your_case(person: User) -> None:
    """The group starts with what this person brings."""
    _send("your_case", person)


def planned(person: User, meeting: Meeting) -> None:
    """The date is known, or it is another one."""
    _send("planned", person, ics.request(meeting, person, now=timezone.now()))


def called_off(person: User, meeting: Meeting) -> None:
    _send("called_off", person, ics.cancellation(meeting, person, now=timezone.now()))


def meets_soon(person: User) -> None:
    _send("meets_soon", person)


def how_did_it_go(person: User) -> None:
    """With an intention."""
    _send("how_did_it_go", person)


def something_waits(people: Iterable[User]) -> None:
    """In a slow meeting a next step began, or a text waits for an answer."""
    for person in people:
        _send("something_waits", person)


def destroyed(people: Iterable[User]) -> None:
    for person in people:
        _send("destroyed", person)


def _send(template: str, person: User, invitation: str = "") -> None:
    mail.send(f"intervision/{template}", [person.email], calendar=invitation, name=person.name)
