"""/mijn/berichten/: what is new, what one follows, and how often a mail may come."""

from datetime import datetime

from django.contrib import messages
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from members.people.decorators import permission_required, posted_from
from members.people.models import User
from members.permissions import may_read_members_content
from members.practices.models import Practice

from . import digests, following, reading
from .forms import RhythmForm
from .models import Follow, Rhythm
from .notifications import LOOKS_BACK, lines, news_for, reading_of, unread


class MemberRequest(HttpRequest):
    """Somebody is logged in."""

    user: User


@require_safe
@permission_required(may_read_members_content)
def news(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    here = reading_of(request.user, now=now)
    shown = news_for(request.user, since=min(here.read_until, now - LOOKS_BACK))
    fresh = unread(shown, here)
    context = {
        "fresh": lines(fresh),
        "earlier": lines(one for one in shown if one not in fresh),
        "now": now,
        "form": RhythmForm(initial={"rhythm": here.rhythm}),
        "follows": Follow.objects.filter(person=request.user)
        .select_related("lesson", "topic", "municipality", "practice", "colleague__profile")
        .order_by("-since"),
    }
    return render(request, "updates/news.html", context)


@posted_from("news")
@permission_required(may_read_members_content)
def read(request: MemberRequest) -> HttpResponse:
    """Everything up to the moment at which the list was shown."""
    reading.read_all(request.user, until=_shown_at(request), now=timezone.now())
    return redirect("news")


@posted_from("news")
@permission_required(may_read_members_content)
def open_practice(request: MemberRequest, pk: int) -> HttpResponse:
    """Go to what a line of the list is about; a link would not say that it was opened."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), pk=pk)
    until = _shown_at(request)
    reading.open_practice(request.user, practice, until=until, now=timezone.now())
    _page, _mark, place = request.POST.get("to", "").partition("#")
    fragment = f"#{place}" if slug_re.fullmatch(place) else ""
    return redirect(f"{practice.get_absolute_url()}{fragment}")


@posted_from("news")
@permission_required(may_read_members_content)
def rhythm(request: MemberRequest) -> HttpResponse:
    form = RhythmForm(request.POST)
    if form.is_valid():
        reading.choose_rhythm(request.user, form.cleaned_data["rhythm"], now=timezone.now())
        messages.success(request, "Uw keuze is bewaard.")
    return redirect("news")


@posted_from("news")
@permission_required(may_read_members_content)
def follow(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    """Follow, or with ``stop`` no longer follow; then back to where the button stood."""
    if kind not in following.KINDS:
        raise Http404
    field, may_follow = following.KINDS[kind]
    if "stop" in request.POST:
        for known in Follow.objects.filter(person=request.user, **{f"{field}_id": pk}):
            following.unfollow(request.user, field, getattr(known, field))
    else:
        target = get_object_or_404(may_follow(request.user), pk=pk)
        following.follow(request.user, field, target, now=timezone.now())
    return redirect(_back(request))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail, without logging in (RFC 8058). Mail scanners open links: only POST stops."""
    person = digests.person_of(key)
    if person is None:
        return render(request, "updates/unsubscribe_expired.html", status=410)
    if request.method == "POST":
        reading.choose_rhythm(person, Rhythm.NEVER, now=timezone.now())
        return render(request, "updates/unsubscribed.html")
    return render(request, "updates/unsubscribe.html", {"key": key})


def _shown_at(request: HttpRequest) -> datetime:
    """The moment at which the list was shown, as its forms say."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        return timezone.now()
    return until if timezone.is_aware(until) else timezone.now()


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if back.startswith("/") and safe else "/mijn/berichten/"
