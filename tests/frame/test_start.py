"""What may be wrong with a machine is one Dutch line that says what to do; never a traceback."""

import ast
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from gideonsbende import bootstrap

ROOT = Path(__file__).parents[2]
Version = namedtuple("Version", "major minor micro")
Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def _own_log(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "start.log")


def stopped_by(task, *args) -> str:
    with pytest.raises(bootstrap.Stop) as stop:
        task(*args)
    assert "\n" not in str(stop.value)
    return str(stop.value)


def test_old_python_can_read_what_tells_it_that_it_is_old():
    source = (ROOT / "gideonsbende" / "bootstrap.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    imported = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import)]
    names = {alias.name.split(".")[0] for node in imported for alias in node.names}
    assert names <= set(sys.stdlib_module_names)


def test_too_old_python(monkeypatch):
    monkeypatch.setattr(sys, "version_info", Version(3, 9, 2))
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "Python 3.9 is te oud. Installeer" in stopped_by(bootstrap.use_new_enough_python)


def test_newer_python_on_the_machine_takes_over(monkeypatch):
    took_over = []
    monkeypatch.setattr(sys, "version_info", Version(3, 9, 2))
    monkeypatch.setattr(sys, "argv", ["-m", "run"])
    monkeypatch.setattr(
        shutil, "which", lambda name: sys.executable if name == "python3.11" else None
    )
    monkeypatch.setattr(os, "execv", lambda _path, command: took_over.append(command))
    with pytest.raises(bootstrap.Stop):
        bootstrap.use_new_enough_python()
    assert took_over == [[sys.executable, "-m", "gideonsbende.bootstrap", "run"]]


def test_python_without_venv(monkeypatch):
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: name == "venv" or None)
    assert "apt install python3-venv" in stopped_by(bootstrap.check_venv)


def test_full_disk(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Disk(9, 9, 400 * bootstrap.MEGABYTE))
    assert "400 MB vrij en 1000 MB nodig" in stopped_by(bootstrap.check_room, False)
    bootstrap.check_room(installed=True)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_port_that_is_none(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    assert "is geen poort" in stopped_by(bootstrap.wanted_port)


def test_port_that_is_taken(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        assert f"Poort {port} is al in gebruik. Kies een andere" in stopped_by(
            bootstrap.wanted_port
        )


def test_free_port_is_honoured(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    assert bootstrap.wanted_port() == port


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("ERROR: No space left on device", "schijf is vol"),
        ("error: Failed to fetch `https://…`", "niet te bereiken"),
        ("ERROR: No matching distribution found for Django", "niet te bereiken"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "niet wat het lock-bestand belooft"),
        ("something nobody thought of", "start.log"),
    ],
)
def test_failed_installation(words, advice):
    bootstrap.LOG.write_text(words)
    assert advice in stopped_by(bootstrap.must_succeed, 1)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "schijf is vol"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv"), "niet schrijven in /srv"),
        (OSError(errno.EIO, "Input/output error"), "niet gelukt"),
        (ValueError("something nobody thought of"), "something nobody thought of"),
    ],
)
def test_whatever_happens_is_one_line(error, line):
    def fail():
        raise error

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as end:
        bootstrap.guarded(fail)
    signal.signal(signal.SIGTERM, before)
    assert line in end.value.code
    assert "\n" not in end.value.code.strip()


def test_tool_is_stopped_together_with_us(monkeypatch):
    """Ctrl-C while packages are being installed leaves no installer behind."""
    tools = []
    popen = subprocess.Popen

    class Interrupted(popen):
        def wait(self, timeout=None):
            if self not in tools:
                tools.append(self)
                raise KeyboardInterrupt
            return super().wait(timeout)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.run([sys.executable, "-c", "import time; time.sleep(60)"])
    assert tools[0].returncode == -signal.SIGTERM


def test_development_lock_holds_every_package_of_the_site():
    """The environment of `make test` also serves `make run`."""

    def pinned(lock: Path) -> set[str]:
        return {line.split(" ")[0] for line in lock.read_text().splitlines() if "==" in line}

    assert pinned(bootstrap.RUNTIME_LOCK) <= pinned(bootstrap.DEV_LOCK)
    assert bootstrap.pinned_uv().startswith("uv==")
    assert bootstrap.pinned_uv().count("--hash=sha256:") > 5


@pytest.fixture
def finished(monkeypatch, tmp_path) -> Path:
    """A database of our own that `manage.py setup` finished."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(bootstrap, "DATA_DIR", tmp_path)
    monkeypatch.setattr(bootstrap, "SETUP_STAMP", tmp_path / "setup.stamp")
    database = tmp_path / "db.sqlite3"
    database.write_bytes(b"")
    bootstrap.SETUP_STAMP.write_text(bootstrap.setup_fingerprint())
    return database


def test_second_start_leaves_out_what_is_done(finished):
    assert bootstrap.is_set_up()


def test_other_database_or_other_code_is_set_up_again(finished, monkeypatch):
    with monkeypatch.context() as other:
        other.setenv("DATABASE_URL", "postgres://elsewhere/app")
        assert not bootstrap.is_set_up()
    with monkeypatch.context() as other:
        other.setenv("DEBUG", "1")
        assert not bootstrap.is_set_up()
    with monkeypatch.context() as other:
        other.setattr(bootstrap, "ROOT", ROOT / "tests")
        assert not bootstrap.is_set_up()
    finished.rename(finished.with_suffix(".old"))
    assert not bootstrap.is_set_up()
    finished.write_bytes(b"")
    assert not bootstrap.is_set_up()
