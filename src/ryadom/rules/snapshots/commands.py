"""Commands over snapshots that need no database: made from files, and shown."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from ryadom.packs.api import Library
from ryadom.rules.cli import books, practices_option
from ryadom.rules.snapshots.files.cells import SOURCES
from ryadom.rules.snapshots.files.making import make_snapshot
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotError
from ryadom.rules.snapshots.telling import as_data, made_said, shown

lang_option = click.option("--lang", type=click.Choice(["ru", "en"]), default="ru")


def region_code(library: Library, said: str) -> str:
    """The code of a region named by its code or by its folder of practices. Raises SnapshotError."""
    if said in library.regions:
        return said
    for practice in library.practices.values():
        if practice.region and practice.id.partition("/")[0] == said:
            return practice.region.code
    known = ", ".join(sorted(library.regions))
    raise SnapshotError(f"Нет региона «{said}»; есть: {known}.", f'No region "{said}"; there are: {known}.')


@click.command("make")
@click.option(
    "--from",
    "source_folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with families, persons, incomes and received (CSV, XLSX or Parquet).",
)
@click.option("--region", required=True, help="A region's code or folder: RU-CHE or chelyabinsk.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day on which the facts hold.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A new folder.")
@click.option("--only-good", is_flag=True, help="Leave families with a fault out instead of writing nothing.")
@click.option("--source", type=click.Choice(SOURCES), default="said", help="Who says it where no column does.")
@click.option("--title", default="", help="What people will read above tables.")
@practices_option
@lang_option
def make_command(
    source_folder: Path,
    region: str,
    on: datetime,
    out: Path,
    only_good: bool,
    source: str,
    title: str,
    practices: Path,
    lang: str,
) -> None:
    """Write a snapshot from files; every bad row goes to OUT.faults.csv. Ends with 1 where nothing was written."""
    known = books(practices)
    report = out.with_name(f"{out.name}.faults.csv")
    try:
        book = known(region_code(known.library, region))
        assert book is not None, "a region of the library has a book"
        about = About(book.region, on.date(), title=title)
        made = make_snapshot(source_folder, out, about, book, report=report, only_good=only_good, source=source)
    except SnapshotError as error:
        raise click.ClickException(error.said(lang)) from None
    for line in made_said(made, str(report), lang):
        click.echo(line)
    sys.exit(0 if made.hash else 1)


@click.command("show")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@lang_option
def show_command(folder: Path, as_json: bool, lang: str) -> None:
    """Whose families FOLDER holds, how many, what is not known of them, and the content hash."""
    try:
        snapshot = Snapshot(folder)
    except SnapshotError as error:
        raise click.ClickException(error.said(lang)) from None
    if as_json:
        click.echo(json.dumps(as_data(snapshot), ensure_ascii=False, indent=1))
        return
    for line in shown(snapshot, lang):
        click.echo(line)


snapshot_commands = (make_command, show_command)
