"""`ryadom check`: whether this installation can serve people, part by part, each trouble with the way out."""

import io
import os
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection

from ryadom.lake.api import sweep
from ryadom.site.health import CHECKS
from ryadom.site.rooms import HOUSE

OLDEST_POSTGRES = 15


def _settings() -> str | None:
    told = io.StringIO()
    try:
        call_command("check", deploy=settings.PRODUCTION, stdout=told, stderr=told, fail_level="ERROR")
    except SystemCheckError as fault:
        return str(fault).strip().splitlines()[-1]
    return None


def _postgres() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, lower('ЁЖ'), 'я' > 'а'")
        major, lowered, ordered = cursor.fetchone()
        cursor.execute("SELECT current_setting('server_encoding')")
        (encoding,) = cursor.fetchone()
    if major < OLDEST_POSTGRES:
        return f"PostgreSQL {major} is too old: {OLDEST_POSTGRES} or newer is needed"
    if encoding != "UTF8" or lowered != "ёж" or not ordered:
        return "the database does not know Russian letters: make it with ENCODING 'UTF8' LOCALE 'C.UTF-8'"
    return None


def _not_superuser() -> str | None:
    if not settings.PRODUCTION:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        (superuser,) = cursor.fetchone()
    return "the site's role is a superuser: give it a role of its own" if superuser == "on" else None


def _data() -> str | None:
    place = settings.RYADOM.data
    if not os.access(place, os.W_OK | os.X_OK):
        return f"{place} cannot be written"
    sweep(settings.RYADOM.scratch)
    return None


def _practices() -> str | None:
    place = settings.RYADOM.practices
    return None if any(place.glob("*/*")) else f"no practices in {place}: set RYADOM_PRACTICES"


def _assets() -> str | None:
    made = HOUSE / "ui" / "static" / "vendor"
    return None if made.is_dir() and any(made.iterdir()) else "front-end assets are missing: `make prepare`"


def _user() -> str | None:
    if settings.PRODUCTION and os.geteuid() == 0:
        return "this is root; run Ryadom as a user of its own"
    return None


def _healthy(name: str) -> Callable[[], str | None]:
    def check() -> str | None:
        told = CHECKS[name]()
        return None if told == "ok" else told

    return check


PARTS: dict[str, Callable[[], str | None]] = {
    "settings": _settings,
    "database": _healthy("database"),
    "PostgreSQL": _postgres,
    "role": _not_superuser,
    "migrations": _healthy("migrations"),
    "worker": _healthy("worker"),
    "data folder": _data,
    "practices": _practices,
    "assets": _assets,
    "user": _user,
}


def parts() -> Iterator[tuple[str, str | None]]:
    """Name of each part and its trouble, or None when it is well."""
    for name, check in PARTS.items():
        try:
            yield name, check()
        except DatabaseError as fault:
            yield name, f"the database cannot be used: {type(fault).__name__}"
