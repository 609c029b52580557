"""After the meeting, below /intervisie/groep/<key>/: looking back, leaving, ending."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.people.decorators import posted_from

from ..models import Participant
from ..posted_data import posted_data
from ..room.access import RoomRequest, gone, in_room
from ..rounds import waiting_list
from ..rules.meeting import Phase
from . import consent, destruction, intentions
from .forms import EvaluationForm, IntentionForm, LeaveForm

TOO_MANY = (
    f"U hebt al {intentions.MOST_INTENTIONS} voornemens. Gooi er eerst een weg bij ‘Mijn’, onder "
    "‘Voornemens’."
)
LEFT = "U bent uit de groep. De kamer is voor u dicht."


@require_safe
@in_room
def after(request: RoomRequest) -> HttpResponse:
    if request.sitting.phase != Phase.ENDED:
        return redirect("room", request.participant.group.key)
    return _after(request)


@posted_from("after_meeting", "key")
@in_room
def evaluate(request: RoomRequest) -> HttpResponse:
    form = EvaluationForm(request.POST)
    if not form.is_valid():
        return _after(request, evaluation=form)
    intentions.evaluate(request.participant, form.told(), now=timezone.now())
    messages.success(request, "Dank u. Uw terugblik is bewaard.")
    return redirect("after_meeting", request.participant.group.key)


@posted_from("after_meeting", "key")
@in_room
def intend(request: RoomRequest) -> HttpResponse:
    """One per participant; it goes to Mijn, where only its writer reads it."""
    form = IntentionForm(request.POST)
    if not form.is_valid():
        return _after(request, intention=form)
    try:
        intentions.intend(request.user, **form.cleaned_data, now=timezone.now())
    except intentions.TooManyError:
        form.add_error(None, TOO_MANY)
        return _after(request, intention=form)
    messages.success(
        request, "Uw voornemen staat bij ‘Mijn’. Over zes weken vragen wij hoe het ging."
    )
    return redirect("intentions")


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def leave(request: RoomRequest) -> HttpResponse:
    form = LeaveForm(posted_data(request))
    if request.method == "POST" and form.is_valid():
        keep = form.cleaned_data["words"] == LeaveForm.STAYS
        waiting_list.leave(
            request.participant, by=request.user, keep_words=keep, now=timezone.now()
        )
        messages.success(request, LEFT)
        return redirect("mine")
    return render(request, "rooms/leave.html", {"form": form, "group": request.participant.group})


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def destroy(request: RoomRequest) -> HttpResponse:
    """Earlier than promised, when everybody wants so. Asked first: there is no way back."""
    me = request.participant
    if request.method != "POST":
        context = {"group": me.group, "is_last": destruction.waits_for_nobody_but(me)}
        return render(request, "rooms/destroy.html", context)
    if "toch-niet" in request.POST:
        destruction.take_back(me)
    elif destruction.agree(me, now=timezone.now()):
        return gone(request)
    return redirect("after_meeting", me.group.key)


def _after(
    request: RoomRequest,
    *,
    evaluation: EvaluationForm | None = None,
    intention: IntentionForm | None = None,
) -> HttpResponse:
    me = request.participant
    people = Participant.objects.current().filter(group=me.group_id)
    wanted = people.filter(visit__wants_destroyed_at__isnull=False)
    failed = bool(evaluation or intention)
    found = consent.open_harvest(me.group)
    context = {
        "group": me.group,
        "sitting": request.sitting,
        "told": intentions.evaluation_of(me),
        "evaluation": evaluation or EvaluationForm(),
        "intention": intention or IntentionForm(),
        "form": evaluation or intention,
        "words": intentions.words_of(me.group),
        "harvest": found,
        "asks_answer": bool(found and not consent.has_answered(found, me)),
        "outcome": consent.last_outcome(me.group),
        "wants_destroyed": wanted.filter(pk=me.pk).exists(),
        "wanted_by": wanted.count(),
        "people_count": people.count(),
    }
    return render(request, "rooms/after.html", context, status=400 if failed else 200)
