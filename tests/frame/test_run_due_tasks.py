"""The command behind the clock: every step gets its turn, whatever happens to the others."""

import logging

import pytest
from django.core.management import CommandError, call_command

from gideonsbende.management.commands import run_due_tasks
from members.batch import for_each_isolated

pytestmark = pytest.mark.django_db


def breaks(*, now):
    raise RuntimeError("stuk")


def test_step_that_fails_keeps_no_other_from_being_done(monkeypatch, capsys, caplog):
    done = []
    steps = (
        ("Eerst", breaks),
        ("Daarna", lambda *, now: done.append(now) or 3),
    )
    monkeypatch.setattr(run_due_tasks, "STEPS", steps)
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="Niet gelukt: Eerst"):
        call_command("run_due_tasks")
    assert len(done) == 1
    assert capsys.readouterr().out == "Daarna: 3\n"
    assert "test_run_due_tasks.breaks failed (Eerst)" in caplog.text
    assert "RuntimeError (test_run_due_tasks.py:" in caplog.text
    # What an error says may quote what somebody wrote.
    assert "stuk" not in caplog.text


def test_nothing_to_do_is_said_by_silence(content, capsys):
    # What the content left behind in the trail is linked first.
    call_command("run_due_tasks")
    capsys.readouterr()
    call_command("run_due_tasks")
    assert capsys.readouterr().out == ""


def test_one_row_that_breaks_ends_the_command_as_failed_when_all_is_done(monkeypatch, capsys):
    def act(number: int) -> int:
        return 6 // number

    steps = (
        ("Eerst", lambda *, now: for_each_isolated(act, [3, 0, 2])),
        ("Daarna", lambda *, now: 1),
    )
    monkeypatch.setattr(run_due_tasks, "STEPS", steps)
    with pytest.raises(CommandError, match=r"Niet gelukt: Eerst\. Waarom"):
        call_command("run_due_tasks")
    assert capsys.readouterr().out == "Eerst: 5\nDaarna: 1\n"


def test_no_mail_waits_for_the_making_of_groups():
    names = [f"{step.__module__}.{step.__name__}" for _what, step in run_due_tasks.STEPS]
    mail = names.index("members.mail.delivery.advance")
    assert names[mail + 1 :] == ["members.intervision.matching.jobs.advance"]
