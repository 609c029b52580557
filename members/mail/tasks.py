"""Who brings the mail: the worker, so that no page waits for a mail server.

A task carries nothing: what has to go stands in the rows of the queue. So a task that is lost, or
is there twice, costs nothing; what it left lying goes with the next one, or with ``run_due_tasks``.
"""

import time
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import TaskResultStatus, task

from .delivery import deliver_due
from .models import Message

# A worker that is told to stop finishes its task first: within the patience of who tells it.
TURN_SECONDS = 2
# As long as something waits, look again after this.
LOOK_AGAIN = timedelta(seconds=30)


@task(backend="worker")
def deliver_mail() -> int:
    """Deliver what is due, for a moment; the next task goes on where this one stopped."""
    began = time.monotonic()
    delivered = deliver_due(stop=lambda: time.monotonic() - began > TURN_SECONDS)
    _look_again(timezone.now(), went_well=delivered > 0)
    return delivered


def _look_again(now: datetime, *, went_well: bool) -> None:
    next_try = Message.objects.waiting().aggregate(next=Min("due_at"))["next"]
    # Where tasks run at once, nothing can be done later: there a command looks again.
    if next_try is None or not deliver_mail.get_backend().supports_defer:
        return
    if not _is_planned():
        soonest = now if went_well else now + LOOK_AGAIN
        deliver_mail.using(run_after=max(next_try, soonest)).enqueue()


def _is_planned() -> bool:
    from django_tasks_db.models import DBTaskResult

    planned = DBTaskResult.objects.filter(task_path=deliver_mail.module_path)
    return planned.filter(status=TaskResultStatus.READY).exists()
