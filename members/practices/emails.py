"""One function per message. None says what a practice is about, or whose it is."""

from members import mail
from members.people.models import User

from .models import Practice


def named_as_co_author(person: User) -> None:
    mail.send("practices/named_as_co_author", [person.email], name=person.name)


def decided(practice: Practice) -> None:
    """To the author, also when a practice was declined."""
    if practice.author:
        mail.send("practices/decided", [practice.author.email], name=practice.author.name)
