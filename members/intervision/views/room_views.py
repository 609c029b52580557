"""/intervisie/groep/<key>/kamer/: the room, and what people do in it."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from members.people.sessions import lasts_until

from ..forms.room import NOTHING, MoveForm, TextForm, rating_of
from ..models import ContributionKind, Participant, Sitting
from ..room import beginning, sittings, writing
from ..room.access import RoomRequest, has_agreed, in_room, is_open, keep_open, open_until
from ..room.kept_polls import PollAnswer
from ..room.screen import items_to_rate, mark, next_change, next_day, presence_mark, room_context
from ..room.watching import state_of
from ..rules.meeting import Meeting, Move, NotNowError, Phase
from ..rules.methods import Kind, Pace

SOMEBODY_WAS_FIRST = "De groep was net al verder gegaan. U ziet nu hoe het ervoor staat."
NOT_NOW = "Dat kan nu niet meer. U ziet hoe het ervoor staat."
TWO_TABS = (
    "U schreef dit ook ergens anders, bijvoorbeeld in een ander tabblad. Beide teksten staan "
    "hieronder. Kies wat u houdt en bewaar opnieuw."
)
KEPT = "Uw tekst is bewaard."
NO_DATE = "Uw groep heeft nog geen datum. Kies die eerst samen. Daarna kunt u beginnen."
ANOTHER_DAY = "Uw bijeenkomst is op een andere dag. Zet een vinkje als u toch nu wilt beginnen."
ENOUGH = (
    f"U schreef hier al {writing.MOST_REMARKS} bijdragen, en meer kan niet. Bespreek de rest als "
    "u elkaar spreekt."
)


def _rescue(request: HttpRequest, participant: Participant, *, is_trial: bool) -> None:
    """Somebody was away for too long and had typed: keep it, to be read after the proof."""
    form, now = TextForm(request.POST), timezone.now()
    kind = _kind_of(request)
    if (
        kind in (None, ContributionKind.REMARK)
        or not form.is_valid()
        or not has_agreed(participant)
    ):
        return
    sitting = sittings.find_sitting(participant.group, is_trial=is_trial)
    if sitting:
        with suppress(NotNowError):
            writing.keep(sitting, **form.cleaned_data, kind=kind, by=participant, now=now)


_keeping_text = partial(in_room, rescue=_rescue)
_on_the_threshold = partial(in_room, before_promise=True)


@require_safe
@_on_the_threshold
def room(request: RoomRequest) -> HttpResponse:
    """Everything of this moment on one screen. First the promise, then the room."""
    if not request.has_entered:
        return render(request, "rooms/agree.html", {"group": request.participant.group})
    return _screen(request)


@require_POST
@_on_the_threshold
def agree(request: RoomRequest) -> HttpResponse:
    if request.POST.get("agreed") != "ja":
        context = {"group": request.participant.group, "missed": True}
        return render(request, "rooms/agree.html", context)
    sittings.agree(request.participant, now=timezone.now())
    return _back(request)


@require_safe
def state(request: HttpRequest, key: str, *, is_trial: bool) -> HttpResponse:
    """The poll: only a mark that changes. Two seconds apart, so it asks one question.

    Most never come here: see ``kept_polls``.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"login": True}, status=403)
    found = state_of(key, request.user, is_trial=is_trial)
    if found is None:
        raise Http404
    if not is_open(request, key):
        return JsonResponse({"again": True}, status=403)
    now = timezone.now()
    ends = open_until(request, key), lasts_until(request), next_change(found, now), next_day(now)
    return PollAnswer(
        mark(found, now),
        until=min(ends),
        content_type="text/plain",
        headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"},
    )


@require_POST
@in_room
def present(request: RoomRequest) -> HttpResponse:
    """An open page says that somebody is there; a meeting that moves keeps its listeners in."""
    now = timezone.now()
    is_moving = request.sitting.phase == Phase.RUNNING and (
        now - request.sitting.changed_at < sittings.KEEPS_LISTENERS
    )
    if is_moving:
        keep_open(request, request.participant.group.key)
    people = sittings.current_people(request.sitting)
    return HttpResponse(presence_mark(people, now), content_type="text/plain")


@require_POST
@in_room
def move(request: RoomRequest) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, NOT_NOW)
        return _back(request)
    told = form.cleaned_data
    try:
        _play(request, Move(told["move"]), told)
    except sittings.SomebodyWasFirstError:
        messages.info(request, SOMEBODY_WAS_FIRST)
    except beginning.NoDateError:
        messages.error(request, NO_DATE)
    except beginning.AnotherDayError:
        messages.error(request, ANOTHER_DAY)
    except NotNowError:
        messages.error(request, NOT_NOW)
    return _back(request)


@require_POST
@_keeping_text
def keep(request: RoomRequest) -> HttpResponse:
    """The draft while someone types, sent by room.js; what this answers is on the disk."""
    form = TextForm(request.POST)
    kind = _kind_of(request)
    if kind is None or not form.is_valid():
        return JsonResponse({"errors": _errors(form)}, status=400)
    told = form.cleaned_data | {"kind": kind, "by": request.participant, "now": timezone.now()}
    try:
        kept = writing.keep(request.sitting, **told)
    except NotNowError:
        return JsonResponse({"errors": [NOT_NOW]}, status=400)
    if kept.clash:
        return JsonResponse({"clash": True}, status=409)
    return JsonResponse({"version": kept.contribution.version})


@require_POST
@_keeping_text
def write(request: RoomRequest) -> HttpResponse:
    """Keep, hand in, take back or add: the buttons below a text."""
    form, kind = TextForm(request.POST), _kind_of(request)
    act = request.POST.get("act", "keep")
    if kind is None:
        raise Http404
    if not form.is_valid():
        return _screen(request, typed=_typed(request, errors=_errors(form)), status=400)
    told = form.cleaned_data
    told["text"] = _text_of(request, told["text"])
    if act == "show" and not told["text"]:
        return _screen(request, typed=_typed(request, errors=[NOTHING]), status=400)
    try:
        kept = _write(request, kind, act, told)
    except writing.EnoughError:
        return _screen(request, typed=_typed(request, errors=[ENOUGH]), status=400)
    except (NotNowError, sittings.SomebodyWasFirstError):
        messages.info(request, f"{NOT_NOW} {KEPT}")
        return _back(request)
    if kept and kept.clash:
        kept.contribution.sitting = request.sitting
        typed = _typed(request, errors=[TWO_TABS], other=kept.contribution)
        return _screen(request, typed=typed, status=409)
    return _back(request)


@require_POST
@in_room
def again(request: RoomRequest) -> HttpResponse:
    """The trial from the start."""
    if not request.is_trial:
        raise Http404
    sittings.try_again(request.sitting, now=timezone.now())
    return _back(request)


# --- Below the views -------------------------------------------------------------------------


def _play(request: RoomRequest, which: Move, told: dict[str, Any]) -> None:
    now, me = timezone.now(), request.participant
    if which == Move.LEAVE:
        # Leaving has a screen of its own, for it asks what stays.
        raise NotNowError(which)
    if which == Move.TAKE_BACK:
        return writing.take_back(request.sitting, by=me, now=now)
    sittings.play(
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


def _write(
    request: RoomRequest, kind: ContributionKind, act: str, told: dict[str, Any]
) -> writing.Kept | None:
    me, now, sitting = request.participant, timezone.now(), request.sitting
    if kind == ContributionKind.REMARK:
        if told["text"]:
            writing.remark(sitting, told["text"], by=me, now=now)
        return None
    if kind == ContributionKind.NOTE:
        return writing.note(sitting, **told, by=me, now=now)
    if kind == ContributionKind.ANSWER and act == "show":
        return writing.hand_in(sitting, **told, by=me, now=now)
    kept = writing.keep(sitting, **told, kind=kind, by=me, now=now)
    if kind == ContributionKind.CASE and act == "show" and not kept.clash:
        writing.share_case(sitting, by=me, now=now)
    return kept


def _errors(form: TextForm) -> list[str]:
    return [str(error) for error in form.errors.get("text", [])]


def _kind_of(request: HttpRequest) -> ContributionKind | None:
    try:
        return ContributionKind(request.POST.get("kind", ""))
    except ValueError:
        return None


def _text_of(request: RoomRequest, text: str) -> str:
    """Of a rating, what was chosen per line; otherwise what was typed."""
    if "rates" not in request.POST:
        return text
    meeting = _meeting(request.sitting)
    if meeting.step.kind != Kind.RATE:
        return text
    keys = [item.key for item in items_to_rate(request.sitting, meeting)]
    return rating_of(request.POST.dict(), keys)


def _meeting(sitting: Sitting) -> Meeting:
    return sittings.meeting_of(sitting, sittings.current_people(sitting), timezone.now())


def _typed(request: RoomRequest, *, errors: list[str], other: Any = None) -> dict[str, Any]:
    """What somebody typed and was not kept, to go on with."""
    return {
        "kind": request.POST.get("kind"),
        "text": request.POST.get("text", ""),
        "errors": errors,
        "other": other,
        "version": other.version if other else request.POST.get("version", 0),
    }


def _screen(
    request: RoomRequest, *, typed: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    if request.sitting.phase == Phase.ENDED and not request.is_trial:
        return redirect("after_meeting", request.participant.group.key)
    context = room_context(request.sitting, request.participant, now)
    context |= {
        "typed": typed,
        "is_trial": request.is_trial,
        "base": _address(request, "room"),
        "poll": _address(request, "room_state"),
    }
    return render(request, "rooms/room.html", context, status=status)


def _back(request: RoomRequest) -> HttpResponse:
    return redirect(_address(request, "room"))


def _address(request: RoomRequest, name: str) -> str:
    prefix = "trial_" if request.is_trial else ""
    return reverse(prefix + name, args=[request.participant.group.key])
