"""One function per message. None says what a practice is about, or whose it is."""

from members import mail
from members.people.models import User

from .models import Practice


def named_as_co_author(person: User) -> None:
    _send("named_as_co_author", person)


def decided(practice: Practice) -> None:
    """To the author, also when a practice was declined."""
    if practice.author:
        _send("decided", practice.author)


def tried(person: User) -> None:
    _send("tried", person)


def how_did_it_go(person: User) -> None:
    _send("how_did_it_go", person)


def commented(person: User) -> None:
    _send("commented", person)


def mentioned(person: User) -> None:
    _send("mentioned", person)


def comment_hidden(person: User) -> None:
    _send("comment_hidden", person)


def reported() -> None:
    for editor in User.objects.editors().distinct():
        _send("reported", editor)


def _send(template: str, person: User) -> None:
    mail.send(f"practices/{template}", [person.email], name=person.name)
