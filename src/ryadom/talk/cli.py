"""Commands over what is understood and over a conversation: `ryadom understand`, `ryadom talk`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ryadom.packs.api import Library
    from ryadom.talk.dialogue.shapes import Turned
    from ryadom.talk.hearing.ear import Ear
    from ryadom.talk.hearing.shapes import Hearing

_AWKWARD = re.compile("[\\ud800-\\udfff\\u2028\\u2029\\x85]")
PRACTICES = Path(__file__).resolve().parents[3] / "practices"


@click.command("understand")
@click.argument("text", required=False)
@click.option("--file", "file", type=click.File("rb"), help="One text a line, UTF-8; one JSON document a line.")
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
    lines = [] if file is None else _lines(file.read())
    ear = _ear(practices, region)
    if text is not None:
        heard = ear.hear(text)
        click.echo(_line(as_data(text, heard)).rstrip("\n") if as_json else "\n".join(_told(heard)))
        return
    for said in lines:
        sys.stdout.write(_line(as_data(said, ear.hear(said))))


def _line(data: dict[str, Any]) -> str:
    """One document on one line. What no UTF-8 file can hold, or some readers take for a new line, is escaped."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    return (json.dumps(data, default=str) if _AWKWARD.search(text) else text) + "\n"


def _lines(raw: bytes) -> list[str]:
    """The texts of a file, an empty line an empty text. A file in another encoding is refused, never read as noise."""
    if b"\0" in raw:
        raise click.ClickException("это не текст: в файле есть нулевые байты (не UTF-8 и не Windows-1251)")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise click.ClickException(
            f"строка {line}: файл не в UTF-8; если он в Windows-1251: iconv -f cp1251 -t utf-8 ФАЙЛ > НОВЫЙ"
        ) from None
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


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
        "set_aside": [
            {"topic": one.topic, "title": one.title, "because": one.because.words} for one in heard.set_aside
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
    for aside in heard.set_aside:
        yield f"ниже: {aside.title}, потому что вы сказали «{aside.because.words}»"
    for fact in heard.facts:
        yield f"      {fact.words}"
    yield f"о том, чем мы помогаем: {heard.scope:.2f}"


@click.command("talk")
@click.option("--region", required=True, help="A region's code.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the conversation; today by default.")
@click.option("--replay", type=click.File(encoding="utf-8"), help="Words or kept turns, one a line.")
@click.option("--save", type=click.File("w", encoding="utf-8"), help="Keep the turns, one a line.")
@click.option("--practices", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PRACTICES)
def talk_command(region: str, on: datetime | None, replay: Any, save: Any, practices: Path) -> None:
    """The conversation of the chat in the terminal: words, or «#2» for the second button; an empty line ends it."""
    from ryadom.packs.api import PracticeErrors
    from ryadom.regions import clock
    from ryadom.talk.dialogue.session import NoRegion, Session, read_turn, world_of
    from ryadom.talk.dialogue.shapes import Heard

    at = on.replace(hour=9, tzinfo=clock.zone_of(region)) if on else clock.now()
    try:
        session = Session(world_of(practices, region, at))
    except PracticeErrors as errors:
        raise click.ClickException("\n".join(found.said("ru") for found in errors.findings)) from None
    except NoRegion as missing:
        raise click.ClickException(f"нет региона {region}; есть: {missing}") from None
    for line in replay or iter(lambda: click.prompt(">", default="", show_default=False), ""):
        said = read_turn(line.rstrip("\r\n"))
        if replay:
            click.echo(f"> {said if isinstance(said, str) else said.text or said.button or said.sort}")
        click.echo("\n".join(_answered(session.hears(said) if isinstance(said, Heard) else session.says(said))))
    if save:
        save.write("".join(f"{line}\n" for line in session.lines()))
    click.echo(f"{len(session.turns)} {session.print}")


talk_command.callback.needs_django = True  # type: ignore[union-attr]  # its words come from catalogues


def _answered(turned: Turned) -> Iterator[str]:
    for message in turned.messages:
        yield message.text
        buttons = [button.text for row in message.buttons for button in row]
        yield "   ".join(f"#{number} {words}" for number, words in enumerate(buttons, 1))
    if turned.foot:
        yield f"({turned.foot})"


commands = [understand_command, understanding_command, talk_command]
