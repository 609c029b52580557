"""What waits for someone at /mijn/: steps, the most urgent first.

Other apps add theirs by naming a function in ``settings.DASHBOARD_SOURCES``; each takes a person
and returns steps.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from members.permissions import (
    Status,
    is_member,
    may_decide_applications,
    may_read_members_content,
    status_of,
)

from . import colleague_requests, house_rules
from .models import Application, Membership, Profile, User
from .models.application import State


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the template that words it, and what that template needs.

    The template stands in the app's folder: ``people/steps/<name>.html``.
    """

    name: str
    # Lower is sooner: 10 somebody waits, 20 a date is near, 30 it would be good to.
    urgency: int
    context: dict[str, Any] = field(default_factory=dict)
    folder: str = "people"

    @property
    def template_name(self) -> str:
        return f"{self.folder}/steps/{self.name}.html"


def steps_for(person: User) -> list[Todo]:
    """Everything that waits, from all apps; what is equally urgent stays in its order."""
    parts: list[Callable[[User], list[Todo]]] = [own_steps]
    parts += [import_string(name) for name in settings.DASHBOARD_SOURCES]
    return sorted((step for part in parts for step in part(person)), key=lambda one: one.urgency)


def own_steps(person: User) -> list[Todo]:
    return [
        *_desk_steps(person),
        *_membership_steps(person),
        *_application_steps(person),
        *_colleague_steps(person),
        *_profile_steps(person),
    ]


def _desk_steps(person: User) -> list[Todo]:
    if not may_decide_applications(person):
        return []
    waiting = Application.objects.waiting().count()
    return [Todo("desk", 10 if waiting else 50, {"waiting": waiting})]


def _membership_steps(person: User) -> list[Todo]:
    to_confirm = Membership.objects.running().filter(person=person, asked_on__isnull=False)
    return [
        Todo("confirm", 20, {"membership": membership})
        for membership in to_confirm.select_related("municipality")
        if membership.suspension != "redactie"
    ]


def _application_steps(person: User) -> list[Todo]:
    latest = person.applications.exclude(state=State.CONFIRM).order_by("-made_at").first()
    # To somebody who is a member in another way, an old refusal is no news.
    shown = {State.WAITING, State.ASKED} | (set() if is_member(person) else {State.DECLINED})
    if latest and latest.state in shown:
        urgency = 10 if latest.state == State.ASKED else 40
        return [Todo("application", urgency, {"application": latest})]
    if status_of(person) in (Status.NONE, Status.ALUMNUS) and not _works_here(person):
        return [Todo("join", 40)]
    return []


def _colleague_steps(person: User) -> list[Todo]:
    if not is_member(person):
        return []
    now = timezone.now()
    asked, found = (
        colleague_requests.waiting_for(person, now=now),
        colleague_requests.found_for(person, now=now),
    )
    related = ("request__lesson", "request__person__profile")
    return [
        *(Todo("asked", 10, {"asked": one}) for one in asked.select_related(*related)),
        *(
            Todo("found", 20, {"asked": one})
            for one in found.select_related("request__lesson", "person__profile")
        ),
    ]


def _profile_steps(person: User) -> list[Todo]:
    if not is_member(person):
        return []
    profile = Profile.objects.filter(person=person).first()
    steps = []
    if house_rules.wait_for(profile):
        steps.append(Todo("house_rules", 20, {"before": profile and profile.house_rules}))
    if profile is None or not profile.working_on:
        steps.append(Todo("profile", 30, {"url": reverse("my_profile")}))
    if not is_mfa_enabled(person):
        steps.append(Todo("passkey", 35))
    return steps


def _works_here(person: User) -> bool:
    return may_read_members_content(person)
