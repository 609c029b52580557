"""/mijn/: what waits for me, my things, my settings."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import is_member, may_invite, status_of

from . import colleague_requests, house_rules, invitations, memberships, profiles, reconfirmation
from .decorators import PersonalRequest, anybody, permission_required, posted_from
from .forms import AgreeForm, InvitationForm, PauseForm, ProfileForm
from .models import AskedColleague, Membership, Photo, Profile
from .photos import NotAPhotoError
from .tasks import steps_for

TOO_MANY = "U hebt veel uitnodigingen openstaan. Wacht tot er een is gebruikt."

RULES_CHANGED = "De huisregels zijn net gewijzigd. Lees ze opnieuw en geef dan uw akkoord."


@require_safe
@permission_required(anybody)
def mine(request: PersonalRequest) -> HttpResponse:
    person = request.user
    steps = steps_for(person)
    context = {
        "first": steps[0] if steps else None,
        "others": steps[1:],
        "status": status_of(person),
        "is_member": is_member(person),
        "posts": person.memberships.select_related("municipality"),
        "profile": Profile.objects.filter(person=person).first(),
        "invitations": person.invitations.all()[:10],
        "requests": person.colleague_requests.put_to_somebody().select_related("lesson")[:10],
        "now": timezone.now(),
    }
    return render(request, "people/mine.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(is_member)
def my_profile(request: PersonalRequest) -> HttpResponse:
    profile = _profile(request)
    has_photo = Photo.objects.filter(profile=profile).exists()
    form = ProfileForm(
        request.POST or None, request.FILES or None, instance=profile, has_photo=has_photo
    )
    if request.method == "POST" and form.is_valid():
        try:
            profiles.keep(profile, form)
        except NotAPhotoError as error:
            form.add_error("photo", str(error))
        else:
            messages.success(request, "Uw profiel is bewaard.")
            return redirect("my_profile")
    context = {"form": form, "profile": profile, "has_photo": has_photo}
    return render(request, "people/my_profile.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(is_member)
def agree_to_rules(request: PersonalRequest) -> HttpResponse:
    """Read the house rules as they are now, and agree."""
    page = house_rules.page()
    version = house_rules.version(page)
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("version") == version.isoformat():
            house_rules.agree(_profile(request), to=version, by=request.user)
            messages.success(request, "Dank u. Uw akkoord is bewaard.")
            return redirect("mine")
        form.add_error(None, RULES_CHANGED)
    context = {
        "form": form,
        "house_rules": page,
        "version": version,
        "agreed": not house_rules.wait_for(Profile.objects.filter(person=request.user).first()),
    }
    return render(request, "people/agree_to_rules.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(is_member)
def pause(request: PersonalRequest) -> HttpResponse:
    form = PauseForm(request.POST or None, instance=_profile(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Uw pauze is bewaard.")
        return redirect("mine")
    return render(request, "people/pause.html", {"form": form})


@require_http_methods(["GET", "POST"])
@permission_required(may_invite)
def invite(request: PersonalRequest) -> HttpResponse:
    now = timezone.now()
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if invitations.may_invite_more(request.user, now=now):
            invitations.invite(by=request.user, now=now, **form.cleaned_data)
            messages.success(request, "Uw uitnodiging is verstuurd.")
            return redirect("mine")
        form.add_error(None, TOO_MANY)
    return render(request, "people/invite.html", {"form": form})


@posted_from("colleague_help", "pk")
@permission_required(is_member)
def reply(request: PersonalRequest, pk: int) -> HttpResponse:
    """Yes or no to a colleague who asks for help."""
    mine = AskedColleague.objects.select_related("request__person", "request__lesson")
    asked = get_object_or_404(mine, pk=pk, person=request.user)
    yes = request.POST.get("antwoord") == "ja"
    colleague_requests.reply(asked, yes=yes, now=timezone.now())
    return redirect("colleague_help", pk=pk) if yes else redirect("mine")


@require_safe
@permission_required(is_member)
def colleague_help(request: PersonalRequest, pk: int) -> HttpResponse:
    """After a yes, for both: who the other is and how to reach them."""
    answered = AskedColleague.objects.filter(reply="ja").select_related(
        "person__profile", "request__person__profile", "request__lesson"
    )
    both = Q(person=request.user) | Q(request__person=request.user)
    asked = get_object_or_404(answered.filter(both), pk=pk)
    other = asked.request.person if request.user == asked.person else asked.person
    return render(request, "people/colleague_help.html", {"asked": asked, "other": other})


@posted_from("mine")
@permission_required(anybody)
def confirm_mine(request: PersonalRequest, pk: int) -> HttpResponse:
    """Still there: also lifts a suspension that came from not answering."""
    mine = Membership.objects.running().exclude(suspension="redactie")
    membership = get_object_or_404(mine, pk=pk, person=request.user)
    memberships.confirm(membership, by=request.user, today=timezone.localdate())
    messages.success(request, "Dank u. Uw lidmaatschap loopt door.")
    return redirect("mine")


@require_http_methods(["GET", "POST"])
def confirm_membership(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail, without logging in. Mail scanners open links, so only the button confirms."""
    membership = reconfirmation.membership_for(key)
    if membership is None:
        return render(request, "people/confirm_expired.html", status=410)
    if request.method == "POST":
        memberships.confirm(membership, by=None, today=timezone.localdate())
        return render(request, "people/confirmed.html", {"membership": membership})
    return render(request, "people/confirm.html", {"membership": membership})


def _profile(request: PersonalRequest) -> Profile:
    found = Profile.objects.filter(person=request.user).select_related("person").first()
    return found or profiles.make_for(request.user)
