"""The command `ryadom whatif`: a scenario against the rules in force. Nothing heavy is imported before it is called."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ryadom.rules.runs.cliffs import Sample
    from ryadom.rules.snapshots.store import Snapshot
    from ryadom.rules.whatif.comparison import Comparison
    from ryadom.rules.whatif.sides import StatusQuo

LOOKED_AT = 20_000  # families that are decided once more for cliffs


@click.command("whatif")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--population", type=click.Path(path_type=Path), required=True, help="The folder of a snapshot.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Another day than the scenario's own.")
@click.option("--out", type=click.Path(path_type=Path), help="A folder for the tables: JSON, XLSX, PDF, charts.")
@click.option("--cliffs", type=click.IntRange(min=0), default=LOOKED_AT, help="About so many families; 0: none.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--practices", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The library.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru")
def whatif_command(
    scenario: Path, population: Path, on: datetime | None, out: Path | None, cliffs: int, as_json: bool,
    practices: Path | None, lang: str,
) -> None:  # fmt: skip
    """What SCENARIO (a YAML file) would do to everyone in a snapshot: who gains, who loses, what it costs."""
    from ryadom.lake.api import LakeError
    from ryadom.packs.api import PracticeErrors
    from ryadom.rules.whatif.rendering import comparison_as_data
    from ryadom.rules.whatif.worth import TooLarge

    try:
        found = _compare(scenario, population, on.date() if on else None, cliffs, practices, lang)
        if out:
            from ryadom.rules.whatif.files import write_files

            write_files(found, out, lang)
    except LakeError as error:
        raise click.ClickException(error.said(lang)) from None
    except TooLarge as error:
        raise click.ClickException(f"{error.measure}: выплата больше миллиарда рублей") from None
    except PracticeErrors as errors:
        for finding in errors.findings:
            click.echo(finding.said(lang), err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(comparison_as_data(found), ensure_ascii=False))
    else:
        _show(found, lang)


def _compare(
    scenario: Path, population: Path, on: date | None, cliffs: int, practices: Path | None, lang: str
) -> "Comparison":
    from ryadom.rules.snapshots.store import Snapshot
    from ryadom.rules.whatif.population import Population
    from ryadom.rules.whatif.reading import read_scenario
    from ryadom.rules.whatif.running import compare

    quo = _status_quo(Snapshot(population).about.region, practices)
    asked = read_scenario(scenario, quo, on=on)
    snapshot = Snapshot(population, quo.book)
    people = Population.of_snapshot(snapshot, quo.book, asked.on)
    with click.progressbar(length=people.families, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        return compare(quo, asked, people, sample=_sample(snapshot, cliffs, asked.seed), progress=bar.update)


def _sample(snapshot: "Snapshot", wanted: int, seed: int) -> "Sample | None":
    from ryadom.rules.runs.cliffs import Sample

    return Sample.choose(snapshot.families, wanted, seed) if wanted else None


def _status_quo(region: str, practices: Path | None) -> "StatusQuo":
    from ryadom.packs.api import load_library
    from ryadom.rules.cli import PRACTICES
    from ryadom.rules.whatif.sides import StatusQuo

    library = load_library(practices or PRACTICES)
    if library.region(region) is None:
        there = ", ".join(sorted(library.regions))
        raise click.ClickException(f"снимок региона {region}, а практик для него нет; есть: {there}")
    return StatusQuo.of_library(library, region)


def _show(found: "Comparison", lang: str) -> None:
    from ryadom.rules.whatif.telling import told

    shown = told(found, lang)
    click.echo(f"{shown.title} · {shown.ground}")
    for sentence in shown.sentences:
        click.echo(sentence)
    for table in shown.tables:
        if table.rows:
            click.echo(f"\n{table.title}")
            click.echo(" | ".join(table.columns))
            for row in table.rows:
                click.echo(" | ".join("" if cell is None else str(cell) for cell in row))
        if table.rows and table.note:
            click.echo(table.note)
