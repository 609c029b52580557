"""The door of the desk, for whoever is logged in and does not work there."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class DeskMiddleware:
    """Members without rights at the desk hear so; Wagtail sends them to the login, for ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(f"/{settings.DESK_PATH}") and _may_not_work_here(request):
            raise PermissionDenied
        return self.get_response(request)


def _may_not_work_here(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")
