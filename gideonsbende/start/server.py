"""How gunicorn serves the site, on your own machine and in production."""

import gc
import os
from typing import Any

_host = os.environ.get("HOST", "127.0.0.1")
_port = os.environ.get("PORT", "8000")

bind = f"{_host}:{_port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
graceful_timeout = 5
# Without this gunicorn leaves a socket in the home folder.
control_socket_disable = True
loglevel = "warning"
if os.path.isdir("/dev/shm"):  # noqa: S108 - a heartbeat file, emptied by its owner
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def post_worker_init(worker: Any) -> None:
    """Settle, and on your own machine tell where the site is, once."""
    from gideonsbende import demo_accounts

    # What was loaded stays: looking through it for garbage costs every request a little.
    gc.collect()
    gc.freeze()
    if worker.age == 1 and demo_accounts.allowed():
        print(welcome(), flush=True)


def welcome() -> str:
    """The addresses and the demo accounts, for the person who just started the site."""
    from django.conf import settings

    from gideonsbende.demo_accounts import ACCOUNTS

    site = f"http://127.0.0.1:{_port}"
    people = "\n".join(f"  {who.email:<34}{who.what}" for who in ACCOUNTS)
    return f"""
De site        {site}/
De redactie    {site}/{settings.DESK_PATH}
Inloggen       {site}/account/login/  (de code staat op {site}/ontwikkeling/post/)
{people}

Stoppen: Ctrl-C"""
