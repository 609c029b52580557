"""Practices at the editors' desk."""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from lessons.models import ExamplePage
from members.people.admin.permissions import RightPolicy
from members.people.models import User
from members.permissions import Right, may_review

from .admin import views as admin_views
from .admin.panels import ReviewsPanel
from .admin.viewsets import DESK_ACTIONS, PracticeViewSet
from .models import Practice
from .promotion import is_agreed

# Before anything asks for it: Wagtail keeps the first answer.
register_permission_policy(Practice, RightPolicy(Practice, Right.REVIEW_PRACTICES, DESK_ACTIONS))
register_snippet(PracticeViewSet)

NOT_AGREED = (
    "De schrijver van de ervaring is nog niet akkoord met precies deze tekst. Het concept is "
    "bewaard. De schrijver leest het bij ‘Mijn’."
)
ACTIONS = {
    "submit": ("Ervaring gedeeld", "Ervaring ingestuurd"),
    "revise": ("Ervaring aangepast", "Nieuwe tekst ingestuurd"),
    "withdraw": ("Ervaring ingetrokken", "Ingetrokken door de schrijver"),
    "try": ("Geprobeerd", "In een andere gemeente geprobeerd"),
    "confirm": ("Klopt nog", "De schrijver bevestigt dat dit nog klopt"),
    "promote": ("Praktijkvoorbeeld gemaakt", "Er is een praktijkvoorbeeld van gemaakt"),
    "agree": ("Akkoord", "De schrijver is akkoord met de tekst van het praktijkvoorbeeld"),
    "object": ("Niet akkoord", "De schrijver is niet akkoord met het praktijkvoorbeeld"),
    "accept_answer": ("Antwoord gekozen", "Antwoord op de vraag gekozen of losgelaten"),
    "report": ("Melding", "Gemeld bij de redactie"),
    "hide_comment": ("Reactie verborgen", "Reactie verborgen met een reden"),
    "restore_comment": ("Reactie teruggezet", "Reactie teruggezet met een reden"),
    "take_down": ("Ervaring verborgen", "Ervaring verborgen met een reden"),
    "put_back": ("Ervaring teruggezet", "Ervaring teruggezet met een reden"),
    "leave_report": ("Melding afgehandeld", "Melding afgehandeld zonder ingreep"),
    "decline": ("Ervaring afgewezen", "Afgewezen met een reden"),
}


class ReviewsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(request.user)


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"practices.{name}", label, message)


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [
        path("ervaringen/", admin_views.reviews, name="desk_reviews"),
        path("ervaringen/<int:pk>/", admin_views.review_one, name="desk_review"),
        path("ervaringen/<int:pk>/voorbeeld/", admin_views.promote, name="desk_promote"),
        path("meldingen/", admin_views.reported, name="desk_reports"),
        path("meldingen/reactie/<int:pk>/", admin_views.moderate, name="desk_moderate"),
        path("meldingen/ervaring/<int:pk>/", admin_views.moderate_practice, name="desk_take_down"),
        path("meldingen/<int:pk>/laten/", admin_views.leave_report, name="desk_leave_report"),
    ]


@hooks.register("register_admin_menu_item")
def reviews_menu_item() -> MenuItem:
    url = reverse("desk_reviews")
    return ReviewsMenuItem("Beoordelen", url, icon_name="check", order=160)


@hooks.register("register_admin_menu_item")
def reports_menu_item() -> MenuItem:
    url = reverse("desk_reports")
    return ReviewsMenuItem("Meldingen", url, icon_name="warning", order=165)


@hooks.register("construct_homepage_panels")
def reviews_panel(request: HttpRequest, panels: list[Component]) -> None:
    if may_review(request.user):
        panels.append(ReviewsPanel())


@hooks.register("register_snippet_listing_buttons")
def promote_button(
    snippet: Model, _user: User, next_url: str | None = None
) -> Iterator[ListingButton]:
    if isinstance(snippet, Practice) and not snippet.is_from_intervision:
        url = reverse("desk_promote", args=[snippet.pk])
        yield ListingButton("Praktijkvoorbeeld maken", url, icon_name="doc-full", priority=50)


@hooks.register("before_publish_page")
def wait_for_agreement(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Says it in words; that it cannot happen is seen to before every save."""
    if not isinstance(page, ExamplePage) or is_agreed(page):
        return None
    messages.error(request, NOT_AGREED)
    return redirect("wagtailadmin_pages:edit", page.pk)
