"""What mail adds to the editors' desk: a word when something does not get through."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from members.permissions import may_see_stuck_mail

from .models import Message

# A mail server that restarts is back by then.
LATE = timedelta(hours=1)
SHOWN = 100


def stuck(now: datetime):
    return Message.objects.stuck(now - LATE)


@require_safe
def stuck_mail(request: HttpRequest) -> HttpResponse:
    if not may_see_stuck_mail(request.user):
        raise PermissionDenied
    context = {
        "messages_stuck": stuck(timezone.now())[:SHOWN],
        "waiting": Message.objects.waiting().count(),
    }
    return render(request, "mail/desk/stuck.html", context)


class StuckMailPanel(Component):
    name = "stuck_mail"
    template_name = "mail/desk/panel.html"
    order = 140

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"stuck": stuck(timezone.now()).count()}


class StuckMailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_stuck_mail(request.user)


@hooks.register("register_admin_urls")
def stuck_mail_urls() -> list[URLPattern]:
    return [path("post/", stuck_mail, name="desk_stuck_mail")]


@hooks.register("register_reports_menu_item")
def stuck_mail_menu_item() -> MenuItem:
    return StuckMailMenuItem("Post", reverse("desk_stuck_mail"), icon_name="mail", order=900)


@hooks.register("construct_homepage_panels")
def stuck_mail_panel(request: HttpRequest, panels: list[Component]) -> None:
    if may_see_stuck_mail(request.user):
        panels.append(StuckMailPanel())
