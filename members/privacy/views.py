"""/mijn/gegevens/: take everything along, or have it erased. And the register, for everyone."""

import tempfile
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.people.decorators import PersonalRequest, anybody, permission_required

from . import erasure
from .export import export
from .forms import EraseForm
from .register import WITHOUT_PEOPLE, activities

# A larger download goes to a temporary file while it is sent.
IN_MEMORY = 5 * 1024 * 1024


@require_safe
@permission_required(anybody)
def my_data(request: PersonalRequest) -> HttpResponse:
    return render(request, "privacy/my_data.html")


@require_http_methods(["GET", "POST"])
@permission_required(anybody)
def download(request: PersonalRequest) -> HttpResponse:
    """The page with the button, after a fresh proof; and what the button gives.

    A proof never leads to the file itself: the browser would stay at the question for the code.
    """
    if request.method == "POST":
        return redirect("download_my_data") if _must_prove(request) else _archive(request)
    return _ready(request)


@reauthentication_required()
def _ready(request: PersonalRequest) -> HttpResponse:
    return render(request, "privacy/download.html")


def _must_prove(request: PersonalRequest) -> bool:
    try:
        return is_reauthentication_required(request, app="")
    except ReauthenticationRequired:
        return True


def _archive(request: PersonalRequest) -> Any:
    now = timezone.now()
    archive: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - sent, then closed
    export(request.user, into=archive, now=now)
    archive.seek(0)
    name = f"gideonsbende-mijn-gegevens-{timezone.localdate(now)}.zip"
    return FileResponse(archive, as_attachment=True, filename=name)


@require_http_methods(["GET", "POST"])
@permission_required(anybody)
@reauthentication_required()
def erase(request: PersonalRequest) -> HttpResponse:
    """What disappears and what stays; and then it happens."""
    person = request.user
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not erasure.may_be_erased(person):
        return render(request, "privacy/erase_not_yet.html")
    if request.method == "POST" and form.is_valid():
        erasure.erase(person, cause=erasure.Cause.OWN_WISH, now=timezone.now())
        logout(request)
        response = redirect("erased")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
    context = {"form": form, "preview": erasure.preview(person)}
    return render(request, "privacy/erase.html", context)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/erased.html")


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The processing register, as readable as the law means it."""
    context = {"activities": activities(), "without_people": len(WITHOUT_PEOPLE)}
    return render(request, "privacy/register.html", context)
