"""Background tasks in the suite: mail leaves at once, and groups are made when a test says so."""

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult


class MailAtOnce(ImmediateBackend):
    def _execute_task(self, task_result: TaskResult) -> None:
        if task_result.task.queue_name != "long":
            super()._execute_task(task_result)
            # As when no worker stands between: what a task trips over, the test sees.
            for error in task_result.errors:
                raise AssertionError(error.traceback)
