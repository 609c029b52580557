"""Who takes part in the drills."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from lessons.municipalities.models import Municipality
from members.people.models import User
from tests.members.people import member


def make() -> str:
    """A member who sends in practices. Returns the cookie of her session."""
    anna = User.objects.create_user("anna@example.org", "Anna")
    member(anna, Municipality.objects.get(name="Heusden"))
    session = SessionStore()
    session[SESSION_KEY] = str(anna.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = anna.get_session_auth_hash()
    session.save()
    return session.session_key


def make_known(count: int) -> None:
    """People with an account, whom the doors must not give away."""
    for number in range(count):
        user = User.objects.create_user(f"bekend{number}@example.org", f"Bekend {number}")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
