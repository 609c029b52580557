"""/lid-worden/: from reading what membership is to an application that waits."""

from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import is_member

from . import applications, house_rules, invitations, pending_applications
from .accounts import rate_limits
from .decorators import PersonalRequest, anybody, permission_required
from .forms import AnswerForm, JoinForm
from .models import Application, Invitation, User
from .models.application import State

INVITATION = "invitation"


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """What membership is, and the form. The answers wait until the address is confirmed."""
    invitation = _invitation(request)
    person = request.user if isinstance(request.user, User) else None
    running = person.applications.open().first() if person else None
    initial = _initial(request, invitation, running)
    form = JoinForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST":
        pending_applications.keep_typed(request, form.KEPT, form.SEVERAL)
        if request.POST.get("check") in ("0", "1"):
            form.look_at_step(int(request.POST["check"]))
        elif form.is_valid():
            return _apply(request, form, invitation)
    context = {
        "form": form,
        "invitation": invitation,
        "running": running,
        "already_member": person is not None and is_member(person),
        "house_rules": house_rules.page(),
    }
    return render(request, "people/join.html", context)


@require_safe
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps the invitation in the session, so that its key leaves the address bar."""
    found = invitations.find(key, now=timezone.now())
    if found is None:
        return render(request, "people/invitation_expired.html", status=410)
    request.session[INVITATION] = found.pk
    return redirect("join")


@require_http_methods(["GET", "POST"])
@permission_required(anybody)
def application(request: PersonalRequest) -> HttpResponse:
    """How the application stands, and the answer to a question of the editors."""
    mine = request.user.applications.order_by("-made_at").first()
    if mine is None:
        return redirect("join")
    form = AnswerForm(request.POST or None, initial={"answer": ""})
    if request.method == "POST" and form.is_valid():
        if applications.answer(mine, form.cleaned_data["answer"], now=timezone.now()):
            messages.success(request, "Uw antwoord is verstuurd.")
        return redirect("application")
    replaced = request.user.applications.filter(state=State.REPLACED).order_by("-made_at").first()
    context = {"application": mine, "form": form, "replaced": replaced}
    return render(request, "people/application.html", context)


def _apply(request: HttpRequest, form: JoinForm, invitation: Invitation | None) -> HttpResponse:
    limited = _too_many(request, form.cleaned_data["email"])
    if limited:
        return limited
    made = applications.apply(form.answers(), invitation=invitation, now=timezone.now())
    pending_applications.keep(request, made)
    request.session.pop(INVITATION, None)
    return _confirm_address(request, made)


def _initial(
    request: HttpRequest, invitation: Invitation | None, running: Application | None
) -> dict[str, Any]:
    """What was filled in before, here or in an application that still waits."""
    initial: dict[str, Any] = {}
    if invitation:
        initial = {"name": invitation.name, "email": invitation.email}
    if running:
        names = ("name", "email", "municipality", "role", "since", "motivation")
        initial = {name: getattr(running, name) for name in names}
        initial |= {name: list(getattr(running, name).all()) for name in JoinForm.SEVERAL}
    return initial | pending_applications.typed(request)


def _confirm_address(request: HttpRequest, application: Application) -> HttpResponse:
    """The same for an address that has an account and for one that has none."""
    if isinstance(request.user, User):
        pending_applications.claim(request, request.user)
        return redirect("application")
    LoginCodeVerificationProcess.initiate(
        request=request, user=applications.account_for(application), email=application.email
    )
    return redirect(f"{reverse('account_confirm_login_code')}?next={reverse('application')}")


def _invitation(request: HttpRequest) -> Invitation | None:
    pk = request.session.get(INVITATION)
    usable = Invitation.objects.usable(timezone.now()).select_related("inviter")
    return usable.filter(pk=pk).first() if pk else None


def _too_many(request: HttpRequest, email: str) -> HttpResponse | None:
    if not rate_limits.may_ask_for_code(request, email):
        return ratelimit.respond_429(request)
    return ratelimit.consume_or_429(request, action="apply") or ratelimit.consume_or_429(
        request, action="request_login_code", key=email.lower()
    )
