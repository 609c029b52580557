"""Mail by the worker, across processes, and through a kill -9."""

import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from members import mail
from members.mail.delivery import CLAIM, advance, deliver_due
from members.mail.models import Message
from members.mail.tasks import LOOK_AGAIN, deliver_mail

from . import processes
from .sink import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

MANY = [f"{number:02}@example.org" for number in range(25)]
SEND_AND_DIE = """
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    mail.post("proef", [f"{number:02}@example.org" for number in range(25)], "Iets", "Kijk.")
"""


@pytest.fixture
def busy_worker(sink, tmp_path):
    """A worker in the middle of a message: the server has its text and did not answer yet."""
    sink.gate.clear()
    mail.post("proef", ["anna@example.org"], "Iets", "Kijk.")
    with processes.worker(sink, tmp_path) as worker:
        assert sink.arrived.wait(PATIENCE_SECONDS)
        yield worker
        sink.gate.set()
        worker.kill()


def test_page_waits_for_no_mail_server_and_the_worker_brings_the_code(sink, client, anna, tmp_path):
    answer = client.post("/account/login/", {"login": anna.email})
    assert answer.status_code == 302
    assert sink.letters == []
    printed = processes.worker(sink, tmp_path, "--batch").communicate(timeout=60)[0]
    assert sink.to() == [anna.email], printed
    assert Message.objects.get().sent_at


def test_database_is_free_while_a_server_chews(busy_worker, anna):
    anna.name = "Anna van Zanten"
    anna.save()
    assert Message.objects.waiting().count() == 1


def test_two_processes_deliver_everything_once(sink, tmp_path):
    mail.post("proef", MANY, "Iets", "Kijk.")
    processes.both_run_due_tasks(sink, tmp_path)
    assert sink.to() == MANY
    assert not Message.objects.waiting().exists()


def test_kill_between_commit_and_delivery_loses_and_doubles_nothing(sink, tmp_path):
    died = processes.script(sink, tmp_path, SEND_AND_DIE)
    died.communicate(timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert sink.letters == []
    assert Message.objects.waiting().count() == len(MANY)
    processes.both_run_due_tasks(sink, tmp_path)
    assert sink.to() == MANY


def test_worker_killed_in_the_middle_leaves_a_mail_that_goes_later_once(sink, busy_worker):
    busy_worker.kill()
    busy_worker.wait(timeout=60)
    sink.hangs_up = True
    sink.gate.set()
    # Not at once, for somebody may still be at it.
    assert deliver_due() == 0
    sink.hangs_up = False
    assert advance(now=timezone.now() + CLAIM) == 1
    assert advance(now=timezone.now() + 2 * CLAIM) == 0
    assert sink.to() == ["anna@example.org"]
    assert not Message.objects.waiting().exists()


def test_kill_after_the_server_took_it_is_where_at_least_once_begins(sink, busy_worker):
    busy_worker.kill()
    busy_worker.wait(timeout=60)
    sink.gate.set()
    assert advance(now=timezone.now() + CLAIM) == 1
    assert len({letter["Message-ID"] for letter in sink.letters}) == 1
    assert sink.to() == ["anna@example.org"] * 2


def test_worker_that_is_stopped_finishes_what_it_was_sending(sink, busy_worker):
    busy_worker.terminate()
    sink.gate.set()
    printed = busy_worker.stdout.read()
    assert busy_worker.wait(timeout=60) == 0, printed
    assert sink.to() == ["anna@example.org"]
    assert Message.objects.get().sent_at


def test_gone_server_is_asked_again_soon_by_one_task(sink, settings):
    settings.EMAIL_PORT = 1
    mail.post("proef", ["anna@example.org"], "Iets", "Kijk.")
    DBTaskResult.objects.all().delete()
    assert deliver_mail.call() == deliver_mail.call() == 0
    planned = DBTaskResult.objects.get()
    assert timedelta() < planned.run_after - timezone.now() <= LOOK_AGAIN


def test_nothing_is_planned_when_nothing_waits(sink):
    assert deliver_mail.call() == 0
    assert not DBTaskResult.objects.exists()


def test_tasks_of_days_ago_are_forgotten(sink):
    deliver_mail.enqueue()
    yesterday = timezone.now() - timedelta(days=1, seconds=1)
    DBTaskResult.objects.update(enqueued_at=yesterday)
    deliver_mail.enqueue()
    call_command("run_due_tasks")
    assert DBTaskResult.objects.get().enqueued_at > yesterday
