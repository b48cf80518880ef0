"""Commands over routes: none of them needs a database."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from ryadom.packs.api import Library, PracticeErrors, did_you_mean, load_library
from ryadom.rules.api import Rulebook, book_at, read_families

PRACTICES = Path(__file__).resolve().parents[3] / "practices"
SAID = {
    "open": "сейчас",
    "waits": "ждём ответа",
    "ahead": "потом",
    "done": "сделано",
    "not_yours": "не для вас",
}
practices_option = click.option(
    "--practices",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=PRACTICES,
    help="The library of practices.",
)


@click.group("route")
def route_group() -> None:
    """Life situations as steps across agencies."""


@route_group.command("list")
@click.option("--region", help="A region's code, as RU-CHE.")
@practices_option
def list_command(region: str | None, practices: Path) -> None:
    """The routes that a region has."""
    from ryadom.routes.library import routes_of

    library = _library(practices)
    chosen = region or next(iter(sorted(library.regions)))
    for route in routes_of(library.installed(chosen)).values():
        click.echo(
            f"{route.id:20} {len(route.file.steps):3}  {route.file.title.ru}  ({route.practice} {route.version})"
        )


@route_group.command("show")
@click.argument("route")
@click.option(
    "--family", required=True, type=click.Path(path_type=Path), help="A facts file, as `ryadom answer` reads."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about; today by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document per family, a line each.")
@practices_option
def show_command(route: str, family: Path, on: datetime | None, as_json: bool, practices: Path) -> None:
    """The steps of ROUTE for each family of a file: what to do first, what later, what is done, what is not theirs."""
    from ryadom.routes.library import routes_of

    library = _library(practices)

    def day(region: str) -> date:
        return on.date() if on else _today(library, region)

    def book(region: str | None) -> Rulebook | None:
        return book_at(practices, region) if region and library.region(region) else None

    try:
        families = read_families(_text(family), str(family), book, day)
    except PracticeErrors as errors:
        for finding in errors.findings:
            click.echo(finding.said("ru"), err=True)
        sys.exit(1)
    for one in families:
        known = routes_of(library.installed(one.region))
        if route not in known:
            raise click.ClickException(f"нет пути «{route}»{did_you_mean(route, known)[0]}")
        found = _told(known[route], one, book_at(practices, one.region), day(one.region))
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            _show(found)


def _told(route: Any, family: Any, book: Rulebook, on: date) -> dict[str, Any]:
    """The route as plain data."""
    from ryadom.routes.asking import verdicts
    from ryadom.routes.walking import Going, walk
    from ryadom.routes.words import AGENCIES
    from ryadom.rules.api import calendar_of

    received = {ref.removeprefix("received:").partition("@")[0]: on for ref, known in family.facts.items()
                if ref.startswith("received:") and known.value is True}  # fmt: skip
    said = verdicts(book, route.file, family, on=on)
    steps = walk(route.file, said, {}, Going(received, {}), calendar=calendar_of(book))
    return {
        "route": route.id, "title": route.file.title.ru, "region": family.region, "on": on.isoformat(),
        "practice": route.practice, "version": route.version,
        "steps": [
            {
                "id": one.step.id, "title": one.step.title.ru, "who": AGENCIES[one.step.who], "state": str(one.state),
                "if": one.step.perhaps.ru if one.perhaps and one.step.perhaps else None, "after": list(one.after),
                "term": _term(one.step), "gives": one.step.gives, "verified": one.step.verified,
                "missing": [ref.id for ref in one.when.missing] if one.when and one.perhaps else [],
            }
            for one in steps
        ],
    }  # fmt: skip


def _term(step: Any) -> str | None:
    if step.term is None:
        return None
    return f"{step.term.days} {'рабочих' if step.term.working else 'календарных'} дней"


def _show(found: dict[str, Any]) -> None:
    click.echo(f"{found['title']} · {found['region']} · {found['on']}")
    for one in found["steps"]:
        perhaps = f" ({one['if']})" if one["if"] else ""
        after = f"  ← {', '.join(one['after'])}" if one["after"] else ""
        click.echo(f"{SAID[one['state']]:12} {one['title']}{perhaps} · {one['who']}"
                   f" · {one['term'] or 'срок не внесён'}{after}")  # fmt: skip


def _library(practices: Path) -> Library:
    try:
        return load_library(practices)
    except PracticeErrors as errors:
        for finding in errors.findings:
            click.echo(finding.said("ru"), err=True)
        sys.exit(1)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: файл не читается: {error}") from None


def _today(library: Library, region: str) -> date:
    """Today on the region's own clock."""
    about = library.region(region)
    return datetime.now(ZoneInfo(about.zone if about else "UTC")).date()


commands = [route_group]
