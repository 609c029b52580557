"""Is this machine able to run the site? Every 'no' is one line that says what to do."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys

from .progress import ROOT, Stop

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")
HOST = "127.0.0.1"
MEGABYTE = 1024 * 1024
ROOM_TO_INSTALL = 1000 * MEGABYTE
ROOM_TO_RUN = 50 * MEGABYTE


def use_new_enough_python():
    """Go on under a newer Python when this one is too old and the machine has one."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:  # noqa: S603
            os.execv(path, [path, "-m", "gideonsbende.start", *sys.argv[1:]])  # noqa: S606
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
