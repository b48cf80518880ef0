"""A whole Ryadom started in an empty folder, and looked at from outside."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """One data folder and one port, over several lives of the supervisor."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.output = data.parent / "terminal.txt"

    @property
    def environment(self) -> dict[str, str]:
        mine = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PYTEST_ADDOPTS"}}
        source = os.pathsep.join([str(CHECKOUT / "src"), mine.get("PYTHONPATH", "")])
        return mine | {"RYADOM_DATA": str(self.data), "RYADOM_PORT": str(self.port), "PYTHONPATH": source}

    def start(self, **extra: str) -> None:
        with self.output.open("w") as terminal:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ryadom.site.cli", "serve"],
                env=self.environment | extra,
                stdout=terminal,
                stderr=terminal,
                text=True,
                start_new_session=True,
            )

    def told(self) -> str:
        return self.output.read_text()

    def await_ready(self, limit: float = 240) -> None:
        assert self.process is not None
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if "Ctrl-C stops everything" in self.told():
                return
            assert self.process.poll() is None, f"ended while starting:\n{self.told()}"
            time.sleep(0.05)
        raise AssertionError(f"not ready after {limit} s:\n{self.told()}")

    def await_healthy(self, limit: float = 60) -> None:
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status == 200:
                    return
            time.sleep(0.2)
        raise AssertionError(f"not healthy after {limit} s:\n{self.told()}")

    def press_ctrl_c(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def process_of(self, part: str) -> psutil.Process:
        if part == "supervisor":
            assert self.process is not None
            return psutil.Process(self.process.pid)
        if part == "postgres":
            return psutil.Process(int((self.data / "postgres" / "postmaster.pid").read_text().split()[0]))
        if part == "web worker":
            return self.process_of("web").children()[0]
        return psutil.Process(int((self.data / "run" / f"{part}.pid").read_text().split()[0]))

    def leftovers(self) -> list[str]:
        """Every process that still belongs to this installation."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                command = process.cmdline()
                ours = "ryadom.site.cli" in command and process.environ().get("RYADOM_DATA") == str(self.data)
                if process.status() != psutil.STATUS_ZOMBIE and (ours or str(self.data / "postgres") in command):
                    found.append(" ".join(command))
        return found

    def starts_and_stops_clean(self) -> None:
        """A whole life without the demonstration, that ends by Ctrl-C and leaves no process."""
        self.start(RYADOM_DEMO="0")
        self.await_ready()
        self.await_healthy()
        assert self.press_ctrl_c() == 0, self.told()
        assert self.told().rstrip().endswith("Stopped. · Остановлено.")
        assert self.leftovers() == []

    def end(self) -> None:
        """After a failed test nothing may stay behind either."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if str(self.data / "postgres") in process.cmdline():
                    process.send_signal(signal.SIGINT)
                elif "ryadom.site.cli" in process.cmdline() and process.environ().get("RYADOM_DATA") == str(self.data):
                    process.kill()


@pytest.fixture
def open_folder():
    """A short folder that other users may pass, for PostgreSQL runs as another user when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="ryadom-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installation(open_folder):
    life = Installation(open_folder / "data")
    yield life
    life.end()
