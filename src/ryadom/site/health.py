"""`/healthz`: whether the site can do its work, for a watcher that is not a person. Says nothing about anyone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT_LIMIT = timedelta(seconds=60)
_migrated: set[str] = set()  # databases seen complete: migrations are not unmade under a running site


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def waiting_migrations() -> bool:
    """Whether the code knows tables that the database does not have yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrations() -> str:
    name = str(connection.settings_dict["NAME"])
    if name not in _migrated:
        if waiting_migrations():
            return "behind: run `ryadom migrate`"
        _migrated.add(name)
    return "ok"


def _worker() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (last,) = cursor.fetchone()
    if last is None or datetime.now(UTC) - last > HEARTBEAT_LIMIT:
        return "no heartbeat: run `ryadom worker`"
    return "ok"


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations, "worker": _worker}


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError:
        return "unreachable"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when every part works, else 503; each part is named."""
    parts = {name: _ask(check) for name, check in CHECKS.items()}
    healthy = set(parts.values()) == {"ok"}
    return JsonResponse({"healthy": healthy, **parts}, status=200 if healthy else 503)
