"""One function per message. What someone wrote never travels by mail."""

from django.core import signing
from django.urls import reverse

from members import mail
from members.permissions import Right

from .models import Application, AskedColleague, ColleagueRequest, Invitation, Membership, User

CONFIRM_SALT = "people.confirm_membership"


def approved(application: Application) -> None:
    mail.send("approved", [application.email], name=application.name)


def declined(application: Application) -> None:
    """The one message that carries a text: the reason, as the applicant is owed it."""
    mail.send("declined", [application.email], name=application.name, reason=application.reason)


def asked_back(application: Application) -> None:
    mail.send("asked_back", [application.email], name=application.name)


def address_moved(person: User, before: str) -> None:
    """To the old address: whoever moves an account to an address of their own is seen doing it."""
    mail.send("address_moved", [before], name=person.name)


def applications_wait(count: int) -> None:
    editors = User.objects.given(Right.DECIDE_APPLICATIONS).values_list("email", flat=True)
    mail.send("applications_wait", list(editors), count=count)


def invited(invitation: Invitation, key: str) -> None:
    path = reverse("invitation", args=[key])
    mail.send(
        "invited",
        [invitation.email],
        name=invitation.name,
        inviter=invitation.inviter.name,
        path=path,
        until=invitation.expires_at,
    )


def confirm_membership(membership: Membership, *, again: bool) -> None:
    mail.send(
        "confirm_membership_again" if again else "confirm_membership",
        [membership.person.email],
        name=membership.person.name,
        path=reverse("confirm_membership", args=[confirmation_key(membership)]),
    )


def suspended(membership: Membership) -> None:
    mail.send("suspended", [membership.person.email], name=membership.person.name)


def colleague_asked(asked: AskedColleague) -> None:
    mail.send("colleague_asked", [asked.person.email], name=asked.person.name)


def colleague_found(request: ColleagueRequest) -> None:
    mail.send("colleague_found", [request.person.email], name=request.person.name)


def confirmation_key(membership: Membership) -> str:
    """Holds for this one time of asking; after the answer it means nothing any more."""
    return signing.dumps([membership.pk, str(membership.asked_on)], salt=CONFIRM_SALT)
