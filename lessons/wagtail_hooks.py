"""What the lessons add to the editors' desk: the guide, the topics, and a help menu in Dutch."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import HelpPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .desk_panels import ReviewDuePanel
from .models import Topic
from .topic_views import RIGHTS, topic_words

# Wagtail's own help items lead to English pages on another site.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")
TOPIC_ACTIONS = {
    "add_synonym": ("Woord toegevoegd", "Een ander woord voor dit onderwerp toegevoegd"),
    "remove_synonym": ("Woord weggehaald", "Een ander woord voor dit onderwerp weggehaald"),
    "merge": ("Onderwerpen samengevoegd", "Een ander onderwerp hoort nu bij dit onderwerp"),
}


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = "Onderwerpen"
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["name", "slug"]
    search_fields = ["name"]
    panels = [
        HelpPanel(
            "Een onderwerp is een los trefwoord. Kies een bestaand woord als dat er is. Andere "
            "woorden ervoor, en samenvoegen: bij de drie puntjes in de lijst."
        ),
        "name",
        "slug",
    ]


register_snippet(TopicViewSet)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/guide.html")


@hooks.register("register_admin_urls")
def guide_url() -> list[URLPattern]:
    return [
        path("gids/", guide, name="desk_guide"),
        path("onderwerpen/<int:pk>/", topic_words, name="desk_topic"),
    ]


@hooks.register("register_snippet_listing_buttons")
def topic_button(snippet: Model, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Topic) and user.has_perms(RIGHTS):
        url = reverse("desk_topic", args=[snippet.pk])
        yield ListingButton("Andere woorden en samenvoegen", url, icon_name="tag", priority=50)


@hooks.register("register_log_actions")
def topic_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in TOPIC_ACTIONS.items():
        registry.register_action(f"topics.{name}", label, message)


@hooks.register("register_admin_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem("Gids", reverse("desk_guide"), icon_name="help", order=900)


@hooks.register("construct_homepage_panels")
def review_due_panel(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ReviewDuePanel())


@hooks.register("construct_help_menu")
def keep_help_dutch(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]
