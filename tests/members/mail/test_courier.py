"""Mail beside the readers, across processes, and through a kill -9."""

import signal

import pytest
from django.db import connection
from django.utils import timezone

from members import mail
from members.mail import courier
from members.mail.delivering import CLAIM, advance, deliver_due
from members.mail.models import Message

from . import processes
from .sink import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

MANY = [f"{number:02}@example.org" for number in range(25)]
SEND_AND_DIE = """
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    mail.post("proef", [f"{number:02}@example.org" for number in range(25)], "Iets", "Kijk.")
"""
SEND_AND_STAY = """
courier.serve()
mail.post("proef", ["anna@example.org"], "Iets", "Kijk.")
sys.stdin.read()
"""


@pytest.fixture
def serving(sink, monkeypatch):
    """This process is a web server: mail goes by courier."""
    for name in ("_bell", "_stopping", "_serving"):
        monkeypatch.setattr(courier, name, type(courier._bell)())
    monkeypatch.setattr(courier, "_thread", None)
    courier._serving.set()
    yield sink
    sink.gate.set()
    courier.stop()


def test_page_does_not_wait_for_a_slow_server_nor_does_the_database(serving, client, anna):
    serving.gate.clear()
    answer = client.post("/account/login/", {"login": anna.email})
    assert answer.status_code == 302
    assert serving.arrived.wait(PATIENCE_SECONDS)
    # The server still chews: meanwhile anybody may write.
    anna.name = "Anna van Zanten"
    anna.save()
    assert Message.objects.waiting().count() == 1
    assert serving.letters == []
    serving.gate.set()
    courier._thread.join(0)
    courier.stop()
    assert serving.to() == [anna.email]
    assert Message.objects.get().sent_at


def test_courier_looks_again_by_itself(serving, settings, monkeypatch):
    monkeypatch.setattr(courier, "LOOK_AGAIN_SECONDS", 0.05)
    settings.EMAIL_PORT = 1
    mail.post("proef", ["anna@example.org"], "Iets", "Kijk.")
    settings.EMAIL_PORT = serving.port
    assert serving.arrived.wait(PATIENCE_SECONDS)


def test_two_processes_deliver_everything_once(sink, tmp_path):
    mail.post("proef", MANY, "Iets", "Kijk.")
    processes.both_advance(sink, tmp_path)
    assert sink.to() == MANY
    assert not Message.objects.waiting().exists()


def test_kill_between_commit_and_delivery_loses_and_doubles_nothing(sink, tmp_path):
    died = processes.script(sink, tmp_path, SEND_AND_DIE)
    died.communicate(timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert sink.letters == []
    assert Message.objects.waiting().count() == len(MANY)
    processes.both_advance(sink, tmp_path)
    assert sink.to() == MANY


def test_kill_after_the_server_took_it_is_where_at_least_once_begins(sink, tmp_path):
    sink.gate.clear()
    dying = processes.script(sink, tmp_path, SEND_AND_STAY)
    assert sink.arrived.wait(PATIENCE_SECONDS)
    dying.kill()
    dying.communicate(timeout=60)
    sink.arrived.clear()
    sink.gate.set()
    # Not at once, for somebody may still be at it; after the claim, and recognisably the same.
    assert deliver_due() == 0
    assert advance(now=timezone.now() + CLAIM) == 1
    assert len({letter["Message-ID"] for letter in sink.letters}) == 1
    assert sink.to() == ["anna@example.org"] * 2
    assert not Message.objects.waiting().exists()


def test_process_that_stops_finishes_what_it_was_sending(sink, tmp_path):
    sink.gate.clear()
    with processes.script(sink, tmp_path, SEND_AND_STAY) as leaving:
        assert sink.arrived.wait(PATIENCE_SECONDS)
        leaving.stdin.close()
        sink.gate.set()
        printed = leaving.stdout.read()
    assert leaving.returncode == 0, printed
    assert sink.to() == ["anna@example.org"]
    assert Message.objects.get().sent_at


def test_command_leaves_its_mail_to_the_next_advance(sink):
    mail.post("proef", MANY, "Iets", "Kijk.")
    assert Message.objects.waiting().count() == len(MANY)
    assert connection.in_atomic_block is False
