"""Who brings the mail: a thread beside the readers, so that no page waits for a mail server.

Only a process that serves the site has one; what a command sends waits for ``run_due_tasks``.
"""

import atexit
import logging
import threading

from django.conf import settings
from django.db import DatabaseError, connection

from .delivering import deliver_due
from .models import Message

logger = logging.getLogger(__name__)

# As long as something waits, look again after this.
LOOK_AGAIN_SECONDS = 30
# Less than the server gives a process to stop.
GOODBYE_SECONDS = 4

_starting = threading.Lock()
_bell = threading.Event()
_stopping = threading.Event()
_serving = threading.Event()
_thread: threading.Thread | None = None


def serve() -> None:
    """This process serves readers. The thread itself begins with the first message, after forks."""
    if not _serving.is_set():
        _serving.set()
        atexit.register(stop)


def wake() -> None:
    """Called after every commit that sent something."""
    if settings.MAIL_AT_ONCE:
        deliver_due()
    elif _serving.is_set():
        _begin()
        _bell.set()


def stop() -> None:
    """Finish the message at hand, so that it does not go out again after a restart."""
    _stopping.set()
    _bell.set()
    if _thread and _thread.is_alive():
        _thread.join(GOODBYE_SECONDS)


def _begin() -> None:
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="courier", daemon=True)
            _thread.start()


def _work() -> None:
    patience = None
    while not _stopping.is_set():
        _bell.wait(patience)
        _bell.clear()
        patience = LOOK_AGAIN_SECONDS if _round() else None


def _round() -> bool:
    """Deliver what is due; whether something still waits."""
    try:
        deliver_due(stop=_stopping.is_set)
        return Message.objects.waiting().exists()
    except DatabaseError:
        logger.exception("mail waits: the database does not answer")
        return True
    except Exception:
        # The thread must outlive whatever a message does to it.
        logger.exception("mail waits")
        return True
    finally:
        connection.close()
