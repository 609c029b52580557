"""/intervisie/groep/<key>/: the room, and every move in it."""

from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from members.people.decorators import View, posted_from

from ..models import Participant
from ..rules.meeting import Move, NotNowError, Phase
from ..rules.methods import Pace
from . import contributions, meetings, start_check
from .access import RoomRequest, in_room, is_open, keep_open, state_for
from .context import mark, presence_mark, room_context
from .forms import MoveForm

SOMEBODY_WAS_FIRST = "De groep was net al verder gegaan. U ziet nu hoe het ervoor staat."
NOT_NOW = "Dat kan nu niet meer. U ziet hoe het ervoor staat."
NO_DATE = "Uw groep heeft nog geen datum. Kies die eerst samen. Daarna kunt u beginnen."
ANOTHER_DAY = "Uw bijeenkomst is op een andere dag. Zet een vinkje als u toch nu wilt beginnen."


_on_the_threshold = partial(in_room, before_promise=True)


def posted_from_room(view: View) -> View:
    """What the room posts to, or the trial of it: whoever comes otherwise is led to that room."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, *, is_trial: bool) -> HttpResponse:
        posted = posted_from("trial_room" if is_trial else "room", "key")(view)
        return posted(request, key=key, is_trial=is_trial)

    return guarded


@require_safe
@_on_the_threshold
def room(request: RoomRequest) -> HttpResponse:
    """Everything of this moment on one screen. First the promise, then the room."""
    if not request.has_entered:
        return render(request, "rooms/agree.html", {"group": request.participant.group})
    return screen(request)


@posted_from_room
@_on_the_threshold
def agree(request: RoomRequest) -> HttpResponse:
    if request.POST.get("agreed") != "ja":
        context = {"group": request.participant.group, "missed": True}
        return render(request, "rooms/agree.html", context)
    meetings.agree(request.participant, now=timezone.now())
    return back(request)


@require_safe
def state(request: HttpRequest, key: str, *, is_trial: bool) -> HttpResponse:
    """The poll: only a mark that changes. Every browser asks each two seconds: three questions."""
    if not request.user.is_authenticated:
        return JsonResponse({"login": True}, status=403)
    found = state_for(request.user, key, is_trial=is_trial)
    if found is None:
        raise Http404
    if not is_open(request, key):
        return JsonResponse({"again": True}, status=403)
    return HttpResponse(
        mark(found, timezone.now()),
        content_type="text/plain",
        headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"},
    )


@require_POST
@in_room
def present(request: RoomRequest) -> HttpResponse:
    """An open page says that somebody is there; a meeting that moves keeps its listeners in."""
    now = timezone.now()
    is_moving = request.sitting.phase == Phase.RUNNING and (
        now - request.sitting.changed_at < meetings.KEEPS_LISTENERS
    )
    if is_moving:
        keep_open(request, request.participant.group.key)
    people = meetings.current_people(request.sitting)
    return HttpResponse(presence_mark(people, now), content_type="text/plain")


@posted_from_room
@in_room
def move(request: RoomRequest) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, NOT_NOW)
        return back(request)
    told = form.cleaned_data
    try:
        _play(request, Move(told["move"]), told)
    except meetings.SomebodyWasFirstError:
        messages.info(request, SOMEBODY_WAS_FIRST)
    except start_check.NoDateError:
        messages.error(request, NO_DATE)
    except start_check.AnotherDayError:
        messages.error(request, ANOTHER_DAY)
    except NotNowError:
        messages.error(request, NOT_NOW)
    return back(request)


@posted_from_room
@in_room
def again(request: RoomRequest) -> HttpResponse:
    """The trial from the start."""
    if not request.is_trial:
        raise Http404
    meetings.try_again(request.sitting, now=timezone.now())
    return back(request)


# --- Below the views -------------------------------------------------------------------------


def _play(request: RoomRequest, which: Move, told: dict[str, Any]) -> None:
    now, me = timezone.now(), request.participant
    if which == Move.LEAVE:
        # Leaving has a screen of its own, for it asks what stays.
        raise NotNowError(which)
    if which == Move.TAKE_BACK:
        return contributions.take_back(request.sitting, by=me, now=now)
    meetings.play(
        request.sitting,
        which,
        by=me,
        now=now,
        seen=told["seen"],
        what=told["minutes"] if which == Move.ADD_MINUTES else told["person"],
        pace=Pace(told["pace"]) if told["pace"] else None,
        on_purpose=told["on_purpose"],
    )
    return None


def screen(
    request: RoomRequest, *, typed: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    if request.sitting.phase == Phase.ENDED and not request.is_trial:
        return redirect("after_meeting", request.participant.group.key)
    context = room_context(request.sitting, request.participant, now)
    context |= {
        "typed": typed,
        "is_trial": request.is_trial,
        "base": address(request.participant, "room", is_trial=request.is_trial),
        "poll": address(request.participant, "room_state", is_trial=request.is_trial),
    }
    return render(request, "rooms/room.html", context, status=status)


def back(request: RoomRequest) -> HttpResponse:
    return redirect(address(request.participant, "room", is_trial=request.is_trial))


def address(participant: Participant, name: str, *, is_trial: bool) -> str:
    prefix = "trial_" if is_trial else ""
    return reverse(prefix + name, args=[participant.group.key])
