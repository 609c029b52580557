"""The account screens that allauth does not have: a code again by e-mail, and logged out."""

from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from ..decorators import PersonalRequest
from . import reauthentication
from .forms import ReauthenticationCodeForm


@require_http_methods(["GET", "POST"])
@login_required
def reauthenticate(request: PersonalRequest) -> HttpResponse:
    """Send a code to the address of whoever is logged in, and let them type it."""
    if is_mfa_enabled(request.user):
        return _by_second_factor(request)
    form = ReauthenticationCodeForm()
    if request.method == "POST" and "send" in request.POST:
        limited = ratelimit.consume_or_429(
            request, action="request_login_code", key=request.user.email
        )
        if limited:
            return limited
        reauthentication.send_code(request, request.user.email)
    elif request.method == "POST":
        form = ReauthenticationCodeForm(request.POST)
        if reauthentication.code_was_sent(request) and form.is_valid():
            reauthentication.accept(request)
            return resume_request(request) or redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "form": form,
        "sent": reauthentication.code_was_sent(request),
        "next": get_next_redirect_url(request) or "",
    }
    return render(request, "account/reauthenticate_by_code.html", context)


@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    """Says so; whoever is logged in again meanwhile is sent on."""
    if request.user.is_authenticated:
        return redirect("mine")
    return render(request, "account/logged_out.html")


def _by_second_factor(request: PersonalRequest) -> HttpResponse:
    """A mailed code alone proves too little for whoever has an app or a passkey."""
    url = reverse("mfa_reauthenticate")
    onward = get_next_redirect_url(request)
    return redirect(f"{url}?{urlencode({REDIRECT_FIELD_NAME: onward})}" if onward else url)
