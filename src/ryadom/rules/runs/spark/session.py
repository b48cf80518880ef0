"""A Spark session: started for one run, stopped after it, nothing left behind."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ryadom.rules.runs.faults import RunError

PATIENCE = 120  # seconds for the first executor to come
BATCH = 1_000  # rows in an Arrow batch on their way to Python


@contextmanager
def session(master: str, settings: Mapping[str, str]) -> Iterator[Any]:
    """A session on a cluster with an executor at least. `settings` are Spark's own, by name. Raises RunError."""
    builder = _builder()
    with TemporaryDirectory(prefix="ryadom-spark-") as scratch:
        for name, value in {**_settings(Path(scratch)), **settings}.items():
            builder = builder.config(name, value)
        try:
            spark = builder.master(master).appName("ryadom run").getOrCreate()
        except Exception as error:  # Spark tells its failures by a dozen classes
            raise RunError(
                f"Spark не запустился на {master}: {short(error)}", f"Spark did not start on {master}: {short(error)}"
            ) from None
        try:
            spark.sparkContext.setLogLevel("ERROR")
            _await_executor(spark, master)
            yield spark
        finally:
            spark.stop()


def _builder() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise RunError(
            "Для расчёта на Spark нужен набор ryadom[spark]: `make spark`, потом .venvs/spark/bin/ryadom run ...",
            "Spark needs the extra ryadom[spark]: `make spark`, then .venvs/spark/bin/ryadom run ...",
        ) from None
    return SparkSession.builder


def _settings(scratch: Path) -> dict[str, str]:
    """The same Python on both sides; a page of its own, a warehouse and other folders are not needed."""
    path = os.pathsep.join(one for one in sys.path if one and Path(one).is_dir())
    return {
        "spark.pyspark.python": sys.executable,
        "spark.pyspark.driver.python": sys.executable,
        "spark.executorEnv.PYTHONPATH": path,
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={scratch}",
    }


def _await_executor(spark: Any, master: str) -> None:
    """A cluster that gives nothing would let a job wait for ever."""
    if not master.startswith("spark://"):
        return
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() > 1:  # the driver itself is one
            return
        time.sleep(0.2)
    raise RunError(
        f"{master} за {PATIENCE} с не дал ни одного исполнителя: нет свободных машин или памяти.",
        f"{master} gave no executor in {PATIENCE} s: no machine or no memory is free.",
    )


def short(error: Exception) -> str:
    """The line that says what happened: the last one of a Python traceback, else the first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("ryadom.") or "Error: " in line]
    return (told or lines or [type(error).__name__])[-1 if told else 0][:300]
