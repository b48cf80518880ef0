"""One at a time: who changes tables or loads the demonstration waits for whoever is at it.

A start that was killed may have left a `migrate` that works to the end of its statement, and two machines may start at
once.
The lock belongs to the database session, so it falls with its owner.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

KEY = 0x52796164  # any number that nobody else uses: the letters «Ryad»


@contextmanager
def alone() -> Iterator[None]:
    """Holds the lock; waits for it first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
