"""The worker: does the jobs that rooms defer in their `tasks.py`. A kill loses none of them, see `tasks.py`."""

import asyncio
import os
import socket

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from ryadom.site.leash import follow_supervisor

CONCURRENCY = 4
LAST_WORDS = 15  # seconds a job may still take when we are told to stop; then it is left for rescue
HEARTBEAT = 10
STALLED_AFTER = 30


def work() -> None:
    """Works until told to stop by TERM or Ctrl-C."""
    follow_supervisor()
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(_work())


async def _work() -> None:
    async with app.open_async():
        await app.run_worker_async(
            name=f"{socket.gethostname()}:{os.getpid()}",
            concurrency=CONCURRENCY,
            shutdown_graceful_timeout=LAST_WORDS,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED_AFTER,
            listen_notify=True,
            fetch_job_polling_interval=5,
        )
