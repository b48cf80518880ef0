"""Killed, whole or in part, at any moment: the next start finds nothing wrong and leaves nothing behind."""

import signal
import time

import psutil
import pytest
from tests.turns import by_turns

PARTS = ["supervisor", "web", "web worker", "worker", "postgres"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["kill -9", "TERM"])
def test_any_part_dies_while_running(installation, number):
    installation.start(RYADOM_DEMO="0")
    installation.await_ready()
    for part in ("web", "web worker", "worker", "postgres"):
        victim = installation.process_of(part)
        victim.send_signal(number)
        psutil.wait_procs([victim], timeout=30)
        time.sleep(1)
        installation.await_healthy()  # what ended was started again
    installation.process.send_signal(number)
    installation.process.wait(60)
    installation.starts_and_stops_clean()


@pytest.mark.slow
@pytest.mark.parametrize("moment", by_turns([0.2, 1.5, 0.4, 3.0, 0.8, 6.0], 2))
def test_killed_at_any_moment_of_the_first_start(installation, moment):
    installation.start(RYADOM_DEMO="0")
    time.sleep(moment)
    installation.process.kill()
    installation.process.wait(60)
    installation.starts_and_stops_clean()


@pytest.mark.slow
@pytest.mark.parametrize("moment", by_turns([0.3, 1.0, 2.5], 1))
def test_told_to_stop_at_any_moment_of_the_first_start(installation, moment):
    installation.start(RYADOM_DEMO="0")
    time.sleep(moment)
    installation.process.terminate()
    installation.process.wait(60)
    assert installation.leftovers() == []
    installation.starts_and_stops_clean()


@pytest.mark.slow
def test_everything_killed_at_once(installation):
    installation.start(RYADOM_DEMO="0")
    installation.await_ready()
    for process in [installation.process_of(part) for part in PARTS]:
        process.kill()
    installation.starts_and_stops_clean()
