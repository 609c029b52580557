"""Mail around the room: that something waits, and never what."""

from collections.abc import Iterable

from members import mail
from members.people.models import User


def how_did_it_go(person: User) -> None:
    mail.send("rooms/how_did_it_go", [person.email], name=person.name)


def something_waits(people: Iterable[User]) -> None:
    """In a slow meeting a next step began, or a text waits for an answer."""
    for person in people:
        mail.send("rooms/something_waits", [person.email], name=person.name)


def destroyed(people: Iterable[User]) -> None:
    for person in people:
        mail.send("rooms/destroyed", [person.email], name=person.name)
