"""Practices at the editors' desk."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from members.permissions import may_review

from .desk import EditorsPolicy, PracticeViewSet
from .desk_panels import ReviewsPanel
from .models import Practice
from .views import desk_views

# Before anything asks for it: Wagtail keeps the first answer.
register_permission_policy(Practice, EditorsPolicy(Practice))
register_snippet(PracticeViewSet)

ACTIONS = {
    "submit": ("Ervaring gedeeld", "Ervaring ingestuurd"),
    "revise": ("Ervaring aangepast", "Nieuwe tekst ingestuurd"),
    "withdraw": ("Ervaring ingetrokken", "Ingetrokken door de schrijver"),
    "try": ("Geprobeerd", "In een andere gemeente geprobeerd"),
    "accept_answer": ("Antwoord gekozen", "Antwoord op de vraag gekozen of losgelaten"),
    "report": ("Melding", "Gemeld bij de redactie"),
    "hide_comment": ("Reactie verborgen", "Reactie verborgen met een reden"),
    "restore_comment": ("Reactie teruggezet", "Reactie teruggezet met een reden"),
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
        path("ervaringen/", desk_views.reviews, name="desk_reviews"),
        path("ervaringen/<int:pk>/", desk_views.review_one, name="desk_review"),
        path("meldingen/", desk_views.reported, name="desk_reports"),
        path("meldingen/reactie/<int:pk>/", desk_views.moderate, name="desk_moderate"),
        path("meldingen/<int:pk>/laten/", desk_views.leave_report, name="desk_leave_report"),
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
