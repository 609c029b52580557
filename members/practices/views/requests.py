"""What a view behind ``only`` knows of its request."""

from django.http import HttpRequest

from members.people.models import User


class MemberRequest(HttpRequest):
    """Somebody is logged in."""

    user: User
