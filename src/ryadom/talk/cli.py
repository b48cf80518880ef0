"""Commands over what is understood: `ryadom understand`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ryadom.packs.api import Library
    from ryadom.talk.hearing.ear import Ear
    from ryadom.talk.hearing.shapes import Hearing

PRACTICES = Path(__file__).resolve().parents[3] / "practices"


@click.command("understand")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="One text a line; one JSON document a line.")
@click.option("--region", help="A region's code, as RU-CHE; else the practices of everywhere.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option(
    "--practices",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=PRACTICES,
    help="The library of practices.",
)
def understand_command(text: str | None, file: Any, region: str | None, as_json: bool, practices: Path) -> None:
    """What TEXT is about: situations with scores, facts with their places, danger, and whether we can help at all."""
    if (text is None) == (file is None):
        raise click.UsageError("TEXT or --file is needed, not both")
    ear = _ear(practices, region)
    if text is not None:
        heard = ear.hear(text)
        click.echo(
            json.dumps(as_data(text, heard), ensure_ascii=False, default=str) if as_json else "\n".join(_told(heard))
        )
        return
    for line in file:
        said = line.rstrip("\r\n")
        sys.stdout.write(json.dumps(as_data(said, ear.hear(said)), ensure_ascii=False, default=str) + "\n")


def _library(practices: Path, region: str | None) -> Library:
    from ryadom.packs.api import PracticeErrors, load_library

    try:
        library = load_library(practices)
    except PracticeErrors as errors:
        raise click.ClickException("\n".join(found.said("ru") for found in errors.findings)) from None
    if region and region not in library.regions:
        raise click.ClickException(f"нет региона {region}; есть: {', '.join(sorted(library.regions))}")
    return library


def _ear(practices: Path, region: str | None) -> Ear:
    from ryadom.talk.library import ear_over

    return ear_over(_library(practices, region).installed(region or "RU"))


@click.command("understanding")
@click.option("--region", help="A region's code, as RU-CHE; else the practices of everywhere.")
@click.option("--errors", is_flag=True, help="Name the sentences with danger or several requests that went wrong.")
@click.option(
    "--practices",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=PRACTICES,
    help="The library of practices.",
)
def understanding_command(region: str | None, errors: bool, practices: Path) -> None:
    """How well the held-out phrases are understood: a line for each topic, the figures last."""
    from ryadom.talk.hearing.judging import judge, table
    from ryadom.talk.library import ear_over, held_out

    installed = _library(practices, region).installed(region or "RU")
    figures = judge(ear_over(installed), held_out(installed))
    for line in table(figures):
        click.echo(line)
    for line in figures.errors if errors else ():
        click.echo(line)
    click.echo(figures.line)


def as_data(text: str, heard: Hearing) -> dict[str, Any]:
    """What was heard as plain data, for other programs."""
    return {
        "text": text,
        "situations": [
            {"topic": one.topic, "title": one.title, "score": one.score, "near": one.near} for one in heard.guesses
        ],
        "facts": [
            {"fact": one.fact, "value": one.value, "whose": one.whose, "span": list(one.span), "words": one.words}
            for one in heard.facts
        ],
        "crisis": str(heard.crisis) if heard.crisis else None,
        "scope": heard.scope,
        "repaired": heard.repaired,
    }


def _told(heard: Hearing) -> Iterator[str]:
    if heard.crisis:
        yield f"опасность: {heard.crisis}"
    for one in heard.guesses:
        yield f"{one.score:.2f}  {one.topic}  {one.title} (понято как: «{one.near}»)"
    if not heard.guesses:
        yield "не понято"
    for fact in heard.facts:
        yield f"      {fact.words}"
    yield f"о том, чем мы помогаем: {heard.scope:.2f}"


commands = [understand_command, understanding_command]
