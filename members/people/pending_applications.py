"""What this browser filled in at /lid-worden/, until its address is confirmed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from . import applications
from .accounts import rate_limits
from .models import Application, User

SESSION_KEY = "application"
TYPED_KEY = "application_typed"
# A session is no place for books: more than any field takes, and no more.
LONGEST, MOST = 1_000, 20
LONGEST_CHOICE = 20


def keep(request: HttpRequest, application: Application) -> None:
    request.session[SESSION_KEY] = application.pk


def keep_typed(request: HttpRequest, names: Iterable[str], several: set[str]) -> None:
    """So that whoever goes back, or reads the house rules first, types nothing twice."""
    if not rate_limits.may_keep_typed(request):
        return
    data: QueryDict = request.POST
    request.session[TYPED_KEY] = {
        name: _short(data.getlist(name)) if name in several else data.get(name, "")[:LONGEST]
        for name in names
    }


def typed(request: HttpRequest) -> dict[str, Any]:
    return request.session.get(TYPED_KEY, {})


def claim(request: HttpRequest, person: User) -> None:
    """Whoever logged in with the code of the application has confirmed its address."""
    request.session.pop(TYPED_KEY, None)
    pk = request.session.pop(SESSION_KEY, None)
    application = Application.objects.filter(pk=pk).first() if pk else None
    if application:
        applications.confirm(application, person=person, now=timezone.now())


def _short(values: list[str]) -> list[str]:
    return [value[:LONGEST_CHOICE] for value in values[:MOST]]
