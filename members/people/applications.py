"""From the form at /lid-worden/ to an application that waits for the editors."""

from dataclasses import dataclass, field
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from wagtail.log_actions import log

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality

from . import house_rules
from .models import Application, Invitation, User
from .models.application import OPEN_STATES, State


@dataclass(frozen=True, slots=True)
class Answers:
    """What someone filled in at /lid-worden/."""

    name: str
    email: str
    municipality: Municipality
    role: str
    since: date
    motivation: str = ""
    offers: list[LessonPage] = field(default_factory=list)
    seeks: list[LessonPage] = field(default_factory=list)


@transaction.atomic
def apply(answers: Answers, *, invitation: Invitation | None, now: datetime) -> Application:
    """Keep the answers until the address is confirmed; nobody sees them before that."""
    application = Application.objects.create(
        name=answers.name,
        email=answers.email.lower(),
        municipality=answers.municipality,
        role=answers.role,
        since=answers.since,
        motivation=answers.motivation,
        house_rules=house_rules.version(),
        invitation=_unless_taken(invitation),
        made_at=now,
    )
    application.offers.set(answers.offers)
    application.seeks.set(answers.seeks)
    return application


@transaction.atomic
def account_for(application: Application) -> User | None:
    """The account of this address, made if there is none; None when it was closed."""
    user = User.objects.annotate(address=Lower("email")).filter(address=application.email).first()
    if user is None:
        user = User.objects.create_user(application.email, application.name)
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return user if user.is_active else None


@transaction.atomic
def confirm(application: Application, *, person: User, now: datetime) -> bool:
    """The address is theirs: from now on the application waits for the editors."""
    if application.email != person.email.lower():
        return False
    _replace_open_ones(person, but=application)
    confirmed = Application.objects.filter(pk=application.pk, state=State.CONFIRM).update(
        state=State.WAITING, person=person, waiting_since=now
    )
    if not confirmed:
        return False
    if application.invitation_id:
        Invitation.objects.usable(now).filter(pk=application.invitation_id).update(used_at=now)
    log(application, "people.application.receive", user=person)
    return True


@transaction.atomic
def answer(application: Application, text: str, *, now: datetime) -> bool:
    """The applicant answers the editors; the application waits again."""
    answered = Application.objects.filter(pk=application.pk, state=State.ASKED).update(
        state=State.WAITING, answer=text, waiting_since=now, reminded_at=None
    )
    if answered:
        log(application, "people.application.answer", user=application.person)
    return bool(answered)


def _replace_open_ones(person: User, *, but: Application) -> None:
    """One application at a time; the applicant and the editors see that there was another."""
    for earlier in person.applications.filter(state__in=OPEN_STATES).exclude(pk=but.pk):
        if Application.objects.filter(pk=earlier.pk, state__in=OPEN_STATES).update(
            state=State.REPLACED
        ):
            log(earlier, "people.application.replace", user=person)


def _unless_taken(invitation: Invitation | None) -> Invitation | None:
    """An invitation stands behind one application; an unfinished earlier try gives it back."""
    if invitation is None:
        return None
    Application.objects.filter(invitation=invitation, state=State.CONFIRM).update(invitation=None)
    taken = Application.objects.filter(invitation=invitation).exists()
    return None if taken else invitation
