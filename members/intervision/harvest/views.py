"""The harvest of a group: one text, and everybody's answer to its exact words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lessons.models import LessonPage
from members.people.decorators import posted_from

from ..posted_data import posted_data
from ..room.access import RoomRequest, in_room
from . import consent as harvests
from .forms import HarvestForm
from .reidentification import telltales_in

CHANGED = "De tekst is net veranderd. Lees hem opnieuw voordat u antwoordt."
BORROWED = (
    "Hier staan woorden van iemand die de groep verliet. Die kan niet meer akkoord gaan. Zeg het "
    "in uw eigen woorden, of haal het weg:"
)
WRITTEN = "De tekst ligt voor aan de groep. Iedereen leest precies deze woorden."


@require_safe
@in_room
def harvest(request: RoomRequest) -> HttpResponse:
    """The exact text and whether I answered. How many others did, and what, shows nowhere."""
    group = request.participant.group
    found = harvests.open_harvest(group)
    words = harvests.words_of(found) if found else None
    context = {
        "group": group,
        "harvest": found,
        "words": words,
        "lessons": LessonPage.objects.filter(number__in=words.lessons if words else ()),
        "telltales": telltales_in(words.everything(), group) if words else [],
        "answered": bool(found and harvests.has_answered(found, request.participant)),
        "outcome": harvests.last_outcome(group),
    }
    return render(request, "rooms/harvest.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def edit(request: RoomRequest) -> HttpResponse:
    group = request.participant.group
    found = harvests.open_harvest(group)
    form = HarvestForm(posted_data(request), initial=_initial(found))
    seen = request.POST.get("seen", "") or (found.version if found else 0)
    if request.method == "POST" and form.is_valid() and _is_version(str(seen)):
        try:
            harvests.write(
                group, form.words(), seen=int(seen), by=request.participant, now=timezone.now()
            )
        except harvests.ChangedError:
            messages.error(request, f"{CHANGED} Uw tekst staat hieronder nog.")
            seen = found.version if found else 0
        except harvests.BorrowedError as error:
            form.add_error(None, f"{BORROWED} {_quoted(error.passages)}")
        else:
            messages.success(request, WRITTEN)
            return redirect("harvest", group.key)
    context = {"group": group, "form": form, "harvest": found, "seen": seen}
    return render(request, "rooms/harvest_form.html", context)


@posted_from("harvest", "key")
@in_room
def answer(request: RoomRequest) -> HttpResponse:
    found = harvests.open_harvest(request.participant.group)
    seen, said = request.POST.get("seen", ""), request.POST.get("answer")
    if found is None or not _is_version(seen) or said not in (harvests.YES, harvests.NO):
        messages.error(request, CHANGED)
        return redirect("harvest", request.participant.group.key)
    try:
        harvests.answer(
            found,
            said == harvests.YES,
            seen=int(seen),
            by=request.participant,
            now=timezone.now(),
        )
    except harvests.ChangedError:
        messages.error(request, CHANGED)
    else:
        messages.success(request, "Dank u. Uw antwoord is bewaard.")
    return redirect("harvest", request.participant.group.key)


def _quoted(passages: list[str]) -> str:
    return ", ".join(f"‘{one}’" for one in passages)


def _is_version(text: str) -> bool:
    return text.isdecimal() and len(text) < 9


def _initial(found) -> dict[str, object]:
    if found is None:
        return {}
    words = harvests.words_of(found)
    plain = {name: getattr(words, name) for name in HarvestForm.base_fields if name != "lessons"}
    return plain | {"lessons": LessonPage.objects.filter(number__in=words.lessons)}
