"""Whose case a group starts with, chosen before it meets, so that the first hour is not lost."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from members.batch import for_each_isolated

from .. import emails
from ..models import CaseVote, Enrolment, Participant, PeerGroup
from ..models.enrolment import EnrolmentState


def owners(group: PeerGroup) -> list[Participant]:
    """Participants who said that they bring a case, in order of joining."""
    bringing = Enrolment.objects.filter(round=group.round_id, brings_case=True).values("person")
    current = Participant.objects.current().filter(group=group, person__in=bringing)
    return list(current.select_related("person").order_by("pk"))


def cases(group: PeerGroup) -> list[tuple[Participant, str]]:
    """Who brings a case, and what in one sentence. Only for the group itself."""
    able = owners(group)
    people = [one.person_id for one in able]
    rows = Enrolment.objects.filter(round=group.round_id, person__in=people)
    sentences = {row.person_id: row.sentence for row in rows}
    return [(one, sentences[one.person_id]) for one in able]


@transaction.atomic
def bring(participant: Participant, sentence: str, *, now: datetime) -> None:
    """A case after all, or another one; an empty sentence takes it back."""
    group = PeerGroup.objects.held(participant.group_id)
    enrolment, _ = Enrolment.objects.get_or_create(
        round=group.round,
        person=participant.person,
        defaults={"state": EnrolmentState.PLACED, "made_at": now, "changed_at": now},
    )
    enrolment.brings_case = bool(sentence)
    enrolment.sentence = sentence
    enrolment.changed_at = now
    enrolment.save()
    if not sentence:
        CaseVote.objects.filter(choice=participant).delete()


@transaction.atomic
def vote(voter: Participant, choice: Participant, *, now: datetime) -> bool:
    """A vote may change as long as nothing was decided."""
    group = PeerGroup.objects.held(voter.group_id)
    if not _is_open(group) or choice not in owners(group):
        return False
    CaseVote.objects.update_or_create(voter=voter, defaults={"choice": choice, "made_at": now})
    current = Participant.objects.current().filter(group=group)
    if not current.exclude(case_vote__isnull=False).exists():
        _choose(group, now)
    return True


def choose_due(*, now: datetime) -> int:
    """Two days before the meeting the votes that are there decide."""
    due = PeerGroup.objects.filter(case_until__lte=now, case_chosen_at__isnull=True).running()
    return for_each_isolated(_choose_one, due, now=now)


@transaction.atomic
def _choose_one(group: PeerGroup, now: datetime) -> int:
    group = PeerGroup.objects.held(group.pk)
    return _choose(group, now) if _is_open(group) else 0


def _is_open(group: PeerGroup) -> bool:
    """Needs the group held: the round may have been cancelled since somebody looked."""
    return group.case_chosen_at is None and not group.round.is_over


def _choose(group: PeerGroup, now: datetime) -> int:
    """The most votes; of as many, who joined first. Without anybody's case the room decides."""
    able = owners(group)
    votes = Counter(
        CaseVote.objects.filter(
            choice__in=able, voter__group=group, voter__left_at__isnull=True
        ).values_list("choice", flat=True)
    )
    group.case_chosen_at = now
    group.save(update_fields=["case_chosen_at"])
    if not able:
        return 1
    chosen = max(able, key=lambda one: (votes[one.pk], -one.pk))
    Participant.objects.filter(group=group, is_case_owner=True).update(is_case_owner=False)
    Participant.objects.filter(pk=chosen.pk).update(is_case_owner=True)
    emails.your_case(chosen.person)
    return 1
