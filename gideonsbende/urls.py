"""The whole site on one screen; Wagtail last, because it answers every remaining address."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as desk_urls
from wagtail.documents import urls as document_urls

from lessons import cards, feeds, sitemaps
from members.intervision.room.urls import own as own_intentions
from members.intervision.room.urls import polls
from members.intervision.scheduling import feed_views
from members.practices import feeds as practices_feed
from members.practices.comments import views as practice_views

from . import health, media, well_known
from .search import views as search

# Wagtail has a login of its own that knows no second factor; allauth's is the only door.
_to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
# What members share with everyone goes into the feeds of the lessons as well.
_with_practices = {"also": (practices_feed.practices,)}

urlpatterns = [
    path(f"{settings.DESK_PATH}login/", _to_login),
    path(f"{settings.DESK_PATH}password_reset/", _to_login),
    path("_util/login/", _to_login),
    path(settings.DESK_PATH, include(desk_urls)),
    path("account/", include("members.people.accounts.urls")),
    path("documenten/", include(document_urls)),
    path("", include("members.people.urls")),
    path("", include("members.privacy.urls")),
    path("ervaringen/", include("members.practices.urls")),
    path("intervisie/groep/", include("members.intervision.room.urls")),
    path("intervisie/stand/", include(polls)),
    path("mijn/voornemens/", include(own_intentions)),
    path("intervisie/", include("members.intervision.urls")),
    path("", include("members.updates.urls")),
    path("mijn/agenda/", feed_views.my_calendar, name="my_calendar"),
    path("agenda/<str:secret>.ics", feed_views.feed, name="calendar_feed"),
    path("vragen/", practice_views.questions, name="questions"),
    path("gemeenten/", include("lessons.municipalities.urls")),
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", search.suggestions, name="suggestions"),
    path("onderwerpen/<slug:slug>/", search.topic, name="topic"),
    path("feeds/", feeds.overview, name="feeds"),
    path("feeds/alles.atom", feeds.everything, _with_practices, name="feed"),
    path("feeds/ervaringen.atom", practices_feed.newest, name="practices_feed"),
    path("feeds/lessen/<slug:slug>.atom", feeds.of_lesson, _with_practices, name="lesson_feed"),
    path("delen/les-<int:number>-<slug:mark>.png", cards.lesson_card, name="lesson_card"),
    path("delen/gideonsbende-<slug:mark>.png", cards.site_card, name="site_card"),
    path("api/", include("lessons.api.urls")),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", well_known.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include(wagtail_urls)),
]

if settings.DEMO_ACCOUNTS:
    # On one's own machine only: the mail that was sent, with its login codes.
    urlpatterns.insert(0, path("ontwikkeling/post/", include("members.people.development_urls")))

if settings.SERVE_MEDIA:
    # On one's own machine; elsewhere the web server in front hands out the same folder.
    urlpatterns.insert(0, path("media/images/<str:name>", media.rendition, name="rendition"))

handler400 = "gideonsbende.errors.bad_request"
handler403 = "gideonsbende.errors.permission_denied"
handler404 = "gideonsbende.errors.page_not_found"
handler500 = "gideonsbende.errors.server_error"
# Not Django's but allauth's: whoever tries too often.
handler429 = "gideonsbende.errors.too_many_requests"
