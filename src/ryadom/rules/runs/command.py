"""The command `ryadom run`: everyone in a snapshot on a day. Nothing heavy is imported before it is called."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ryadom.rules.compiled import Rulebook
    from ryadom.rules.runs.running import Progress, Run
    from ryadom.rules.snapshots.store import Snapshot


class Families(click.ParamType):  # type: ignore[type-arg]  # click < 8.5 has no argument here
    """A number of families, or all of them."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        """None: all."""
        if value == "all" or value is None:
            return None
        found: int = click.IntRange(min=0).convert(value, param, ctx)
        return found


@click.command("run")
@click.option("--population", type=click.Path(path_type=Path), required=True, help="The folder of a snapshot.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day asked about.")
@click.option("--measure", "measures", multiple=True, help="Only these measures.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder, or one of the same run.")
@click.option(
    "--workers", "--threads", type=click.IntRange(1, 256), default=None, help="Processes: as many as processors."
)
@click.option("--cliffs", type=Families(), default="20000", help="Families decided twice for cliffs: a number or all.")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Which families those are.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", help="This machine, or a cluster.")
@click.option("--master", help="The cluster, as spark://host:7077.")
@click.option("--spark", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of Spark's own.")
@click.option("--practices", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The library.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru")
def run_command(
    population: Path,
    on: datetime,
    measures: tuple[str, ...],
    out: Path,
    workers: int | None,
    cliffs: int | None,
    seed: int,
    engine: str,
    master: str | None,
    settings: tuple[str, ...],
    practices: Path | None,
    lang: str,
) -> None:
    """Decide every family of a snapshot and write decisions and tables; called again, it goes on."""
    from ryadom.lake.api import LakeError
    from ryadom.rules.runs.running import run
    from ryadom.rules.snapshots.store import Snapshot

    try:
        book = _book(Snapshot(population).about.region, practices, lang)
        snapshot = Snapshot(population, book)
        with _bar(snapshot.families) as progress:
            told: dict[str, Any] = {
                "on": on.date(), "measures": measures or None, "out": out, "cliffs": cliffs, "seed": seed,
                "progress": progress,
            }  # fmt: skip
            if engine == "spark":
                done = _on_cluster(snapshot, book, master, settings, told)
            else:
                done = run(snapshot, book, workers=workers or os.cpu_count() or 1, **told)
    except LakeError as error:
        raise click.ClickException(error.said(lang)) from None
    _say(done, lang)


def _on_cluster(
    snapshot: "Snapshot", book: "Rulebook", master: str | None, settings: tuple[str, ...], told: dict[str, Any]
) -> "Run":
    from ryadom.rules.runs.spark.running import run_on_spark

    if not master:
        raise click.UsageError("--engine spark: --master spark://host:7077 is needed")
    pairs = dict(one.partition("=")[::2] for one in settings)
    if "" in pairs.values():
        raise click.UsageError("--spark takes NAME=VALUE")
    return run_on_spark(snapshot, book, master=master, settings=pairs, **told)


def _book(region: str, practices: Path | None, lang: str) -> "Rulebook":
    from ryadom.rules.cli import PRACTICES, books
    from ryadom.rules.runs.faults import RunError

    known = books(practices or PRACTICES)
    book = known(region)
    if book is None:
        there = ", ".join(sorted(known.library.regions))
        raise RunError(
            f"Снимок региона {region}, а практик для него нет; есть: {there}.",
            f"A snapshot of {region}, and there are no practices for it; there are: {there}.",
        )
    return book


@contextmanager
def _bar(families: int) -> Iterator["Progress"]:
    """A bar for whoever watches; nothing in a log."""
    with click.progressbar(length=families, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


def _say(done: "Run", lang: str) -> None:
    from ryadom.rules.runs.words import heading

    know = done.summary.coverage
    words = ("семей", "людей", "решений", "хеш") if lang == "ru" else ("families", "persons", "answers", "hash")
    for line in (
        heading(done.summary).said(lang),
        *(f"{word} {n}" for word, n in zip(words, (know.families, know.persons, know.answers), strict=False)),
        f"{words[-1]} {done.hash}",
        str(done.out),
    ):
        click.echo(line)
