"""From a bare clone to an environment that can run the site; the Makefile calls this.

Runs under whatever Python the machine has, so it uses the standard library and Python 3.6 syntax
only: an old Python has to get far enough to say that it is too old. Whatever is wrong becomes one
Dutch line that says what to do.
"""

import contextlib
import errno
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("DATA_DIR") or str(ROOT / "var"))
LOG = DATA_DIR / "start.log"
# What `manage.py setup` finished last, so that the next start can leave it out.
SETUP_STAMP = DATA_DIR / "setup.stamp"

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed"
RUNTIME_LOCK = ROOT / "requirements.txt"
# Holds everything of the runtime lock, and the tools that test and check.
DEV_LOCK = ROOT / "requirements-dev.txt"

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
HOST = "127.0.0.1"
MEGABYTE = 1024 * 1024
ROOM_TO_INSTALL = 1000 * MEGABYTE
ROOM_TO_RUN = 50 * MEGABYTE

GOALS = ("run", "dev", "environment")
STEPS = ("Computer nakijken", "Pakketten", "Database", "Inhoud", "Opmaak", "Server")
MACHINE, PACKAGES, DATABASE, CONTENT, STYLE, SERVER = range(1, len(STEPS) + 1)

FULL = "De schijf is vol. Maak ruimte en start opnieuw."
PROBLEMS = (
    ("No space left on device|os error 28", FULL),
    (
        "DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "Een pakket is niet wat het lock-bestand belooft. Haal de code opnieuw op en start "
        "opnieuw; gebeurt het weer, meld het dan.",
    ),
    (
        "No matching distribution|not find a version|ailed to fetch|connect|resolve|timed out",
        "De pakketten zijn niet te bereiken. Controleer uw internetverbinding en start opnieuw.",
    ),
)


class Stop(Exception):  # noqa: N818 - not an error in the code, but a message to a person
    """One Dutch line that says what is wrong and what to do about it."""


def main(goal):
    """Bring the machine to ``goal``; to run the site this process becomes another."""
    lock = DEV_LOCK if goal == "environment" else RUNTIME_LOCK
    if goal == "environment" and is_installed(lock):
        return
    use_new_enough_python()
    start_log()
    with step(MACHINE):
        installed = is_installed(lock)
        check_room(installed)
        if not installed:
            check_venv()
        if goal != "environment":
            os.environ["PORT"] = str(wanted_port())
    with step(PACKAGES):
        if not installed:
            install(lock)
    if goal != "environment":
        _start_site(goal)


def _start_site(goal):
    os.chdir(str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gideonsbende.settings.dev")
    os.environ["DEBUG"] = "1" if goal == "dev" else "0"
    os.environ.setdefault("BASE_URL", "http://{}:{}".format(HOST, os.environ["PORT"]))
    os.environ["PATH"] = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")])
    if not is_set_up():
        done = subprocess.call([str(PYTHON), "manage.py", "setup"])  # noqa: S603 - our own command
        if done != 0:
            sys.exit(done)
    print(f"[{SERVER}/{len(STEPS)}] {STEPS[-1]}", flush=True)
    command = [str(PYTHON), "-m", "gideonsbende.processes", goal]
    os.execv(command[0], command)  # noqa: S606 - no process of ours is left to stop


# --- The machine ------------------------------------------------------------------------------


def use_new_enough_python():
    """Go on under a newer Python when this one is too old and the machine has one."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:  # noqa: S603
            os.execv(path, [path, "-m", "gideonsbende.bootstrap", *sys.argv[1:]])  # noqa: S606
    raise Stop(
        "Python {}.{} is te oud. Installeer Python 3.11 of nieuwer en start daarna opnieuw.".format(
            *sys.version_info[:2]
        )
    )


def check_room(installed):
    """Room on disk for what is still to come: packages and data, or data alone."""
    needed = ROOM_TO_RUN if installed else ROOM_TO_INSTALL
    free = shutil.disk_usage(str(ROOT)).free
    if free < needed:
        raise Stop(
            f"De schijf is te vol: er is {free // MEGABYTE} MB vrij en {needed // MEGABYTE} MB "
            "nodig. Maak ruimte en start opnieuw."
        )


def check_venv():
    """Debian ships Python without the parts that make an environment."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "Python mist het onderdeel venv. Installeer het (op Debian en Ubuntu: "
            "apt install python3-venv) en start opnieuw."
        )


def wanted_port():
    """The port from the environment (PORT), checked to be free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Stop(f"PORT={text} is geen poort. Kies een getal van 1024 tot 65535.")
    port = int(text)
    problem = _problem_with(port)
    if problem:
        free = next((p for p in range(port + 1, 65536) if p > 1023 and not _problem_with(p)), 8001)
        raise Stop(f"Poort {port} {problem}. Kies een andere, bijvoorbeeld PORT={free}.")
    return port


def _problem_with(port):
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except PermissionError:
            return "is alleen voor de beheerder van deze computer"
        except OSError:
            return "is al in gebruik"
    return ""


# --- The packages -----------------------------------------------------------------------------


def is_installed(lock):
    """Whether .venv holds what ``lock`` says; the development lock covers the other one."""
    if not INSTALLED.exists() or not PYTHON.exists():
        return False
    installed = INSTALLED.read_text().split()
    return any(_fingerprint(path) in installed for path in {lock, DEV_LOCK})


def install(lock):
    """Create .venv if need be and put exactly the packages of ``lock`` in it."""
    if not PYTHON.exists() or run([PYTHON, "-m", "pip", "--version"]) != 0:
        must_succeed(run([sys.executable, "-m", "venv", "--clear", VENV]))
    if INSTALLED.exists():
        INSTALLED.unlink()
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes"]
    if not _install_with_uv(pip, lock):
        must_succeed(run([*pip, "-r", lock]))
    INSTALLED.write_text(_fingerprint(lock))


def _install_with_uv(pip, lock):
    with tempfile.TemporaryDirectory() as folder:
        pinned = os.path.join(folder, "uv.txt")
        with open(pinned, "w") as file:
            file.write(pinned_uv())
        if run([*pip, "-r", pinned]) != 0:
            return False
    sync = ["-m", "uv", "pip", "sync", "--python", PYTHON, "--require-hashes", lock]
    return run([PYTHON, *sync], env=_uv_environment()) == 0


def pinned_uv():
    """The lines on uv in the development lock: its version with its hashes."""
    found = re.search(r"^uv==(?:.*\\\n)*.*\n", DEV_LOCK.read_text(), re.MULTILINE)
    return found.group(0) if found else "uv\n"


def _uv_environment():
    """The environment with pip's names in uv's words."""
    names = {
        "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
        "PIP_FIND_LINKS": "UV_FIND_LINKS",
        "PIP_CERT": "SSL_CERT_FILE",
    }
    known = {new: os.environ[old] for old, new in names.items() if os.environ.get(old)}
    return {**known, "UV_HTTP_TIMEOUT": "20", **os.environ}


def _fingerprint(lock):
    digest = hashlib.sha256(lock.read_bytes())
    # A moved folder or another Python makes an environment useless.
    digest.update("{} {}".format(VENV, (VENV / "pyvenv.cfg").read_text()).encode())
    return digest.hexdigest()


def must_succeed(exit_code):
    """Raise the advice that belongs to what the log says went wrong."""
    if exit_code == 0:
        return
    words = last_words()
    for pattern, advice in PROBLEMS:
        if re.search(pattern, words):
            raise Stop(advice)
    raise Stop("Het installeren is niet gelukt. Waarom staat in var/start.log.")


# --- The site ---------------------------------------------------------------------------------


def is_set_up():
    """Whether nothing changed since ``manage.py setup`` finished: no code, package or database."""
    fingerprint = setup_fingerprint()
    return bool(fingerprint) and SETUP_STAMP.exists() and SETUP_STAMP.read_text() == fingerprint


def setup_fingerprint():
    """What the stamp holds when all is done; a database that is not our own file is never done."""
    database = DATA_DIR / "db.sqlite3"
    if "DATABASE_URL" in os.environ or not database.exists():
        return ""
    digest = hashlib.sha256(RUNTIME_LOCK.read_bytes())
    # Another file under the same name is another database.
    about = [str(database.stat().st_ino), os.environ.get("DEBUG", "")]
    about += [os.environ.get(name, "") for name in ("BASE_URL", "STATIC_ROOT")]
    about.append(str(Path(os.environ.get("STATIC_ROOT") or str(DATA_DIR / "static")).exists()))
    for top in ("gideonsbende", "lessons", "members"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                seen = path.stat()
                about.append(f"{path} {seen.st_size} {seen.st_mtime_ns}")
    digest.update("\n".join(about).encode())
    return digest.hexdigest()


# --- What the person at the keyboard sees -----------------------------------------------------


@contextlib.contextmanager
def step(number):
    """Show a step while it runs; on a terminal its seconds count along."""
    title = f"[{number}/{len(STEPS)}] {STEPS[number - 1]}"
    began = time.monotonic()
    done = threading.Event()
    clock = threading.Thread(target=_count, args=(title, began, done), daemon=True)
    print(title, end=" ", flush=True)
    if sys.stdout.isatty():
        clock.start()
    try:
        yield
    except BaseException:
        _finish(clock, done, title, "gestopt")
        raise
    _finish(clock, done, title, f"{time.monotonic() - began:.1f} s")


def _count(title, began, done):
    while not done.wait(1):
        print(f"\r{title} {time.monotonic() - began:.0f} s", end=" ", flush=True)


def _finish(clock, done, title, outcome):
    done.set()
    if clock.is_alive():
        clock.join()
        print(f"\r{title}", end=" ")
    print(outcome.ljust(12), flush=True)


def run(command, **options):
    """Run a tool with its output in the log; when stopped, the tool stops too."""
    with LOG.open("ab") as log:
        log.write("\n$ {}\n".format(" ".join(map(str, command))).encode())
        log.flush()
        tool = subprocess.Popen(  # noqa: S603 - our own commands
            [str(part) for part in command], stdout=log, stderr=log, cwd=str(ROOT), **options
        )
        try:
            return tool.wait()
        finally:
            if tool.poll() is None:
                tool.terminate()
                tool.wait()


def start_log():
    """Empty the log; its folder is also where the site keeps its data."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    LOG.write_bytes(b"")


def last_words(size=4000):
    """The end of the log, to recognise what went wrong."""
    return LOG.read_bytes()[-size:].decode("utf-8", "replace") if LOG.exists() else ""


def guarded(task, *args):
    """Run ``task``; whatever goes wrong becomes one line and an exit code."""
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    try:
        task(*args)
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"\n{_advice(error)}")
    except Exception as error:
        with LOG.open("a") as log:
            traceback.print_exc(file=log)
        sys.exit(f"\nHet starten is niet gelukt ({error}). Meer staat in {LOG}.")


def _advice(error):
    if error.errno == errno.ENOSPC:
        return FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"U mag niet schrijven in {error.filename or ROOT}. Kies een map die van u is."
    return f"Het starten is niet gelukt: {error}."


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in GOALS:
        sys.exit("Gebruik: python3 -m gideonsbende.bootstrap {}".format("|".join(GOALS)))
    guarded(main, sys.argv[1])
