"""One function per message. None says what a practice is about, or whose it is.

What asks somebody to know or do something always goes. What colleagues say goes at once to whoever
wants that; everybody else finds it in the mail that comes as often as they chose, or at /mijn/.
"""

from members import mail
from members.people.models import User
from members.permissions import Right, may_mail_at_once

from .models import Practice, Promotion


def named_as_co_author(person: User) -> None:
    _send("named_as_co_author", person)


def decided(practice: Practice) -> None:
    """To the author, also when a practice was declined."""
    if practice.author:
        _send("decided", practice.author)


def tried(person: User) -> None:
    _send_at_once("tried", person)


def how_did_it_go(person: User) -> None:
    _send("how_did_it_go", person)


def commented(person: User) -> None:
    _send_at_once("commented", person)


def mentioned(person: User) -> None:
    _send_at_once("mentioned", person)


def comment_hidden(person: User) -> None:
    _send("comment_hidden", person)


def does_it_hold(person: User) -> None:
    _send("does_it_hold", person)


def example_made(person: User) -> None:
    _send("example_made", person)


def answered(promotion: Promotion) -> None:
    """To the editor who made the example: the author said yes or no."""
    if promotion.made_by:
        _send("answered", promotion.made_by)


def reported() -> None:
    for editor in User.objects.given(Right.REVIEW_PRACTICES):
        _send("reported", editor)


def _send_at_once(template: str, person: User) -> None:
    if may_mail_at_once(person):
        _send(template, person)


def _send(template: str, person: User) -> None:
    mail.send(f"practices/{template}", [person.email], name=person.name)
