"""Progress at the terminal: one line for each step that is done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

DONE = "  ✓ "


def say(text: str) -> None:
    """Writes one line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(english: str, russian: str) -> Iterator[None]:
    """One visible step: told when it is done, with the seconds it took."""
    started = time.monotonic()
    yield
    say(f"{DONE}{english} ({time.monotonic() - started:.1f} s) · {russian}")
