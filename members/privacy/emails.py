"""One function per message. None says what was given, or by whom."""

from datetime import date

from members import mail
from members.people.models import User


def erased(address: str, name: str, *, by_themselves: bool) -> None:
    mail.send("privacy/erased", [address], name=name, by_themselves=by_themselves)


def idle(person: User, on: date) -> None:
    mail.send("privacy/idle", [person.email], name=person.name, on=on)


def handover_waits(person: User) -> None:
    mail.send("privacy/handover_waits", [person.email], name=person.name)
