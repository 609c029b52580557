"""The application that this browser sent in and whose address still has to be confirmed."""

from django.http import HttpRequest
from django.utils import timezone

from . import joining
from .models import Application, User

SESSION_KEY = "application"


def keep(request: HttpRequest, application: Application) -> None:
    request.session[SESSION_KEY] = application.pk


def claim(request: HttpRequest, person: User) -> None:
    """Whoever logged in with the code of the application has confirmed its address."""
    pk = request.session.pop(SESSION_KEY, None)
    application = Application.objects.filter(pk=pk).first() if pk else None
    if application:
        joining.confirm(application, person=person, now=timezone.now())
