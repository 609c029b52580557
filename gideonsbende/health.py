"""For whatever watches the site: does this process live, and may it be sent readers?"""

import secrets
from threading import Event

from django.core.cache import cache
from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Reading every migration takes half a second, and new ones only come with a new process.
_migrated = Event()


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database: restarting us would not mend that."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when readers may come; else 503 with the names of what is missing, and no more."""
    reasons = missing()
    return JsonResponse({"ready": not reasons, "missing": reasons}, status=503 if reasons else 200)


def missing() -> list[str]:
    """The names of what this process needs and does not have."""
    if not _has_database():
        return ["database"]
    checks = {"migrations": _is_migrated, "cache": _has_cache}
    return [name for name, works in checks.items() if not works()]


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseFailure, OSError):
        return False
    return True


def _is_migrated() -> bool:
    if not _migrated.is_set():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.set()
    return _migrated.is_set()


def _has_cache() -> bool:
    value = secrets.token_hex(8)
    try:
        cache.set("readyz", value, timeout=10)
        # Another process may have written in between; that it can be read back is what counts.
        return cache.get("readyz") is not None
    except Exception:
        return False
