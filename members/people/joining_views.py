"""/lid-worden/: from reading what membership is to an application that waits."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import is_member

from . import inviting, joining, pending
from .access import PersonalRequest, anybody, only
from .forms import AnswerForm, JoinForm
from .models import Application, Invitation, User

INVITATION = "invitation"


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """What membership is, and the form. The answers wait until the address is confirmed."""
    invitation = _invitation(request)
    person = request.user if request.user.is_authenticated else None
    initial = {"name": invitation.name, "email": invitation.email} if invitation else {}
    form = JoinForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        limited = _too_many(request, form.cleaned_data["email"])
        if limited:
            return limited
        application = joining.apply(form.answers(), invitation=invitation, now=timezone.now())
        pending.keep(request, application)
        request.session.pop(INVITATION, None)
        return _confirm_address(request, application)
    already = person is not None and is_member(person)
    context = {"form": form, "invitation": invitation, "already_member": already}
    return render(request, "people/join.html", context)


@require_safe
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps the invitation in the session, so that its key leaves the address bar."""
    found = inviting.find(key, now=timezone.now())
    if found is None:
        return render(request, "people/invitation_expired.html", status=410)
    request.session[INVITATION] = found.pk
    return redirect("join")


@require_http_methods(["GET", "POST"])
@only(anybody)
def application(request: PersonalRequest) -> HttpResponse:
    """How the application stands, and the answer to a question of the editors."""
    mine = request.user.applications.order_by("-made_at").first()
    if mine is None:
        return redirect("join")
    form = AnswerForm(request.POST or None, initial={"answer": ""})
    if request.method == "POST" and form.is_valid():
        joining.answer(mine, form.cleaned_data["answer"], now=timezone.now())
        return redirect("application")
    return render(request, "people/application.html", {"application": mine, "form": form})


def _confirm_address(request: HttpRequest, application: Application) -> HttpResponse:
    """The same for an address that has an account and for one that has none."""
    if isinstance(request.user, User):
        pending.claim(request, request.user)
        return redirect("application")
    LoginCodeVerificationProcess.initiate(
        request=request, user=joining.account_for(application), email=application.email
    )
    return redirect(f"{reverse('account_confirm_login_code')}?next={reverse('application')}")


def _invitation(request: HttpRequest) -> Invitation | None:
    pk = request.session.get(INVITATION)
    usable = Invitation.objects.usable(timezone.now()).select_related("inviter")
    return usable.filter(pk=pk).first() if pk else None


def _too_many(request: HttpRequest, email: str) -> HttpResponse | None:
    return ratelimit.consume_or_429(request, action="apply") or ratelimit.consume_or_429(
        request, action="request_login_code", key=email.lower()
    )
