"""What of the room waits for somebody at /mijn/. Says that, and never what."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from members.people.models import User
from members.people.tasks import Todo
from members.permissions import may_take_part

from ..harvest.consent import has_answered
from ..harvest.intentions import waiting_for_answer
from ..models import Evaluation, Harvest, HarvestState, Participant, Sitting
from ..rules.meeting import Phase
from ..rules.methods import Pace


def steps_for(person: User) -> list[Todo]:
    steps = [
        Todo("how_did_it_go", 20, {"url": reverse("intention", args=[one.pk])}, folder="rooms")
        for one in waiting_for_answer(person)
    ]
    if not may_take_part(person):
        return steps
    return [*steps, *_harvests(person), *_slow_meetings(person), *_met(person)]


def _harvests(person: User) -> list[Todo]:
    mine = {one.group_id: one for one in Participant.objects.current().filter(person=person)}
    open_ = Harvest.objects.filter(state=HarvestState.OPEN, group__in=mine)
    return [
        Todo("harvest_waits", 15, {"url": reverse("harvest", args=[one.group.key])}, folder="rooms")
        for one in open_.select_related("group")
        if not has_answered(one, mine[one.group_id])
    ]


def _met(person: User) -> list[Todo]:
    """A meeting that ended: first to look back on, and then for what one still wants to do."""
    mine = Participant.objects.current().filter(person=person)
    looked_back = Evaluation.objects.filter(
        participant__group=OuterRef("group"), participant__person=person
    )
    ended = Sitting.objects.filter(
        is_trial=False, phase=Phase.ENDED, group__participants__in=mine
    ).annotate(told=Exists(looked_back))
    return [
        Todo(
            "look_back",
            45 if one.told else 15,
            {
                "url": reverse("after_meeting", args=[one.group.key]),
                "sitting": one,
                "told": one.told,
            },
            folder="rooms",
        )
        for one in ended.select_related("group")
    ]


def _slow_meetings(person: User) -> list[Todo]:
    mine = Participant.objects.current().filter(person=person)
    going = Sitting.objects.filter(
        pace=Pace.SLOW, phase=Phase.RUNNING, is_trial=False, group__participants__in=mine
    )
    return [
        Todo(
            "slow_meeting",
            15,
            {"url": reverse("room", args=[one.group.key]), "sitting": one},
            folder="rooms",
        )
        for one in going.select_related("group")
    ]
