"""/leden/: members only."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import may_ask_colleague, may_see_directory

from . import colleague_requests
from .decorators import PersonalRequest, permission_required
from .directory import DirectoryForm
from .forms import AskColleagueForm
from .models import ColleagueRequest, Photo, Profile

PER_PAGE = 24
TOO_OFTEN = (
    "U stelde in een week al drie vragen. Bewaar uw tekst: vanaf {} kunt u weer een vraag stellen. "
    "Haast? Zoek dan zelf een collega bij Leden."
)

NOBODY_FITS = (
    "Er is nu geen lid dat bij deze les en grootte past en tijd heeft. Kies ‘Maakt niet uit’, of "
    "een andere les. Uw vraag is nog niet gesteld."
)
WITHDRAWN = "Uw vraag is ingetrokken. Niemand leest haar meer."
SOMEBODY_HELPS = "Intrekken kan niet meer: een collega wil u helpen. Bij ‘Mijn’ leest u wie."


@require_safe
@permission_required(may_see_directory)
def members(request: PersonalRequest) -> HttpResponse:
    form = DirectoryForm(request.GET)
    found = form.results()
    page = Paginator(found.for_cards(), PER_PAGE).get_page(request.GET.get("pagina"))
    chosen = {name for name, value in form.cleaned_data.items() if value}
    context = {"form": form, "page_obj": page, "chosen": chosen, "filtered": chosen - {"q"}}
    return render(request, "people/members.html", context)


@require_safe
@permission_required(may_see_directory)
def member(request: PersonalRequest, slug: str) -> HttpResponse:
    shown = Profile.objects.of_members().filter(person__is_active=True).for_cards()
    profile = get_object_or_404(shown, slug=slug)
    return render(request, "people/member.html", {"profile": profile})


@require_safe
@permission_required(may_see_directory)
def photo(request: PersonalRequest, slug: str) -> HttpResponse:
    """The portrait, for members only; one's own also while it is hidden."""
    shown = Profile.objects.of_members().filter(person__is_active=True)
    photos = Photo.objects.select_related("profile").filter(profile__in=shown)
    found = get_object_or_404(photos, profile__slug=slug)
    if found.profile.hide_photo and found.profile.person_id != request.user.pk:
        raise Http404
    changed = int(found.changed_at.timestamp())
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since and since >= changed:
        return HttpResponse(status=304)
    response = HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
    response.headers["Last-Modified"] = http_date(changed)
    return response


@require_http_methods(["GET", "POST"])
@permission_required(may_ask_colleague)
def ask_colleague(request: PersonalRequest) -> HttpResponse:
    form = AskColleagueForm(request.POST or None, initial={"lesson": request.GET.get("les")})
    if request.method == "POST" and form.is_valid():
        try:
            made = colleague_requests.ask(by=request.user, now=timezone.now(), **form.cleaned_data)
        except colleague_requests.AskedTooOftenError as error:
            form.add_error(None, TOO_OFTEN.format(_in_dutch(error.again)))
        except colleague_requests.NobodyFitsError:
            form.add_error("lesson", NOBODY_FITS)
        else:
            return redirect("colleague_asked", pk=made.pk)
    return render(
        request,
        "people/ask_colleague.html",
        {"form": form, "how_many": colleague_requests.HOW_MANY},
    )


@require_safe
@permission_required(may_ask_colleague)
def colleague_asked(request: PersonalRequest, pk: int) -> HttpResponse:
    """How many were asked; who they are shows only when one of them says yes."""
    made = _request_of_mine(request, pk)
    asked = list(made.asked.all())
    context = {
        "request_made": made,
        "count": len(asked),
        "how_many": colleague_requests.HOW_MANY,
        "helper": next((one for one in asked if one.reply == one.Reply.YES), None),
    }
    return render(request, "people/colleague_asked.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(may_ask_colleague)
def withdraw_request(request: PersonalRequest, pk: int) -> HttpResponse:
    made = _request_of_mine(request, pk)
    if request.method != "POST":
        return render(request, "people/withdraw_request.html", {"request_made": made})
    if colleague_requests.withdraw(made, now=timezone.now()):
        messages.success(request, WITHDRAWN)
    else:
        messages.warning(request, SOMEBODY_HELPS)
    return redirect("mine")


def _request_of_mine(request: PersonalRequest, pk: int) -> ColleagueRequest:
    mine = ColleagueRequest.objects.filter(person=request.user, withdrawn_at__isnull=True)
    return get_object_or_404(mine.select_related("lesson"), pk=pk)


def _in_dutch(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), r"l j F, H.i \u\u\r")
