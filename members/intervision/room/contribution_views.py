"""/intervisie/groep/<key>/schrijven/: what people type in the room, and who gets it back.

What is said to be kept is kept; everything else that somebody typed stands on the next screen.
"""

from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ..models import ContributionKind, Participant, Sitting
from ..rules.meeting import Meeting, NotNowError, Phase
from ..rules.methods import Kind
from . import contributions, meetings
from . import views as room_views
from .access import RoomRequest, has_agreed, in_room
from .context import items_to_rate
from .forms import NOTHING, TextForm, rating_of

TWO_TABS = (
    "U schreef dit ook ergens anders, bijvoorbeeld in een ander tabblad. Beide teksten staan "
    "hieronder. Kies wat u houdt en bewaar opnieuw."
)
KEPT = "Uw tekst is bewaard."
NOT_KEPT = "Dat kan nu niet meer. Uw tekst is niet bewaard. Kopieer hem als u hem wilt houden."
DRAFTS = frozenset(ContributionKind) - {ContributionKind.REMARK}
ENOUGH = (
    f"U schreef hier al {contributions.MOST_REMARKS} bijdragen, en meer kan niet. Bespreek de rest "
    "als u elkaar spreekt."
)


def _rescue(
    request: HttpRequest, participant: Participant, *, is_trial: bool
) -> HttpResponse | None:
    """Somebody was away for too long and had typed: keep it, to be read after the proof. What has
    no draft, such as a remark, they get back at once.
    """
    form, kind = TextForm(request.POST), _kind_of(request)
    sitting = meetings.find_sitting(participant.group, is_trial=is_trial)
    if has_agreed(participant) and sitting and kind in DRAFTS and form.is_valid():
        told = form.cleaned_data | {"kind": kind, "by": participant, "now": timezone.now()}
        with suppress(NotNowError):
            if not contributions.keep(sitting, **told).clash:
                return None
    return _given_back(request, participant, is_trial=is_trial, status=403)


_keeping_text = partial(in_room, rescue=_rescue)


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
        kept = contributions.keep(request.sitting, **told)
    except NotNowError:
        return JsonResponse({"errors": [NOT_KEPT]}, status=400)
    if kept.clash:
        return JsonResponse({"clash": True}, status=409)
    return JsonResponse({"version": kept.contribution.version})


@room_views.posted_from_room
@_keeping_text
def write(request: RoomRequest) -> HttpResponse:
    """Keep, hand in, take back or add: the buttons below a text."""
    form, kind = TextForm(request.POST), _kind_of(request)
    act = request.POST.get("act", "keep")
    if kind is None:
        raise Http404
    if not form.is_valid():
        return _typed_again(request, errors=_errors(form), status=400)
    told = form.cleaned_data
    told["text"] = _text_of(request, told["text"])
    if act == "show" and not told["text"]:
        return _typed_again(request, errors=[NOTHING], status=400)
    try:
        kept = _write(request, kind, act, told)
    except contributions.EnoughError:
        return _typed_again(request, errors=[ENOUGH], status=400)
    except contributions.NotKeptError:
        return _too_late(request)
    except (NotNowError, meetings.SomebodyWasFirstError):
        if _is_over(request):
            return _too_late(request)
        messages.info(request, f"{room_views.NOT_NOW} {KEPT}")
        return room_views.back(request)
    if kept and kept.clash:
        kept.contribution.sitting = request.sitting
        return _typed_again(request, errors=[TWO_TABS], other=kept.contribution, status=409)
    return room_views.back(request)


# --- Below the views -------------------------------------------------------------------------


def _write(
    request: RoomRequest, kind: ContributionKind, act: str, told: dict[str, Any]
) -> contributions.Kept | None:
    me, now, sitting = request.participant, timezone.now(), request.sitting
    if kind == ContributionKind.REMARK:
        if told["text"]:
            contributions.remark(sitting, told["text"], by=me, now=now)
        return None
    if kind == ContributionKind.NOTE:
        return contributions.note(sitting, **told, by=me, now=now)
    if kind == ContributionKind.ANSWER and act == "show":
        return contributions.hand_in(sitting, **told, by=me, now=now)
    kept = contributions.keep(sitting, **told, kind=kind, by=me, now=now)
    if kind == ContributionKind.CASE and act == "show" and not kept.clash:
        contributions.share_case(sitting, by=me, now=now)
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
    return meetings.meeting_of(sitting, meetings.current_people(sitting), timezone.now())


def _typed_again(
    request: RoomRequest, *, errors: list[str], status: int, other: Any = None
) -> HttpResponse:
    """What somebody typed and was not kept, to go on with."""
    if request.sitting.phase == Phase.ENDED and not request.is_trial:
        return _too_late(request)
    typed = {
        "kind": request.POST.get("kind"),
        "text": request.POST.get("text", ""),
        "errors": errors,
        "other": other,
        "version": other.version if other else request.POST.get("version", 0),
    }
    return room_views.screen(request, typed=typed, status=status)


def _is_over(request: RoomRequest) -> bool:
    """At this moment; nobody sees the room any more, nor a draft that lies in it."""
    return Sitting.objects.filter(pk=request.sitting.pk, phase=Phase.ENDED, is_trial=False).exists()


def _too_late(request: RoomRequest) -> HttpResponse:
    is_trial = request.is_trial
    given_back = _given_back(request, request.participant, is_trial=is_trial, status=409)
    if given_back is None:
        messages.info(request, room_views.NOT_NOW)
    return given_back or room_views.back(request)


def _given_back(
    request: HttpRequest, participant: Participant, *, is_trial: bool, status: int
) -> HttpResponse | None:
    """What somebody typed and is not in the room; nothing when they only chose something."""
    text = request.POST.get("text", "").strip()
    is_vote = text.isdecimal() and _kind_of(request) == ContributionKind.ANSWER
    if not text or is_vote:
        return None
    way_on = room_views.address(participant, "room", is_trial=is_trial)
    context = {"text": text, "way_on": way_on, "was_away": status == 403}
    return render(request, "rooms/given_back.html", context, status=status)
