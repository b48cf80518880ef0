"""Commands over snapshots and over the region's own people: what a snapshot holds, and what rules say of everybody."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ryadom.rules.api import snapshot_commands


@click.group("snapshot")
def snapshot_group() -> None:
    """Many families at one moment, in columns: the population that rules are run over."""


@snapshot_group.command("take")
@click.option("--region", required=True, help="A region's code, as RU-CHE, or its folder of practices.")
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
        raise click.ClickException(_silent(error, lang)) from None
    for line in rules.taken_said(taken.manifest, taken.left, lang):
        click.echo(line)


@click.command("determine")
@click.option("--region", required=True, help="A region's code, as RU-CHE, or its folder of practices.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day on which facts hold.")
@click.option("--measure", "measures", multiple=True, help="Only these measures; all by default.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru")
def determine_command(region: str, on: datetime, measures: tuple[str, ...], lang: str) -> None:
    """Say of the region's own people what the rules say, and keep it: a proposal to staff, never a decision."""
    from django.conf import settings
    from django.db import OperationalError

    from ryadom.measures import api as door
    from ryadom.packs.api import load_library
    from ryadom.regions.clock import now
    from ryadom.rules import api as rules

    try:
        code = rules.region_code(load_library(settings.RYADOM.practices), region)
        book = rules.rulebook(code, on.date())
        run = door.determine(book=book, on=on.date(), at=now(), measures=measures, progress=_dot)
    except (rules.SnapshotError, door.DeterminingError) as error:
        raise click.ClickException(error.said(lang)) from None
    except LookupError as error:
        raise click.ClickException(str(error)) from None
    except OperationalError as error:
        raise click.ClickException(_silent(error, lang)) from None
    click.echo(_determined(run, lang))


def _silent(error: Exception, lang: str) -> str:
    said = "База данных не отвечает" if lang == "ru" else "The database does not answer"
    return f"{said}: {error}".strip()


def _determined(run: Any, lang: str) -> str:
    """What a run found, in lines."""
    words = {
        "ru": ("Определения на {0:%d.%m.%Y}: предложения правил, решает человек", "семей", "людей", "мер",
               "определений", "новых", "закрыто прежних", "правила", "снимок"),
        "en": ("Determinations for {0:%Y-%m-%d}: what rules propose, a person decides", "families", "persons",
               "measures", "determinations", "new", "former ones closed", "rules", "snapshot"),
    }[lang]  # fmt: skip
    told = (
        run.families, run.persons, len(run.measures), run.determined, run.opened, run.closed, run.lock, run.snapshot
    )  # fmt: skip
    return "\n".join((words[0].format(run.on), *(f"{w} {n}" for w, n in zip(words[1:], told, strict=True))))


def _dot(families: int) -> None:
    """A sign of life where somebody watches."""
    if sys.stderr.isatty():
        click.echo(".", nl=False, err=True)


take_command.callback.needs_django = True  # type: ignore[union-attr]
determine_command.callback.needs_django = True  # type: ignore[union-attr]
for command in snapshot_commands:
    snapshot_group.add_command(command)
commands = [snapshot_group, determine_command]
