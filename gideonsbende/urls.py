"""The whole site on one screen; Wagtail last, because it answers every remaining address."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as desk_urls
from wagtail.documents import urls as document_urls

# Wagtail has a login of its own that knows no second factor; allauth's is the only door.
_to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path(f"{settings.DESK_PATH}login/", _to_login),
    path(f"{settings.DESK_PATH}password_reset/", _to_login),
    path(settings.DESK_PATH, include(desk_urls)),
    path("account/", include("members.people.account_urls")),
    path("documenten/", include(document_urls)),
    path("", include("members.people.urls")),
    path("", include(wagtail_urls)),
]

if settings.DEMO_ACCOUNTS:
    # On one's own machine only: the mail that was sent, with its login codes.
    urlpatterns.insert(0, path("ontwikkeling/post/", include("members.people.development_urls")))
