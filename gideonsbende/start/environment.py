"""The Python environment in .venv, exactly as the hashed lock file says."""

import hashlib
import os
import re
import sys
import tempfile

from .progress import ROOT, Stop, last_words, run

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed"
RUNTIME_LOCK = ROOT / "requirements.txt"
# Holds everything of the runtime lock, and the tools that test and check.
DEV_LOCK = ROOT / "requirements-dev.txt"

PROBLEMS = (
    ("No space left on device|os error 28", "De schijf is vol. Maak ruimte en start opnieuw."),
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


def is_ready(lock):
    """Whether .venv holds what ``lock`` says; the development lock covers the other one."""
    if not STAMP.exists() or not PYTHON.exists():
        return False
    installed = STAMP.read_text().split()
    return any(_fingerprint(path) in installed for path in {lock, DEV_LOCK})


def make(lock):
    """Create .venv if need be and put exactly the packages of ``lock`` in it."""
    if not PYTHON.exists() or run([PYTHON, "-m", "pip", "--version"]) != 0:
        _must_succeed(run([sys.executable, "-m", "venv", "--clear", VENV]))
    if STAMP.exists():
        STAMP.unlink()
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes"]
    if not _install_with_uv(pip, lock):
        _must_succeed(run([*pip, "-r", lock]))
    STAMP.write_text(_fingerprint(lock))


def _install_with_uv(pip, lock):
    with tempfile.TemporaryDirectory() as folder:
        pinned = os.path.join(folder, "uv.txt")
        with open(pinned, "w") as file:
            file.write(_pinned_uv())
        if run([*pip, "-r", pinned]) != 0:
            return False
    sync = ["-m", "uv", "pip", "sync", "--python", PYTHON, "--require-hashes", lock]
    return run([PYTHON, *sync], env=_uv_environment()) == 0


def _pinned_uv():
    """The lines on uv in the development lock: its version with its hashes."""
    found = re.search(r"^uv==(?:.*\\\n)*.*\n", DEV_LOCK.read_text(), re.MULTILINE)
    return found.group(0) if found else "uv\n"


def _uv_environment():
    """The environment with pip's index and certificate named as uv names them."""
    names = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_CERT": "SSL_CERT_FILE"}
    known = {new: os.environ[old] for old, new in names.items() if os.environ.get(old)}
    return {**known, "UV_HTTP_TIMEOUT": "20", **os.environ}


def _fingerprint(lock):
    digest = hashlib.sha256(lock.read_bytes())
    # A moved folder or another Python makes an environment useless.
    digest.update("{} {}".format(VENV, (VENV / "pyvenv.cfg").read_text()).encode())
    return digest.hexdigest()


def _must_succeed(exit_code):
    if exit_code == 0:
        return
    words = last_words()
    for pattern, advice in PROBLEMS:
        if re.search(pattern, words):
            raise Stop(advice)
    raise Stop("Het installeren is niet gelukt. Waarom staat in var/start.log.")
