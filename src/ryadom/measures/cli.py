"""Commands over snapshots: from files, from the region's own people, and what one holds."""

import sys
from datetime import datetime
from pathlib import Path

import click

from ryadom.rules.api import snapshot_commands


@click.group("snapshot")
def snapshot_group() -> None:
    """Many families at one moment, in columns: the population that rules are run over."""


@snapshot_group.command("take")
@click.option("--region", required=True, help="A region's code or folder: RU-CHE or chelyabinsk.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day on which facts hold.")
@click.option("--known-at", type=click.DateTime(), help="Only what was recorded by then; everything by default.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A new folder.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru")
def take_command(region: str, on: datetime, known_at: datetime | None, out: Path, lang: str) -> None:
    """Write the region's own people from the database."""
    from django.conf import settings
    from django.db import OperationalError

    from ryadom.measures import api as measures
    from ryadom.packs.api import load_library
    from ryadom.regions.clock import zone_of
    from ryadom.rules import api as rules

    try:
        code = rules.region_code(load_library(settings.RYADOM.practices), region)
        moment = known_at.replace(tzinfo=zone_of(code)) if known_at else None
        book = rules.rulebook(code, on.date())
        taken = measures.take_snapshot(book=book, on=on.date(), out=out, known_at=moment, progress=_dot)
    except rules.SnapshotError as error:
        raise click.ClickException(error.said(lang)) from None
    except LookupError as error:
        raise click.ClickException(str(error)) from None
    except OperationalError as error:
        said = "База данных не отвечает" if lang == "ru" else "The database does not answer"
        raise click.ClickException(f"{said}: {error}".strip()) from None
    for line in rules.taken_said(taken.manifest, taken.left, lang):
        click.echo(line)


def _dot(families: int) -> None:
    """A sign of life where somebody watches."""
    if sys.stderr.isatty():
        click.echo(".", nl=False, err=True)


take_command.callback.needs_django = True  # type: ignore[union-attr]
for command in snapshot_commands:
    snapshot_group.add_command(command)
commands = [snapshot_group]
