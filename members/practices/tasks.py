"""What of their practices waits for a member at /mijn/."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import WorkflowState

from members.people.models import User
from members.people.tasks import Todo
from members.permissions import may_share

from .models import Draft, Plan, Practice


def steps_for(person: User) -> list[Todo]:
    if not may_share(person):
        return []
    return [
        *_changes_asked(person),
        *_examples(person),
        *_plans_asked_about(person),
        *_asked_whether_it_holds(person),
        *_drafts(person),
    ]


def _changes_asked(person: User) -> list[Todo]:
    mine = Practice.objects.written_by(person).values_list("pk", flat=True)
    asked = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Practice),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        object_id__in=[str(pk) for pk in mine],
    )
    practices = Practice.objects.filter(pk__in=[int(state.object_id) for state in asked])
    return [_step("changes_asked", 10, one, "practice_state") for one in practices]


def _plans_asked_about(person: User) -> list[Todo]:
    asked = Plan.objects.filter(person=person, asked_at__isnull=False)
    visible = Practice.objects.visible_to(person).filter(plans__in=asked)
    return [_step("how_did_it_go", 20, one, "tried") for one in visible]


def _examples(person: User) -> list[Todo]:
    """Made by the editors; the author said neither yes nor no."""
    unanswered = Practice.objects.written_by(person).filter(
        promotion__agreed_at__isnull=True, promotion__remark="", promotion__isnull=False
    )
    return [_step("example", 10, one, "example_of_practice") for one in unanswered]


def _asked_whether_it_holds(person: User) -> list[Todo]:
    asked = Practice.objects.written_by(person).filter(live=True, times_asked__gt=0)
    return [_step("does_it_hold", 20, one, "practice_state") for one in asked]


def _drafts(person: User) -> list[Todo]:
    drafts = Draft.objects.filter(author=person)[:3]
    return [_draft_step(draft) for draft in drafts]


def _step(name: str, urgency: int, practice: Practice, address: str) -> Todo:
    context = {"practice": practice, "url": reverse(address, args=[practice.slug])}
    return Todo(name, urgency, context, folder="practices")


def _draft_step(draft: Draft) -> Todo:
    return Todo("draft", 30, {"draft": draft}, folder="practices")
