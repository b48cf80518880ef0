"""Commands over files of people: `ryadom import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ryadom.people.api import Actor, Loaded

needs_django = True
ENDINGS = (".csv", ".xlsx", ".parquet")
SHOWN = 200
TITLES = {
    "new": "новые люди", "same": "уже известны", "perhaps": "возможно, уже известны (пары для сотрудника)",
    "contradiction": "СНИЛС совпал, другое нет (пары для сотрудника)", "families": "новые семьи",
    "members": "вошли в семьи", "facts": "новые сведения", "incomes": "доходы по месяцам",
    "awards": "уже полученные меры", "beside_words": "не совпали со словами людей",
    "asks": "противоречат более надёжному источнику, не записаны", "left_out": "строк с ошибками, пропущены",
}  # fmt: skip


@click.command("import")
@click.option("--region", required=True, help="A region's code, as RU-CHE, or its folder of practices.")
@click.option("--from", "source", required=True, type=click.Path(exists=True, path_type=Path), help="A file or folder.")
@click.option("--dry-run", is_flag=True, help="Count what would change, and undo it.")
@click.option("--rest", is_flag=True, help="Load the rows without faults; else one fault refuses the whole.")
@click.option("--by", "login", help="The login of the member of staff who answers for the file.")
@click.option("--language", type=click.Choice(["ru", "en"]), default="ru", help="The language of faults.")
def import_command(region: str, source: Path, dry_run: bool, rest: bool, login: str | None, language: str) -> None:
    """Load persons, families, facts, incomes and awards from CSV, XLSX or Parquet: whole, or not at all."""
    from django.utils.translation import override

    from ryadom.kit.codes import BadRegionCode
    from ryadom.people import api as people

    try:
        with override(language):
            done = _load(_code(region), source, login, dry_run, rest)
    except people.FileFaults as told:
        _faults(told.said(language))
        raise click.ClickException("ничего не загружено" if language == "ru" else "nothing was loaded") from None
    except (people.Refused, BadRegionCode) as refused:
        raise click.ClickException(str(refused)) from None
    _faults([fault.said(language) for fault in done.left_out])
    _told(done, dry_run)


def _load(region: str, source: Path, login: str | None, dry_run: bool, rest: bool) -> Loaded:
    from ryadom.people import api as people
    from ryadom.regions import clock
    from ryadom.rules import api as rules

    at, on = clock.now(), clock.today(region)
    try:
        book = rules.rulebook(region, on)
    except LookupError:
        raise click.ClickException(f"no practices are active in {region}: run `ryadom install` first") from None
    return people.load_files(
        by=_actor(region, login), at=at, on=on, title=source.resolve().name, files=_files(source), keep=not dry_run,
        rest=rest, catalogue=people.Catalogue.of(kind.file.kind(key) for key, kind in book.facts.items()),
    )  # fmt: skip


def _files(source: Path) -> list[tuple[str, bytes]]:
    paths = sorted(source.iterdir()) if source.is_dir() else [source]
    chosen = [path for path in paths if path.is_file() and (path.suffix.lower() in ENDINGS or not source.is_dir())]
    if not chosen:
        raise click.ClickException(f"{source}: no CSV, XLSX or Parquet here")
    return [(path.name, path.read_bytes()) for path in chosen]


def _code(region: str) -> str:
    """The code of a region by its code or the name of its folder of practices."""
    from django.conf import settings

    from ryadom.kit.codes import is_region_code
    from ryadom.packs.api import load_library

    if is_region_code(region):
        return region
    practices = load_library(settings.RYADOM.practices).practices.values()
    codes = {one.region.code for one in practices if one.region and one.id.split("/")[0] == region}
    if len(codes) != 1:
        raise click.ClickException(f"no region is called {region!r}: give its code, as RU-CHE")
    return codes.pop()


def _actor(region: str, login: str | None) -> Actor:
    from django.contrib.auth import get_user_model

    from ryadom.people import api as people
    from ryadom.regions import clock

    if login is None:
        return people.system_actor(region=region, reason="ryadom import")
    account = get_user_model().objects.filter(login=login, is_active=True).first()
    if account is None:
        raise click.ClickException(f"there is no login {login!r}")
    return people.actor(account_id=account.pk, region=region, on=clock.today(region))


def _faults(said: list[str] | tuple[str, ...]) -> None:
    for fault in said[:SHOWN]:
        click.echo(fault, err=True)
    if len(said) > SHOWN:
        click.echo(f"… {len(said) - SHOWN}", err=True)


def _told(done: Loaded, dry_run: bool) -> None:
    if done.already is not None:
        click.echo(f"это уже загружено {done.already:%d.%m.%Y %H:%M} UTC: ничего не добавлено")
        return
    for key, title in TITLES.items():
        if done.counts.get(key):
            click.echo(f"{title}: {done.counts[key]}")
    click.echo("проверка: ничего не записано" if dry_run else f"загружено: {done.batch}")


commands = [import_command]
