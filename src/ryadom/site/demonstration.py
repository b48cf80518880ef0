"""The demonstration: each room that has something to show holds a `demo.py`; the lowest floor loads first.

A room's `demo.py` offers `load(at)` and, where people can sign in, `LOGINS`: triples of role, login, password.
Loading a room and noting that it is loaded are one transaction: a kill leaves it either done or not begun.
"""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from types import ModuleType

from django.db import connection, transaction

from ryadom.site.rooms import rooms_with

NOTES = "CREATE TABLE IF NOT EXISTS ryadom_demo (room text PRIMARY KEY, loaded_at timestamptz NOT NULL)"
NOTE = "INSERT INTO ryadom_demo (room, loaded_at) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING room"


def _modules() -> Iterator[ModuleType]:
    return (import_module(f"{room}.demo") for room in rooms_with("demo.py"))


def load(at: datetime) -> list[str]:
    """Loads what is not loaded yet; returns the names of the rooms that loaded now."""
    with connection.cursor() as cursor:
        cursor.execute(NOTES)
    return [module.__name__ for module in _modules() if _load(module, at)]


@transaction.atomic
def _load(module: ModuleType, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [module.__name__, at])
        if cursor.fetchone() is None:
            return False
    module.load(at)
    return True


def logins() -> list[tuple[str, str, str]]:
    """Role, login and password of everybody who may sign in to the demonstration."""
    return [login for module in _modules() for login in getattr(module, "LOGINS", ())]
