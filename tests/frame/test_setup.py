"""`manage.py setup`: says how far it is, makes what is missing, and overwrites nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.utils import ConnectionHandler

from gideonsbende import bootstrap, empty_database
from gideonsbende.management.commands import setup
from lessons.models import LessonPage
from members.people.models import User


@pytest.fixture
def log(monkeypatch, tmp_path: Path, settings) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(setup, "LOG", tmp_path / "start.log")
    monkeypatch.setattr(setup, "SETUP_STAMP", tmp_path / "setup.stamp")
    return tmp_path / "start.log"


def test_each_step_says_that_it_is_there_and_edits_stay(content, log, capsys, settings):
    settings.DEMO_ACCOUNTS = True
    LessonPage.objects.filter(number=1).update(title="Van de redactie")
    call_command("setup", "--no-static")
    told = capsys.readouterr().out
    for number in (bootstrap.DATABASE, bootstrap.CONTENT, bootstrap.STYLE):
        assert f"[{number}/{len(bootstrap.STEPS)}] {bootstrap.STEPS[number - 1]}" in told
    assert LessonPage.objects.get(number=1).title == "Van de redactie"
    assert User.objects.filter(email="anna@demo.example").exists()


def test_no_demo_where_it_is_not_allowed(content, log):
    call_command("setup", "--no-static")
    assert not User.objects.exists()


def test_style_that_fails_is_one_line_and_is_tried_again(content, log, monkeypatch):
    broken = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(setup, "_start_style", lambda: subprocess.Popen(broken))
    with pytest.raises(CommandError, match=r"De opmaak klaarzetten is niet gelukt\.") as stop:
        call_command("setup")
    assert "\n" not in str(stop.value)
    assert not setup.SETUP_STAMP.exists()


def test_only_a_file_with_nothing_in_it_is_new(tmp_path):
    name = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "new.sqlite3")}
    database = ConnectionHandler({"default": name})["default"]
    assert empty_database.is_new(database)
    empty_database.load(database)
    assert not empty_database.is_new(database)
    database.close()
