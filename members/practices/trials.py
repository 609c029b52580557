"""Geprobeerd: telling how a practice went elsewhere, and being asked about it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from lessons.municipalities.models import Municipality
from members.batch import for_each_isolated
from members.people.models import User

from . import emails
from .comments.counting import recount_trials
from .models import Plan, Practice, Trial

ASK_AFTER = timedelta(days=91)
MOST_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    municipality: Municipality
    tried_on: date
    result: str
    residents: str
    changed: str = ""
    residents_view: str = ""


@transaction.atomic
def tell(practice: Practice, outcome: Outcome, *, by: User, now: datetime) -> Trial:
    """How it went; telling again for the same municipality replaces what was told."""
    told = {
        "person": by,
        "tried_on": outcome.tried_on,
        "result": outcome.result,
        "residents": outcome.residents,
        "changed": outcome.changed,
        "residents_view": outcome.residents_view,
        "made_at": now,
    }
    trial, is_new = Trial.objects.update_or_create(
        practice=practice, municipality=outcome.municipality, defaults=told
    )
    Plan.objects.filter(practice=practice, person=by).delete()
    recount_trials(practice)
    log(practice, "practices.try", user=by)
    if is_new and practice.author and practice.author != by:
        emails.tried(practice.author)
    return trial


@transaction.atomic
def plan(practice: Practice, *, by: User, now: datetime) -> bool:
    """Ask about it later; a second click takes the plan back. Returns whether there is one now."""
    known, is_new = Plan.objects.get_or_create(
        practice=practice,
        person=by,
        defaults={"made_at": now, "ask_on": timezone.localdate(now + ASK_AFTER)},
    )
    if not is_new:
        known.delete()
    return is_new


def advance(*, now: datetime) -> int:
    """Ask whoever planned something three months ago: one mail, once per plan."""
    due = Plan.objects.filter(ask_on__lte=timezone.localdate(now), asked_at__isnull=True)
    return for_each_isolated(_ask, due.select_related("person")[:MOST_ASKED_AT_ONCE], now=now)


def _ask(plan: Plan, now: datetime) -> int:
    with transaction.atomic():
        # Claimed: a second run at the same moment asks nothing.
        claimed = Plan.objects.filter(pk=plan.pk, asked_at__isnull=True).update(asked_at=now)
        if claimed:
            emails.how_did_it_go(plan.person)
    return claimed
