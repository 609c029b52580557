"""What people add to the editors' desk: the queue of applications, memberships, the trail."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from members.permissions import Right, may_decide_applications

from .admin import views as admin_views
from .admin.panels import ApplicationsPanel

ACTIONS = {
    "application.receive": ("Aanvraag ontvangen", "Aanvraag ontvangen en adres bevestigd"),
    "application.answer": ("Vraag beantwoord", "Vraag van de redactie beantwoord"),
    "application.approve": ("Aanvraag goedgekeurd", "Aanvraag goedgekeurd"),
    "application.ask_back": ("Vraag gesteld", "Vraag gesteld aan de aanvrager"),
    "application.decline": ("Aanvraag afgewezen", "Aanvraag afgewezen met een reden"),
    "application.replace": ("Aanvraag vervangen", "Vervangen door een nieuwe aanvraag"),
    "profile.agree": ("Akkoord met huisregels", "Akkoord gegeven op de huisregels"),
    "membership.begin": ("Lidmaatschap begonnen", "Lidmaatschap begonnen"),
    "membership.end": ("Lidmaatschap beëindigd", "Lidmaatschap beëindigd"),
    "membership.confirm": ("Lidmaatschap bevestigd", "Lidmaatschap bevestigd"),
    "membership.suspend": ("Lidmaatschap geschorst", "Lidmaatschap geschorst"),
    "membership.lift_suspension": ("Schorsing opgeheven", "Schorsing opgeheven"),
    "membership.carry_over": ("Lidmaatschap overgezet", "Overgezet na een herindeling"),
    "invitation.make": ("Collega uitgenodigd", "Collega uitgenodigd"),
}


class ApplicationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide_applications(request.user)


@hooks.register("register_permissions")
def rights() -> QuerySet[Permission]:
    """Ours, to tick on Wagtail's screen for groups."""
    ours = Q()
    for right in Right:
        app, _, codename = right.partition(".")
        ours |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(ours)


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"people.{name}", label, message)


@hooks.register("register_admin_urls")
def applications_urls() -> list[URLPattern]:
    return [
        path("aanvragen/", admin_views.applications, name="desk_applications"),
        path("aanvragen/<int:pk>/", admin_views.application, name="desk_application"),
        path("leden/", admin_views.memberships, name="desk_memberships"),
        path("leden/<int:pk>/", admin_views.membership, name="desk_membership"),
    ]


@hooks.register("register_admin_menu_item")
def applications_menu_item() -> MenuItem:
    url = reverse("desk_applications")
    return ApplicationsMenuItem("Aanvragen", url, icon_name="user", order=210)


@hooks.register("register_admin_menu_item")
def memberships_menu_item() -> MenuItem:
    url = reverse("desk_memberships")
    return ApplicationsMenuItem("Leden", url, icon_name="group", order=220)


@hooks.register("construct_homepage_panels")
def applications_panel(request: HttpRequest, panels: list[Component]) -> None:
    if may_decide_applications(request.user):
        panels.append(ApplicationsPanel())
