"""A job survives the death of its worker."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from tests.database import database_address

CHECKOUT = Path(__file__).resolve().parents[2]

WORKER = """
import pathlib, sys, time
from ryadom.site.cli import set_up_django
set_up_django()
from procrastinate.contrib.django import app
from ryadom.site import jobs
jobs.HEARTBEAT, jobs.STALLED_AFTER = 1, 3

@app.task(name="proof.letter")
def letter(place):
    begun = pathlib.Path(place, "begun")
    if not begun.exists():
        begun.touch()
        time.sleep(60)
    pathlib.Path(place, "done").touch()

jobs.work()
"""


@pytest.fixture
def start_worker(transactional_db):
    started = []

    def start():
        environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src"), "DATABASE_URL": database_address()}
        started.append(subprocess.Popen([sys.executable, "-c", WORKER], env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def await_file(path, limit=30):
    deadline = time.monotonic() + limit
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not come"
        time.sleep(0.1)


@pytest.mark.slow
def test_a_job_survives_the_death_of_its_worker(start_worker, tmp_path):
    number = app.configure_task("proof.letter").defer(place=str(tmp_path))
    first = start_worker()
    await_file(tmp_path / "begun")
    first.kill()
    first.wait()
    time.sleep(4)  # its heartbeat grows old
    start_worker()
    app.configure_task("site.rescue_stalled_jobs").defer(timestamp=0)  # what the minute brings by itself
    await_file(tmp_path / "done")
    time.sleep(0.5)
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [number])
        assert cursor.fetchone() == ("succeeded",)
