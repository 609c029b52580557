"""Destroyed is destroyed: first the key, so that no backup can bring a text back, then the rows.

A group goes when its term is over or when all who did not leave want so; a round when its last
group went. What stays is a receipt for each participant, and who met whom. Twice is once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from members.batch import for_each_isolated

from .. import emails
from ..encryption import texts
from ..models import (
    Enrolment,
    Participant,
    PeerGroup,
    Receipt,
    Round,
    RoundProposal,
    Sitting,
    Visit,
)
from ..models.round import State
from ..rules.meeting import Phase
from ..scheduling import reminders

# For a meeting that nobody ended in the room.
ENDED_BY_ITSELF = timedelta(days=1)
HARVEST_TAKES = timedelta(days=14)
AFTER_CANCELLING = timedelta(days=30)


def advance(*, now: datetime) -> int:
    """Whatever is past its term; returns how many groups and rounds went."""
    groups = for_each_isolated(destroy_group, _due_groups(now), now=now)
    wanted = _wanted_by_all().select_related("round")
    groups += for_each_isolated(destroy_group, wanted, now=now, by_agreement=True)
    return groups + for_each_isolated(_destroy_round, _due_rounds(now), now=now)


def move_rounds_on(*, now: datetime) -> int:
    """From meeting to harvest when every group met, and from there to aftercare."""
    moved = for_each_isolated(_close_when_met, Round.objects.filter(state=State.MEETING), now=now)
    harvested = Round.objects.filter(state=State.HARVEST, closed_at__lte=now - HARVEST_TAKES)
    return moved + harvested.update(state=State.AFTERCARE)


def agree(participant: Participant, *, now: datetime) -> bool:
    """One more who wants everything gone now; whether that made everybody, and it is gone."""
    Visit.objects.filter(participant=participant).update(wants_destroyed_at=now)
    return destroy_when_all_want(participant.group, now=now)


def destroy_when_all_want(group: PeerGroup, *, now: datetime) -> bool:
    """Whether the group is gone now, by this process or by another.

    Needs what changed to be committed: of two who are the last at once, one at least sees that
    everybody wants it.
    """
    mine = PeerGroup.objects.filter(pk=group.pk)
    if _wanted_by_all().filter(pk=group.pk).exists():
        destroy_group(group, now=now, by_agreement=True)
    return not mine.exists()


def waits_for_nobody_but(participant: Participant) -> bool:
    """Whether everything goes as soon as this one wants so too."""
    return not _others_who_did_not_ask(participant).exists()


def take_back(participant: Participant) -> None:
    Visit.objects.filter(participant=participant).update(wants_destroyed_at=None)


def destroy_group(group: PeerGroup, *, now: datetime, by_agreement: bool = False) -> bool:
    """Of two that do this at once one does it; whether this was the one."""
    # The key before anything else and whatever happens next: what follows can be done again.
    texts.destroy(group.round_id, group.key)
    with transaction.atomic():
        one = Round.objects.locked(group.round_id)
        held = PeerGroup.objects.filter(pk=group.pk).first()
        if held is None:
            return False
        held.round = one
        reminders.note_early(held, now=now)
        people = list(Participant.objects.current().filter(group=held).select_related("person"))
        _give_receipts(held, people, now=now, by_agreement=by_agreement)
        log(one, "intervision.destroy")
        _forget_sentences(held, people)
        held.delete()
    return True


def _wanted_by_all() -> QuerySet[PeerGroup]:
    """By all who did not leave; a group that everybody left has its term."""
    current = Participant.objects.current().filter(group=OuterRef("pk"))
    wants = Q(visit__wants_destroyed_at__isnull=False)
    return PeerGroup.objects.filter(Exists(current.filter(wants)), ~Exists(current.exclude(wants)))


def _others_who_did_not_ask(participant: Participant) -> QuerySet[Participant]:
    others = Participant.objects.current().filter(group=participant.group_id)
    return others.exclude(pk=participant.pk).exclude(visit__wants_destroyed_at__isnull=False)


def _forget_sentences(group: PeerGroup, people: Iterable[Participant]) -> None:
    """They lie under the key of the round, which waits for its last group."""
    mine = Enrolment.objects.filter(round=group.round_id, person__in=[one.person for one in people])
    mine.update(sealed_sentence=b"", sealed_access_needs=b"")


def _give_receipts(
    group: PeerGroup, people: Iterable[Participant], *, now: datetime, by_agreement: bool
) -> None:
    meeting = getattr(group, "meeting", None)
    met_on = timezone.localdate(meeting.starts_at) if meeting else None
    Receipt.objects.bulk_create(
        Receipt(person=one.person, met_on=met_on, destroyed_at=now, by_agreement=by_agreement)
        for one in people
    )
    emails.destroyed(one.person for one in people if one.person.is_active)


def _due_groups(now: datetime) -> list[PeerGroup]:
    ended = Sitting.objects.filter(is_trial=False, destroy_at__isnull=False)
    # Whatever the state of the round: one group without a date must not keep those of others.
    found = PeerGroup.objects.select_related("round")
    over = Q(pk__in=ended.filter(destroy_at__lte=now).values("group"))
    # Nobody ended it in the room: then the date that was planned counts.
    unended = found.exclude(pk__in=ended.values("group")).filter(meeting__isnull=False)
    planned = [
        one.pk
        for one in unended.select_related("meeting")
        if one.meeting.ends_at + one.round.kept_for <= now and not _goes_on(one)
    ]
    dateless = _dateless(found, now)
    return list(found.filter(over | Q(pk__in=[*planned, *dateless]) | _cancelled(now)))


def _dateless(groups: QuerySet[PeerGroup], now: datetime) -> list[int]:
    """Every date went by, and nobody proposed another one since."""
    never_met = groups.filter(meeting__isnull=True).annotate(last=Max("date_options__ends_at"))
    return [one.pk for one in never_met if one.last and one.last + one.round.kept_for <= now]


def _goes_on(group: PeerGroup) -> bool:
    """A slow meeting may end after the date that was planned for it."""
    phases = (Phase.RUNNING, Phase.PAUSED)
    slow = Sitting.objects.filter(group=group, is_trial=False, phase__in=phases)
    return slow.filter(ends_at__gt=F("begun_at") + timedelta(days=1)).exists()


def _cancelled(now: datetime) -> Q:
    return Q(round__state=State.CANCELLED, round__cancelled_at__lte=now - AFTER_CANCELLING)


def _due_rounds(now: datetime) -> list[Round]:
    """No group is left, or there never was one and there will be none."""
    had_groups = (State.CHOOSING_DATE, State.PLANNED, State.HARVEST, State.AFTERCARE)
    cancelled = Q(state=State.CANCELLED, cancelled_at__lte=now - AFTER_CANCELLING)
    empty = Round.objects.filter(Q(state__in=had_groups) | cancelled, groups__isnull=True)
    unmade = Round.objects.filter(state=State.MATCHING).annotate(last=Max("dates__ends_at"))
    past = [one for one in unmade if one.last and one.last + one.kept_for <= now]
    return [*empty, *past]


def _destroy_round(one: Round, *, now: datetime) -> bool:
    texts.destroy(one.pk)
    with transaction.atomic():
        mine = Round.objects.filter(pk=one.pk).exclude(state=State.DESTROYED)
        if not mine.update(state=State.DESTROYED, destroyed_at=now):
            return False
        RoundProposal.objects.filter(round=one).delete()
        Enrolment.objects.filter(round=one).delete()
        log(one, "intervision.destroy")
    return True


def _close_when_met(one: Round, *, now: datetime) -> int:
    if not _all_met(one, now):
        return 0
    meeting = Round.objects.filter(pk=one.pk, state=State.MEETING)
    return meeting.update(state=State.HARVEST, closed_at=now)


def _all_met(one: Round, now: datetime) -> bool:
    groups = PeerGroup.objects.filter(round=one).select_related("meeting")
    ended = set(
        Sitting.objects.filter(group__round=one, is_trial=False, phase=Phase.ENDED).values_list(
            "group", flat=True
        )
    )
    return all(group.pk in ended or _is_past(group, now) for group in groups)


def _is_past(group: PeerGroup, now: datetime) -> bool:
    meeting = getattr(group, "meeting", None)
    if meeting is None or _goes_on(group):
        return False
    return meeting.is_cancelled or meeting.ends_at + ENDED_BY_ITSELF <= now
