"""allauth's addresses, with the doors that this site keeps shut in front of them."""

from collections.abc import Callable

from allauth.account.views import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from . import views as accounts_views


def _closed(request: HttpRequest, **_path: str) -> HttpResponse:
    raise Http404("Dit scherm bestaat hier niet.")


def _forgetting(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lets the browser throw away what it kept of the pages behind the login."""

    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return wrapped


urlpatterns = [
    path("signup/", RedirectView.as_view(url="/lid-worden/"), name="account_signup"),
    path("3rdparty/signup/", RedirectView.as_view(url="/lid-worden/")),
    path("login/code/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^password/.*$", _closed),
    re_path(r"^reauthenticate/code/.*$", _closed),
    path("logout/", _forgetting(logout), name="account_logout"),
    path("uitgelogd/", accounts_views.logged_out, name="logged_out"),
    path("reauthenticate/", accounts_views.reauthenticate, name="reauthenticate_by_code"),
    path("", include("allauth.urls")),
]
