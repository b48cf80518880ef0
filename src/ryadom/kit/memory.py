"""When Python looks for cycles of garbage: not in the middle of work that keeps what it makes until its end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles until the end. For short work only: it is for the whole process.

    Two threads at once do no harm: the first to end lets the search begin again a little early for the other.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
