"""Two starts at once: the second waits for the first."""

import threading
import time

import pytest
from django.db import connection

from ryadom.site.alone import KEY, alone


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first():
    told = []

    def second():
        with alone():
            told.append("second")
        connection.close()

    with alone():
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.3)
        told.append("first")
    waiting.join(10)
    assert told == ["first", "second"]


@pytest.mark.django_db
def test_the_lock_falls_also_after_a_fault():
    with pytest.raises(ValueError, match="broken"), alone():
        raise ValueError("broken")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [KEY])
        assert cursor.fetchone() == (0,)
