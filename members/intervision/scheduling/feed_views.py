"""/mijn/agenda/, and the address at which a calendar looks for itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from members.people.decorators import PersonalRequest, permission_required
from members.permissions import may_take_part

from ..models import CalendarFeed
from . import feeds, ics


@require_http_methods(["GET", "POST"])
@permission_required(may_take_part)
def my_calendar(request: PersonalRequest) -> HttpResponse:
    """The secret stands on the answer to the POST and nowhere else: a redirect would keep it."""
    context: dict[str, object] = {}
    if request.method == "POST" and "revoke" in request.POST:
        context["revoked"] = feeds.revoke(by=request.user)
    elif request.method == "POST":
        secret = feeds.renew(by=request.user, now=timezone.now())
        context["address"] = settings.BASE_URL + reverse("calendar_feed", args=[secret])
    context["feed"] = CalendarFeed.objects.filter(person=request.user).first()
    return render(request, "intervision/calendar.html", context)


@require_safe
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for no login: calendars have none. Whoever may not take part any more gets no dates."""
    person = feeds.person_of(secret)
    if person is None:
        raise Http404
    meetings = feeds.meetings_of(person, now=timezone.now())
    return HttpResponse(
        ics.subscription(meetings),
        content_type="text/calendar; charset=utf-8",
        headers={"X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="agenda.ics"'},
    )
