"""A part ends when its supervisor ends, even when that one was killed and could tell nobody.

The supervisor holds the writing end of a pipe; each part reads the other end and learns of the death by its closing.
"""

import os
import signal
import threading
import time

VARIABLE = "RYADOM_LEASH"
PATIENCE = 15  # seconds to finish what is under way


def _watch(end: int) -> None:
    while os.read(end, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def follow_supervisor() -> None:
    """Begins to watch; does nothing where there is no supervisor, as under systemd."""
    given = os.environ.get(VARIABLE, "")
    if given.isdigit():
        threading.Thread(target=_watch, args=(int(given),), name="leash", daemon=True).start()
