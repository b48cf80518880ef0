"""The house's own commands: run, prepare, look after, keep safe."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ryadom.site.environment import Environment


def _django() -> None:
    from ryadom.site.cli import set_up_django

    set_up_django()


def _environment() -> "Environment":
    from ryadom.site.environment import environment  # pydantic takes a fifth of a second: only when needed

    return environment()


@click.command()
def serve() -> None:
    """Start everything on this machine: database, site, worker (this is `make run`)."""
    from ryadom.site.supervisor import Supervisor

    Supervisor(_environment()).run()


@click.command()
def web() -> None:
    """Start the site alone, as a service manager does."""
    from ryadom.site.web import serve as serve_site

    _django()
    serve_site(_environment())


@click.command()
def worker() -> None:
    """Start the worker alone: it does the jobs that pages leave for later."""
    from ryadom.site.jobs import work

    _django()
    work()


@click.command()
def migrate() -> None:
    """Bring the tables up to date, and in production the collected assets of pages."""
    _django()
    _migrate()


def _migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError

    from ryadom.site.alone import alone
    from ryadom.site.faults import Fault
    from ryadom.site.health import waiting_migrations
    from ryadom.site.migrating import Migrate

    try:
        with alone():
            if waiting_migrations():
                call_command(Migrate(), interactive=False, verbosity=0)
    except OperationalError as fault:
        raise Fault(f"The database cannot be used: {str(fault).splitlines()[0]}") from None
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)


@click.command(hidden=True)
def settle() -> None:
    """All that `serve` needs done before the site starts, in one process: tables, demonstration, logins."""
    from ryadom.lake.api import sweep
    from ryadom.site.leash import follow_supervisor
    from ryadom.site.steps import step

    follow_supervisor()
    sweep(_environment().scratch)
    with step("tables", "таблицы"):
        _django()
        _migrate()
    if _environment().shows_demo:
        with step("practices and demonstration", "практики и пример с выдуманными людьми"):
            _load_demo()
        _tell_logins()


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
def backup(archive: Path) -> None:
    """Write the database and all files into one archive with checksums."""
    from ryadom.site.archive import write

    _django()
    click.echo(write(archive))


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is there.")
def restore(archive: Path, force: bool) -> None:
    """Read an archive back: all of it, or nothing."""
    from ryadom.site.archive import read_back

    _django()
    click.echo(read_back(archive, force=force))


@click.command()
def check() -> None:
    """Tell whether this installation can serve people, part by part."""
    from ryadom.site.checkup import parts

    _django()
    failed = 0
    for name, trouble in parts():
        failed += trouble is not None
        click.echo(f"{'✗' if trouble else '✓'} {name}" + (f": {trouble}" if trouble else ""))
    sys.exit(1 if failed else 0)


@click.group()
def demo() -> None:
    """The demonstration: real practices, invented people."""


@demo.command()
def load() -> None:
    """Load the practices and the invented people; once loaded, nothing happens."""
    from ryadom.site.faults import Fault

    _django()
    if not _environment().shows_demo:
        raise Fault("This installation serves real people: the demonstration stays out of it.")
    _load_demo()


def _load_demo() -> None:
    from datetime import UTC, datetime

    from ryadom.site.alone import alone
    from ryadom.site.demonstration import load as load_rooms

    with alone():
        load_rooms(datetime.now(UTC))


@demo.command()
def logins() -> None:
    """Tell who can sign in to the demonstration."""
    _django()
    _tell_logins()


def _tell_logins() -> None:
    from ryadom.site.demonstration import logins as known

    rows = known()
    for role, login, password in rows:
        click.echo(f"  {role:<{max(len(row[0]) for row in rows)}}  {login:<12} {password}")


commands = [serve, web, worker, migrate, settle, backup, restore, check, demo]
