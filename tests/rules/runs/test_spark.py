"""The same people decided here and on a cluster: one hash, also when an executor is killed in the middle."""

import json
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import psutil
import pytest
from tests.rules.runs.cluster import PYTHON, Cluster, cluster, environment
from tests.stories.cast import book

from ryadom.rules.imagined.region import imagined_part
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotWriter

pytestmark = pytest.mark.slow

ON = date(2026, 11, 20)
PARTS, FAMILIES = 6, 8_000  # families in a part: more than 100,000 people in all
AT_ONCE = 3_000  # families: so the last one of many a batch is carried over
if not PYTHON.exists() or not shutil.which("java"):
    pytest.skip("Spark has an environment of its own: make spark", allow_module_level=True)


@pytest.fixture(scope="module")
def population(tmp_path_factory) -> Path:
    """An imagined population on disk."""
    folder = tmp_path_factory.mktemp("population") / "north"
    rules = book("RU-CHE")
    whole = imagined_part(rules, families=PARTS * FAMILIES, seed=7, on=ON)
    with SnapshotWriter(folder, About("RU-CHE", ON, imagined=True, seed=7, title="Проба"), rules) as writer:
        for part in whole.split(FAMILIES):
            writer.add(part)
    assert Snapshot(folder).persons >= 100_000
    assert Snapshot(folder).count == PARTS
    return folder


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """The cluster."""
    with cluster(tmp_path_factory.mktemp("spark")) as found:
        yield found


def _command(population: Path, out: Path, *more: str) -> list[str]:
    words = ["run", "--population", str(population), "--on", f"{ON}", "--out", str(out), "--cliffs", "2000"]
    return [str(PYTHON), "-m", "ryadom.site.cli", *words, *more]


def _on(spark: Cluster) -> list[str]:
    carried = ["--spark", f"spark.ryadom.familiesAtOnce={AT_ONCE}"]
    return ["--engine", "spark", "--master", spark.master, *spark.settings, *carried]


@pytest.fixture(scope="module")
def local(population, spark, tmp_path_factory) -> Path:
    """The run on one machine."""
    out = tmp_path_factory.mktemp("local") / "run"
    subprocess.run(_command(population, out), check=True, env=environment(spark.folder), capture_output=True)
    return out


def _journal(out: Path) -> dict:
    return json.loads((out / "run.json").read_text("utf-8"))


def _demand_same(out: Path, local: Path) -> None:
    """The same hash, the same tables to the last byte, nothing half-written beside them."""
    here, there = _journal(out), _journal(local)
    assert here["complete"]
    assert here["hash"] == there["hash"]
    assert (out / "summary.json").read_bytes() == (local / "summary.json").read_bytes()
    assert len(list(out.glob("part-*.parquet"))) == PARTS
    assert not [path.name for path in out.glob(".*") if path.name != ".lock"]


def test_the_cluster_decides_as_one_machine_does(population, local, spark, tmp_path) -> None:
    done = subprocess.run(
        _command(population, tmp_path / "run", *_on(spark)),
        env=environment(spark.folder), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert _journal(local)["hash"] in done.stdout
    _demand_same(tmp_path / "run", local)
    assert spark.started() == 2, "both workers had an executor"
    assert not list(spark.folder.glob("ryadom-spark-*")), "what the driver needed for a while is gone"


def test_a_killed_executor_changes_nothing(population, local, spark, tmp_path) -> None:
    before, out = spark.started(), tmp_path / "run"
    command = _command(population, out, *_on(spark))
    with subprocess.Popen(
        command, env=environment(spark.folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        victim = _at_work(spark, out, run)
        victim.kill()
        _, error = run.communicate()
    assert run.returncode == 0, error.decode()
    assert spark.started() > before + 2, "another executor took its place"
    _demand_same(out, local)


def _at_work(spark: Cluster, out: Path, run: subprocess.Popen) -> psutil.Process:
    """An executor, as soon as the first part is written: others are being decided."""
    until = time.monotonic() + 600
    while time.monotonic() < until and run.poll() is None:
        if list(out.glob("part-*.parquet")):
            return spark.executors()[0]
        time.sleep(0.02)
    raise AssertionError(f"no part was ever written: {run.communicate()[1].decode()[-2000:]}")


def test_a_cluster_that_is_not_there_is_a_sentence(population, spark, tmp_path) -> None:
    done = subprocess.run(
        _command(population, tmp_path / "run", "--engine", "spark", "--master", "sparc://127.0.0.1:1"),
        env=environment(spark.folder), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Spark не запустился на sparc://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not _journal(tmp_path / "run")["complete"]
