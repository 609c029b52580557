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
# Loaded once and shared: a worker starts at once and costs half the memory.
preload_app = True
graceful_timeout = 5
# Without this gunicorn leaves a socket in the home folder.
control_socket_disable = True
loglevel = "warning"
# Nobody in front of us says under which prefix the site runs; a client may not say so either.
forwarder_headers = ""
if os.path.isdir("/dev/shm"):  # noqa: S108 - a heartbeat file, emptied by its owner
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(_server: Any) -> None:
    """Settle before the workers split off: no connection is shared, and no garbage looked for."""
    from django.db import connections

    connections.close_all()
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """On your own machine, tell where the site is, once."""
    from gideonsbende.demo import accounts

    if worker.age == 1 and accounts.allowed():
        print(welcome(), flush=True)


def welcome() -> str:
    """The addresses and the demo accounts, for the person who just started the site."""
    from django.conf import settings

    from gideonsbende.demo.accounts import ACCOUNTS

    site = f"http://127.0.0.1:{_port}"
    people = "\n".join(f"  {who.email:<34}{who.what}" for who in ACCOUNTS)
    return f"""
De site        {site}/
De redactie    {site}/{settings.DESK_PATH}
Inloggen       {site}/account/login/  (de code staat op {site}/ontwikkeling/post/)
{people}

Stoppen: Ctrl-C"""
