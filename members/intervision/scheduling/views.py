"""/intervisie/groep/<key>/afspraak/: a group finds its date, and sees when and where it meets.

Nothing of a case stands here. For whoever is not in the group there is no such address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from members.people.accounts.second_factor import second_factors_of
from members.people.decorators import PersonalRequest, anybody, permission_required, posted_from

from ..harvest.forms import LeaveForm
from ..models import (
    Contribution,
    DateOption,
    Enrolment,
    Evaluation,
    Meeting,
    Participant,
    PeerGroup,
)
from ..models.enrolment import Answer
from ..models.group import may_be_key
from ..posted_data import posted_data
from ..rounds import waiting_list
from . import appointments, date_polls
from .forms import AnswersForm, WantedPeriodForm

VOTED = "Dank u. Uw antwoord is bewaard."
NO_LONGER = (
    "Dit kan niet meer: uw groep kwam al samen, of er veranderde iets sinds u keek. "
    "Bekijk de afspraak opnieuw."
)
LEFT = "U bent uit de groep."
View = Callable[..., HttpResponse]


def in_group(view: View) -> View:
    @permission_required(anybody)
    @wraps(view)
    def guarded(request: PersonalRequest, key: str, **path: Any) -> HttpResponse:
        groups = PeerGroup.objects.visible_to(request.user).filter(key=key).running()
        group = groups.select_related("round__host", "method").first() if may_be_key(key) else None
        if group is None:
            raise Http404
        seat = Participant.objects.current().get(group=group, person=request.user)
        seat.group = group
        return view(request, seat, **path)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@in_group
def appointment(request: PersonalRequest, seat: Participant) -> HttpResponse:
    """The date if it is known, and the dates to choose from."""
    if request.method != "POST":
        return _shown(request, seat)
    form = AnswersForm(request.POST, periods=_options(seat))
    if not form.is_valid():
        return _shown(request, seat, form=form)
    date_polls.vote(seat, form.dates(), now=timezone.now())
    messages.success(request, VOTED)
    return redirect("appointment", key=seat.group.key)


@posted_from("appointment", "key")
@in_group
def propose_date(request: PersonalRequest, seat: Participant) -> HttpResponse:
    form = WantedPeriodForm(request.POST)
    period = form.period() if form.is_valid() else None
    if period is None:
        return _shown(request, seat, period_form=form)
    try:
        starts_at, ends_at = period
        date_polls.propose(
            seat.group, starts_at=starts_at, ends_at=ends_at, by=seat, now=timezone.now()
        )
        messages.success(request, "De datum staat erbij. Alle antwoorden zijn bewaard.")
    except date_polls.TooManyOptionsError:
        messages.error(request, "Er staan al twaalf data. Laat er eerst een vervallen.")
    return redirect("appointment", key=seat.group.key)


@require_http_methods(["GET", "HEAD", "POST"])
@in_group
def take_back_date(request: PersonalRequest, seat: Participant, pk: int) -> HttpResponse:
    option = date_polls.standing_options(seat.group).filter(pk=pk).first()
    if option is None:
        raise Http404
    if request.method != "POST":
        return _asked_first(request, seat, "take_back_date", option=option)
    if date_polls.take_back(option, by=seat, now=timezone.now()):
        messages.success(request, "Deze datum vervalt. Komt hij terug, dan gelden de antwoorden.")
    else:
        messages.error(request, "Dit is de enige datum. Stel eerst een andere voor.")
    return redirect("appointment", key=seat.group.key)


@posted_from("appointment", "key")
@in_group
def move_meeting(request: PersonalRequest, seat: Participant, pk: int) -> HttpResponse:
    """The facilitator moves it to another of the dates that the group knows."""
    meeting = Meeting.objects.filter(group=seat.group).first()
    option = date_polls.standing_options(seat.group).filter(pk=pk).first()
    if meeting is None or option is None or not seat.is_facilitator:
        raise Http404
    if appointments.move(meeting, option, by=request.user, now=timezone.now()):
        messages.success(request, "De bijeenkomst is verzet. Iedereen krijgt bericht.")
    else:
        messages.error(request, NO_LONGER)
    return redirect("appointment", key=seat.group.key)


@require_http_methods(["GET", "HEAD", "POST"])
@in_group
def call_off(request: PersonalRequest, seat: Participant) -> HttpResponse:
    """The facilitator; the dates stay, so that the group may choose another one."""
    meeting = Meeting.objects.filter(group=seat.group).first()
    if meeting is None or not seat.is_facilitator:
        raise Http404
    if request.method != "POST":
        return _asked_first(request, seat, "call_off", meeting=meeting)
    if appointments.cancel(meeting, by=request.user, now=timezone.now()):
        messages.success(request, "De bijeenkomst is afgezegd. Iedereen krijgt bericht.")
    else:
        messages.error(request, NO_LONGER)
    return redirect("appointment", key=seat.group.key)


@require_http_methods(["GET", "HEAD", "POST"])
@in_group
def leave_group(request: PersonalRequest, seat: Participant) -> HttpResponse:
    """Who wrote something in the room says what becomes of it."""
    form = LeaveForm(posted_data(request)) if _has_written(seat) else None
    if request.method != "POST" or (form and not form.is_valid()):
        return _asked_first(request, seat, "leave_group", form=form)
    keep = form is not None and form.cleaned_data["words"] == LeaveForm.STAYS
    waiting_list.leave(seat, by=request.user, keep_words=keep, now=timezone.now())
    messages.success(request, LEFT)
    return redirect("mine")


def _asked_first(
    request: PersonalRequest, seat: Participant, act: str, **what: Any
) -> HttpResponse:
    """What cannot be undone with one more tap is not done with one tap."""
    context = {"group": seat.group, **what}
    return render(request, f"intervision/confirm/{act}.html", context)


def _shown(
    request: PersonalRequest,
    seat: Participant,
    form: AnswersForm | None = None,
    period_form: WantedPeriodForm | None = None,
) -> HttpResponse:
    """The one screen of the appointment; a form that was filled in wrongly stands on it again."""
    group, options, people = seat.group, _options(seat), _people(seat.group)
    votes = [vote for one in options for vote in one.votes.all() if vote.participant_id == seat.pk]
    answers = {f"date_{vote.option_id}": vote.answer for vote in votes}
    earlier = date_polls.answers_at_sign_up(group)
    signed_up = {
        f"date_{option}": said for (option, one), said in earlier.items() if one == seat.pk
    }
    meeting = Meeting.objects.filter(group=group).first()
    context = {
        "group": group,
        "seat": seat,
        "meeting": meeting,
        "is_over": meeting is not None and meeting.ends_at <= timezone.now(),
        "people": people,
        "form": form or AnswersForm(periods=options, initial=signed_up | answers),
        "starts_from_sign_up": bool(signed_up) and not answers,
        "votes": _votes(options, people, earlier),
        "asked": [vote for vote in votes if vote.asked_at],
        "is_polling": group.poll_until is not None,
        "period_form": period_form or WantedPeriodForm(),
        "access_needs": _access_needs(seat),
        "reasons": group.reasons,
        "is_case_open": group.case_chosen_at is None,
        "has_second_factor": second_factors_of(request.user).exists(),
    }
    return render(request, "intervision/appointment.html", context)


def _has_written(seat: Participant) -> bool:
    in_room = Contribution.objects.handed_in().filter(author=seat)
    return in_room.exists() or Evaluation.objects.filter(participant=seat).exists()


def _options(seat: Participant) -> list[DateOption]:
    return list(date_polls.standing_options(seat.group).prefetch_related("votes"))


def _people(group: PeerGroup) -> list[Participant]:
    current = Participant.objects.current().filter(group=group)
    return list(current.select_related("person__profile").order_by("person__name", "pk"))


def _votes(
    options: list[DateOption], people: list[Participant], earlier: dict[tuple[int, int], Answer]
) -> list[tuple[DateOption, dict[tuple[str, bool], list[str]]]]:
    """Per date who said what, here or at sign-up; without an answer under an empty one."""
    rows = []
    for option in options:
        votes = {vote.participant_id: vote.answer for vote in option.votes.all()}
        names: dict[tuple[str, bool], list[str]] = {
            (answer, then): [] for answer in (*Answer.values, "") for then in (False, True)
        }
        for one in people:
            then = one.pk not in votes
            answer = votes.get(one.pk) or earlier.get((option.pk, one.pk), "")
            names[str(answer), then].append(one.person.name)
        rows.append((option, {said: who for said, who in names.items() if who}))
    return rows


def _access_needs(seat: Participant) -> list[str]:
    """What participants need, without names, and only for who leads the group."""
    if not seat.is_facilitator:
        return []
    people = Participant.objects.current().filter(group=seat.group).values("person")
    enrolments = Enrolment.objects.filter(round=seat.group.round_id, person__in=people)
    return [one.access_needs for one in enrolments if one.access_needs]
