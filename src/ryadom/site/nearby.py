"""The database of a command typed by hand: the one in `DATABASE_URL`, else the embedded one of this checkout."""

import atexit
import os

from ryadom.site.environment import environment
from ryadom.site.postgres import EmbeddedPostgres


def find_database() -> None:
    """Puts the address into the environment; a server started for this command alone ends with it."""
    if environment().database_url:
        return
    server = EmbeddedPostgres(environment().data)
    if not server.running():
        atexit.register(server.stop)
    os.environ["DATABASE_URL"] = server.start()
    environment.cache_clear()
