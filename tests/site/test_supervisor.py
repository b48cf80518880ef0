"""`make run` as a person meets it: it starts, it stops, and no kill leaves anything wrong behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_first_start_second_start_and_data_stay(installation):
    installation.start()
    installation.await_ready(limit=300)
    assert installation.press_ctrl_c() == 0
    key = (installation.data / "secret-key").read_text()
    begun = time.monotonic()
    installation.start()
    installation.await_ready()
    busy = max(1, os.getloadavg()[0] / (os.cpu_count() or 1))  # the promise is for a machine that does nothing else
    assert time.monotonic() - begun < 15 * busy
    assert installation.press_ctrl_c() == 0
    assert (installation.data / "secret-key").read_text() == key
    assert (installation.data / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_server_whose_data_were_deleted_is_not_left_behind(installation):
    installation.start(RYADOM_DEMO="0")
    installation.await_ready()
    orphan = installation.process_of("postgres")
    installation.process.kill()
    installation.process.wait()
    shutil.rmtree(installation.data)
    installation.starts_and_stops_clean()
    assert not orphan.is_running()


@pytest.mark.slow
def test_a_pid_file_that_now_names_a_stranger_does_not_confuse(installation):
    installation.start(RYADOM_DEMO="0")
    installation.await_ready()
    lock = installation.data / "postgres" / "postmaster.pid"
    kept = lock.read_text()
    assert installation.press_ctrl_c() == 0
    stranger = subprocess.Popen(["sleep", "100"])
    try:
        lines = kept.splitlines()
        lock.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        (installation.data / "run" / "web.pid").write_text(f"{stranger.pid} 12345.0")
        installation.starts_and_stops_clean()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.slow
def test_ctrl_c_through_make_reaches_only_the_supervisor(installation):
    with installation.output.open("w") as terminal:
        installation.process = subprocess.Popen(
            ["make", "run"],
            cwd=CHECKOUT,
            env=installation.environment | {"PYTHON": sys.executable},
            stdout=terminal,
            stderr=terminal,
            text=True,
            start_new_session=True,
        )
    installation.await_ready(limit=300)
    os.killpg(installation.process.pid, signal.SIGINT)  # the terminal sends it to the whole group
    installation.process.wait(60)
    assert "Stopped." in installation.told()
    assert "Traceback" not in installation.told()
    assert installation.leftovers() == []


def one_sentence(told):
    assert "Traceback" not in told
    lines = [line for line in told.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1, told
    return lines[0]


def test_a_busy_port_is_named_with_the_way_out(installation):
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", installation.port))
        stranger.listen()
        installation.start(RYADOM_DEMO="0")
        assert installation.process.wait(60) == 1
    assert one_sentence(installation.told()).startswith(f"Error: Port {installation.port} is busy: `make run PORT=")
    assert installation.leftovers() == []


def test_a_second_supervisor_on_the_same_data_is_refused(installation):
    installation.data.mkdir()
    (installation.data / "run").mkdir()
    import fcntl

    with (installation.data / "run" / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("4242")
        held.flush()
        installation.start(RYADOM_DEMO="0")
        assert installation.process.wait(60) == 1
    assert "already runs" in one_sentence(installation.told())
    assert "4242" in installation.told()


def test_a_folder_that_cannot_be_written_is_named(installation):
    installation.start(RYADOM_DATA="/proc/ryadom")
    assert installation.process.wait(60) == 1
    assert "cannot be written" in one_sentence(installation.told())


def test_an_unknown_database_address_is_one_sentence(installation):
    installation.start(DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert installation.process.wait(60) == 1
    assert "database cannot be used" in one_sentence(installation.told())


def test_a_wrong_environment_names_the_variable(installation):
    installation.start(RYADOM_PORT="eighty")
    assert installation.process.wait(60) == 1
    assert "RYADOM_PORT" in one_sentence(installation.told())
