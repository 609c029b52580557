"""The search for groups, in the background: a claimed row, so that a killed server loses nothing.

Whoever asks leaves it to the worker for long tasks; should that die, ``run_due_tasks`` takes the
search up.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from wagtail.log_actions import log

from members.batch import for_each_isolated
from members.people.models import User

from ..models import Round, RoundProposal
from ..models.proposal import ProposalState
from ..models.round import State
from ..rules.matching import Progress, Proposal, Relaxation, make_groups, relaxations
from . import proposal_rows
from .problem_builder import problem_of

logger = logging.getLogger(__name__)

# Seconds to search, by how many people there are at most; bigger rounds get the last.
BUDGETS = ((24, 10), (60, 40), (400, 60))
LONGEST_BUDGET = 120
RELAXATIONS_BUDGET = 20
# Without a sign of life for so long, the search is dead and anyone may take it up.
DEAD_AFTER = timedelta(minutes=2)
SECONDS_BETWEEN_BEATS = 1.0


@transaction.atomic
def ask(
    one: Round,
    *,
    by: User,
    now: datetime,
    relaxed: tuple[str, ...] = (),
    smallest: int | None = None,
    largest: int | None = None,
) -> RoundProposal | None:
    """Ask for groups, or for other groups around those that were locked; None when too late."""
    locked = Round.objects.locked(one.pk)
    if locked.state != State.MATCHING:
        return None
    known = RoundProposal.objects.filter(round=one).first()
    if known is not None and is_searching(known, now):
        return known
    fields = {
        "state": ProposalState.ASKED,
        "version": known.version + 1 if known else 1,
        "seed": known.seed + 1 if known else 0,
        "relaxed": sorted(relaxed),
        "smallest": smallest or one.smallest,
        "largest": largest or one.largest,
        "asked_by": by,
        "asked_at": now,
        **dict.fromkeys(("started_at", "beat_at", "stop_asked_at", "finished_at"), None),
        **dict.fromkeys(("waiting", "cost", "bound"), None),
    }
    proposal, _ = RoundProposal.objects.update_or_create(round=one, defaults=fields)
    log(one, "intervision.make_groups", user=by)
    transaction.on_commit(lambda: search_in_background.enqueue(proposal.pk), robust=True)
    return proposal


def stop(proposal: RoundProposal, *, now: datetime) -> None:
    """Good enough: keep the best that was found."""
    RoundProposal.objects.filter(pk=proposal.pk).update(stop_asked_at=now)


def is_searching(proposal: RoundProposal, now: datetime) -> bool:
    if proposal.state == ProposalState.ASKED:
        return True
    alive = proposal.beat_at is not None and proposal.beat_at > now - DEAD_AFTER
    return proposal.state == ProposalState.RUNNING and alive


@task(backend="worker", queue_name="long")
def search_in_background(proposal: int) -> None:
    """Takes a minute of computing: no reader and no mail waits for it."""
    search(proposal)


def advance(*, now: datetime) -> int:
    """Searches that nobody works on."""
    return for_each_isolated(_search_one, _unclaimed(now).only("pk"))


def _search_one(proposal: RoundProposal) -> bool:
    return search(proposal.pk)


def search(pk: int) -> bool:
    """Do one search, unless somebody else does."""
    now = timezone.now()
    claim = {"state": ProposalState.RUNNING, "started_at": now, "beat_at": now}
    if not _unclaimed(now).filter(pk=pk).update(**claim):
        return False
    proposal = RoundProposal.objects.select_related("round").get(pk=pk)
    try:
        _search(proposal)
    except Exception:
        logger.exception("making groups for proposal %s failed", pk)
        _mine(proposal).update(state=ProposalState.FAILED, finished_at=timezone.now())
    return True


class _Clock:
    """Says how long to go on, and lets the editor see that somebody is at work."""

    def __init__(self, proposal: RoundProposal, seconds: float) -> None:
        self.proposal, self.until = proposal, time.monotonic() + seconds
        self.next_beat = 0.0
        self.latest: Progress | None = None
        self.stopped = False

    def tell(self, progress: Progress) -> None:
        self.latest = progress

    def go_on(self) -> bool:
        now = time.monotonic()
        if now >= self.next_beat:
            self.next_beat = now + SECONDS_BETWEEN_BEATS
            self._beat()
        return not self.stopped and now < self.until

    def _beat(self) -> None:
        fields: dict[str, object] = {"beat_at": timezone.now()}
        if self.latest is not None:
            latest = self.latest
            fields |= {"waiting": latest.waiting, "cost": latest.cost, "bound": latest.bound}
        alive = _mine(self.proposal).update(**fields)
        asked = _mine(self.proposal).filter(stop_asked_at__isnull=False).exists()
        self.stopped = not alive or asked


def _search(proposal: RoundProposal) -> None:
    problem = problem_of(proposal)
    clock = _Clock(proposal, _budget(len(problem.people)))
    groups = make_groups(problem, seed=proposal.seed, go_on=clock.go_on, progress=clock.tell)
    patience = _Clock(proposal, RELAXATIONS_BUDGET)
    advice = relaxations(problem, groups, seed=proposal.seed, go_on=patience.go_on)
    _keep(proposal, groups, advice)


@transaction.atomic
def _keep(proposal: RoundProposal, groups: Proposal, advice: tuple[Relaxation, ...]) -> None:
    Round.objects.locked(proposal.round_id)
    if not _mine(proposal).exists():
        return
    proposal_rows.keep(proposal, problem_of(proposal), groups, advice)
    _mine(proposal).update(state=ProposalState.READY, finished_at=timezone.now())


def _budget(people: int) -> float:
    return next((seconds for most, seconds in BUDGETS if people <= most), LONGEST_BUDGET)


def _unclaimed(now: datetime):
    dead = Q(state=ProposalState.RUNNING, beat_at__lt=now - DEAD_AFTER)
    return RoundProposal.objects.filter(Q(state=ProposalState.ASKED) | dead)


def _mine(proposal: RoundProposal):
    """The row, as long as nobody else took the search up."""
    return RoundProposal.objects.filter(
        pk=proposal.pk, state=ProposalState.RUNNING, started_at=proposal.started_at
    )
