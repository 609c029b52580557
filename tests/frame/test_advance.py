"""The command behind the clock: every step gets its turn, whatever happens to the others."""

import logging

import pytest
from django.core.management import CommandError, call_command

from gideonsbende.management.commands import advance

pytestmark = pytest.mark.django_db


def breaks(*, now):
    raise RuntimeError("stuk")


def test_step_that_fails_keeps_no_other_from_being_done(monkeypatch, capsys, caplog):
    done = []
    steps = (
        ("Eerst", breaks),
        ("Daarna", lambda *, now: done.append(now) or 3),
    )
    monkeypatch.setattr(advance, "STEPS", steps)
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="Niet gelukt: Eerst"):
        call_command("advance")
    assert len(done) == 1
    assert capsys.readouterr().out == "Daarna: 3\n"
    assert "test_advance.breaks failed (Eerst)" in caplog.text
    assert "RuntimeError: stuk" in caplog.text


def test_nothing_to_do_is_said_by_silence(content, capsys):
    # What the content left behind in the trail is linked first.
    call_command("advance")
    capsys.readouterr()
    call_command("advance")
    assert capsys.readouterr().out == ""
