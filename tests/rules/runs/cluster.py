"""A real standalone cluster of Spark on the loopback: a master and two workers, each a process of its own."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".venvs/spark/bin/python"
PATIENCE = 60
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
}


@dataclass(frozen=True)
class Cluster:
    """Where it is, and its processes."""

    master: str
    folder: Path
    workers: tuple[subprocess.Popen, ...]

    @property
    def settings(self) -> list[str]:
        """As the command takes them."""
        java = {"spark.executor.extraJavaOptions": f"-Djava.io.tmpdir={self.folder}"}
        return [word for pair in (SETTINGS | java).items() for word in ("--spark", "=".join(pair))]

    def executors(self) -> list[psutil.Process]:
        """The processes that decide, one at most for each worker."""
        below = [child for worker in self.workers for child in psutil.Process(worker.pid).children(recursive=True)]
        return [one for one in below if "CoarseGrainedExecutorBackend" in " ".join(_words(one))]

    def started(self) -> int:
        """How many executors have ever been started."""
        return len(list(self.folder.glob("work-*/app-*/[0-9]*")))


def environment(folder: Path) -> dict[str, str]:
    """Nothing of Spark's own settings from outside, and everything temporary in one folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return kept | {
        "PYTHONPATH": str(ROOT / "src"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": f"-Djava.io.tmpdir={folder}",
        "TMPDIR": str(folder),
    }


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """It stands while the block runs; its processes are ended by their ids."""
    running: list[subprocess.Popen] = []
    try:
        address = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        running.append(_daemon(folder, "master", "master.Master", *address))
        master = _said(folder / "master.log", r"Starting Spark master at (spark://\S+)")
        for name in ("one", "two"):
            room = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{name}")]
            running.append(_daemon(folder, name, "worker.Worker", *address, *room, master))
            _said(folder / f"{name}.log", r"Successfully registered with master (\S+)")
        yield Cluster(master, folder, tuple(running[1:]))
    finally:
        for process in reversed(running):
            _end(process)


def _daemon(folder: Path, name: str, what: str, *words: str) -> subprocess.Popen:
    spark = next((ROOT / ".venvs/spark/lib").glob("python3*/site-packages/pyspark"))
    command = [str(spark / "bin/spark-class"), f"org.apache.spark.deploy.{what}", *words]
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment(folder), cwd=folder)


def _said(log: Path, wanted: str) -> str:
    """What a daemon said of itself, once it has."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := re.search(wanted, log.read_text("utf-8", errors="replace")):
            return found.group(1)
        time.sleep(0.1)
    raise AssertionError(f"{log.name} never said {wanted}:\n{log.read_text('utf-8', errors='replace')[-2000:]}")


def _end(process: subprocess.Popen) -> None:
    """With all that it started."""
    try:
        below = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        below = []
    process.terminate()
    for one in below:
        _kill_if_left(one)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _kill_if_left(process: psutil.Process) -> None:
    try:
        process.wait(10)
    except psutil.TimeoutExpired:
        process.kill()
    except psutil.NoSuchProcess:
        pass


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
