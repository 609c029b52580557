"""What editors do with a practice, by the same workflow that lessons go through.

Every decision names the task that the editor had before them. Who comes second, or looks at a text
that was replaced meanwhile, changes nothing and is told.
"""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from members.people.models import User

from . import emails
from .models import Practice


def ask_review(practice: Practice, *, by: User | None) -> None:
    """Put the latest text before the editors, in place of an earlier one that still waits."""
    state = practice.current_workflow_state
    if state is None:
        workflow = practice.get_workflow()
        if workflow:
            workflow.start(practice, by)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
    else:
        state.current_task_state.specific.cancel(user=by, resume=True)


def stop_review(practice: Practice, *, by: User) -> None:
    state = practice.current_workflow_state
    if state:
        state.cancel(user=by)


def tasks() -> QuerySet[TaskState]:
    """Every text that was put before the editors, decided or not."""
    about_practices = ContentType.objects.get_for_model(Practice)
    return TaskState.objects.filter(
        workflow_state__base_content_type=about_practices
    ).select_related("revision", "workflow_state")


def waiting() -> QuerySet[TaskState]:
    """Texts that wait for an editor, oldest first."""
    return (
        tasks()
        .filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .order_by("started_at")
    )


@transaction.atomic
def approve(task_id: int, *, by: User, now: datetime, comment: str = "") -> bool:
    """Publish the text of this task; False when there is nothing to decide any more."""
    task = _claim(task_id)
    if task is None:
        return False
    task.approve(user=by, comment=comment)
    return True


@transaction.atomic
def ask_changes(task_id: int, comment: str, *, by: User, now: datetime) -> bool:
    """The author reads the comment and sends in a new text; what stands there stays."""
    task = _claim(task_id)
    if task is None:
        return False
    if Practice.objects.get(pk=task.workflow_state.object_id).is_from_intervision:
        # Nobody could send in another text.
        raise PermissionDenied
    task.reject(user=by, comment=comment)
    return True


@transaction.atomic
def decline(task_id: int, reason: str, *, by: User, now: datetime) -> bool:
    """Nobody gets to read it; the author reads why."""
    task = _claim(task_id)
    if task is None:
        return False
    practice = Practice.objects.select_for_update().get(pk=task.workflow_state.object_id)
    stop_review(practice, by=by)
    practice.unpublish(log_action=False)
    Practice.objects.filter(pk=practice.pk).update(
        declined_at=now, decline_reason=reason, refused_at=now
    )
    log(practice, "practices.decline", user=by, data={"reason": reason})
    emails.decided(practice)
    return True


def _claim(task_id: int) -> TaskState | None:
    """The task, if it still waits; nobody else can decide it until this transaction ends."""
    task = waiting().select_for_update(of=("self",)).filter(pk=task_id).first()
    return task.specific if task else None
