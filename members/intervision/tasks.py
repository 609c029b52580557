"""What of intervision waits for somebody at /mijn/."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from members.people.accounts.second_factor import second_factors_of
from members.people.models import User
from members.people.tasks import Todo
from members.permissions import may_run_rounds, may_take_part, runs_round_q

from .models import DateVote, Enrolment, Meeting, Participant, Round, Sitting
from .models.enrolment import EnrolmentState
from .models.round import State
from .rules.meeting import Phase


def steps_for(person: User) -> list[Todo]:
    return [*_groups(person), *_enrolments(person), *_rounds(person)]


def _groups(person: User) -> list[Todo]:
    """One per group: choose a date, say whether one can after all, or when it is."""
    if not may_take_part(person):
        return []
    over = (State.CANCELLED, State.DESTROYED, State.AFTERCARE)
    mine = Participant.objects.current().filter(person=person).exclude(group__round__state__in=over)
    # What comes after a meeting is a step of the room: see ``room.steps``.
    ended = Sitting.objects.filter(group=OuterRef("group"), is_trial=False, phase=Phase.ENDED)
    mine = mine.exclude(Exists(ended))
    votes = DateVote.objects.filter(participant=OuterRef("pk"))
    mine = mine.annotate(
        has_voted=Exists(votes.filter(option__withdrawn_at__isnull=True)),
        is_asked=Exists(votes.filter(asked_at__isnull=False)),
    ).select_related("group__round", "group__meeting")
    seats = list(mine)
    locked_out = bool(seats) and not second_factors_of(person).exists()
    return [_group_step(seat, locked_out=locked_out) for seat in seats]


def _group_step(seat: Participant, *, locked_out: bool) -> Todo:
    """``locked_out``: the room asks for a second step at the login, which this member has not."""
    group = seat.group
    meeting: Meeting | None = getattr(group, "meeting", None)
    address = reverse("appointment", args=[group.key])
    context = {"group": group, "meeting": meeting, "url": address, "locked_out": locked_out}
    if getattr(seat, "is_asked", False):
        return _step("asked", 10, context)
    if group.poll_until is not None:
        voted = getattr(seat, "has_voted", False)
        return _step("poll_open" if voted else "choose_date", 40 if voted else 10, context)
    return _step("planned", 25, context)


def _enrolments(person: User) -> list[Todo]:
    """Sign-ups that did not become a group (yet), and rounds that will not be."""
    shown = (State.OPEN, State.MATCHING, State.CHOOSING_DATE, State.PLANNED, State.CANCELLED)
    mine = Enrolment.objects.standing().filter(person=person, round__state__in=shown)
    found = []
    for enrolment in mine.select_related("round"):
        context = {"enrolment": enrolment, "url": enrolment.round.get_absolute_url()}
        if enrolment.round.state == State.CANCELLED:
            found.append(_step("cancelled", 30, context))
        elif enrolment.state == EnrolmentState.WAITING:
            found.append(_step("waiting", 35, context))
        elif enrolment.state == EnrolmentState.SIGNED_UP:
            found.append(_step("signed_up", 45, context))
    return found


def _rounds(person: User) -> list[Todo]:
    if not may_run_rounds(person):
        return []
    due = Round.objects.filter(runs_round_q(person), state=State.MATCHING)
    return [
        _step("make_groups", 10, {"round": one, "url": reverse("run_round", args=[one.pk])})
        for one in due
    ]


def _step(name: str, urgency: int, context: dict) -> Todo:
    return Todo(name, urgency, context, folder="intervision")
