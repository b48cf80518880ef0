"""`ryadom population make` and `show`: an imagined region into a snapshot, and what it holds."""

import json
import sys
import time
from datetime import datetime
from pathlib import Path

import click

PRACTICES = Path(__file__).resolve().parents[4] / "practices"
REGIONS = Path(__file__).resolve().parents[4] / "demo" / "regions"
FEWEST, MOST = 1, 200_000_000


@click.group("population")
def population_group() -> None:
    """Populations to try rules on: условное население."""


@population_group.command("make")
@click.option("--region", required=True, help="A region's folder or code: chelyabinsk, RU-CHE; or a .toml file.")
@click.option("--persons", required=True, type=click.IntRange(FEWEST, MOST), help="How many people.")
@click.option("--seed", default=7, show_default=True, type=click.IntRange(0), help="The same seed, the same people.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="A new folder.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; the one of the region's file by default.")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(0, 64), help="Imagining beside writing.")
@click.option("--practices", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PRACTICES)
def make_command(
    region: str, persons: int, seed: int, out: Path, on: datetime | None, threads: int, practices: Path
) -> None:
    """Imagine a region and write it as a snapshot with its calibration report."""
    from ryadom.lake.api import LakeError
    from ryadom.rules.imagined.faults import RegionFault
    from ryadom.rules.imagined.making import make

    try:
        book, told = _book_of(region, practices)
        started = time.perf_counter()
        made = make(book, told, out, persons=persons, seed=seed, on=on.date() if on else None, threads=threads)
    except RegionFault as fault:
        click.echo(fault.ru, err=True)
        sys.exit(1)
    except LakeError as error:
        raise click.ClickException(error.ru) from None
    seconds = time.perf_counter() - started
    click.echo(f"условное население: {made.persons} человек, {made.families} семей, {out}")
    click.echo(f"хеш {made.hash}")
    click.echo(f"{seconds:.1f} с, {persons / seconds:,.0f} человек в секунду".replace(",", " "))


def _book_of(region: str, practices: Path):  # type: ignore[no-untyped-def]
    """The rulebook of a region and its file: by a file, by the name of one, or by the region's code."""
    from ryadom.rules.cli import books
    from ryadom.rules.imagined.making import region_file

    told = region_file(region)
    book = books(practices)(told.region)
    if book is None:
        raise click.ClickException(f"для региона {told.region} нет практик")
    return book, told


@population_group.command("show")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def show_command(folder: Path) -> None:
    """What the snapshot in FOLDER holds."""
    from ryadom.lake.api import LakeError
    from ryadom.rules.snapshots.store import Snapshot

    try:
        snapshot = Snapshot(folder)
    except LakeError as error:
        raise click.ClickException(error.ru) from None
    about = snapshot.about
    click.echo(f"{about.title or about.region}, на {about.as_of}")
    click.echo("условное население" + (f", зерно {about.seed}" if about.seed is not None else "")
               if about.imagined else "настоящие сведения")  # fmt: skip
    click.echo(f"семей {snapshot.families}, людей {snapshot.persons}, частей {snapshot.count}")
    if snapshot.months:
        click.echo(f"доходы с {snapshot.months[0]:%Y-%m} по {snapshot.months[-1]:%Y-%m}")
    click.echo(f"хеш {snapshot.hash}")
    report = folder / "calibration.json"
    if report.is_file():
        _show_calibration(json.loads(report.read_text("utf-8")), report)


def _show_calibration(data: dict, report: Path) -> None:  # type: ignore[type-arg]
    """The marginal furthest from what was asked, in points."""
    worst = max(data["rows"], key=lambda row: abs(float(row["difference"])), default=None)
    assumed = sum(row["origin"].startswith("допущение") for row in data["rows"])
    click.echo(f"долей {len(data['rows'])}, из них допущений {assumed}; подробно: {report.with_suffix('.md')}")
    if worst:
        points = f"{float(worst['difference']) * 100:+.2f} п. п."
        click.echo(f"дальше всего от заданного: {worst['title']}, {worst['name']}: {points} (из {worst['of']})")
