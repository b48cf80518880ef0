"""`ryadom dmn show MODEL` and `ryadom dmn run MODEL --decision D --facts F`: what a model has, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .errors import ModelWarning
    from .running import Answer, Models

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_LANG = click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", help="The language of sentences.")
_HEADS = {
    "decisions": ("Решения", "Decisions"), "services": ("Сервисы решений", "Decision services"),
    "inputs": ("Входные данные", "Inputs"), "needs": ("нужно", "needs"),
}  # fmt: skip


@click.group("dmn")
def dmn() -> None:
    """Run decision models (DMN files of Camunda Modeler, Drools and others)."""


@dmn.command("show")
@click.argument("model", type=_FILE)
@_LANG
def show(model: Path, lang: str) -> None:
    """List the decisions, services and inputs of a model. Exit code 1 when one of its texts does not read."""
    from . import ModelError

    models = _loaded(model, lang)
    _list(models, lang)
    try:
        problems = [problem.sentence(lang) for problem in models.problems()]
    except ModelError as error:
        problems = [error.sentence(lang)]
    if problems:
        raise _failed("\n".join(problems))


@dmn.command("run")
@click.argument("model", type=_FILE)
@click.option("--decision", metavar="NAME", help="A decision or decision service; left out, the model is listed.")
@click.option("--facts", type=_FILE, help="A YAML file: name -> value. What is missing or empty is unknown.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@_LANG
def run(model: Path, decision: str | None, facts: Path | None, as_json: bool, lang: str) -> None:
    """Answer one decision. Exit code 1 when the model does not read or a warning was given."""
    models = _loaded(model, lang)
    if decision is None:
        _list(models, lang)
        return
    answer, strange = _answered(models, decision, facts, lang)
    click.echo(_json(_document(answer, lang)) if as_json else f"{answer.name}: {_shown(answer)}")
    for warning in (*strange, *answer.warnings):
        if not as_json or warning in strange:
            click.echo(warning.sentence(lang), err=True)
    if answer.warnings or strange:
        raise SystemExit(1)


def _loaded(path: Path, lang: str) -> Models:
    from . import ModelError, Models  # looking for another room's word must stay quick

    try:
        return Models.load(path)
    except ModelError as error:
        raise _failed(error.sentence(lang)) from None


def _answered(models: Models, name: str, path: Path | None, lang: str) -> tuple[Answer, list[ModelWarning]]:
    from . import ModelError
    from .told import read_facts

    try:
        facts = read_facts(path) if path else {}
        told = models.told(facts)
        service = any(name in (one.name, one.id) for one in models.services)
        answer = models.serve(name, told) if service else models.decide(name, told)
        return answer, models.strange(facts, path.name if path else "")
    except ModelError as error:
        raise _failed(error.sentence(lang)) from None


def _failed(words: str) -> SystemExit:
    click.echo(words, err=True)
    return SystemExit(1)


# -- showing


def _list(models: Models, lang: str) -> None:
    place = 0 if lang == "ru" else 1
    click.echo(models.graph.main.name)
    for title, nodes in (("decisions", models.decisions), ("services", models.services), ("inputs", models.inputs)):
        if nodes:
            click.echo(f"{_HEADS[title][place]}:")
        for node in nodes:
            needs = ", ".join(models.needs(node))
            end = f"  {_HEADS['needs'][place]}: {needs}" if needs else ""
            click.echo(f"  {node.name}  {node.type_ref or 'Any'}{end}")
    for name in sorted(models.loose):
        click.echo(f"  {name}")


def _shown(answer: Answer) -> str:
    from .. import show
    from ..unknown import MaybeList, Unknown, facts_in

    if answer.facts or facts_in(answer.value):
        told = ", ".join(sorted(map(str, answer.facts or facts_in(answer.value))))
        whole = isinstance(answer.value, Unknown | MaybeList)
        return f"unknown: {told}" if whole else f"{_parts(answer.value)}  unknown: {told}"
    return show(answer.value, inside=True)


def _parts(value: Any) -> str:
    """A context or list some of whose parts are unknown."""
    from .. import show
    from ..unknown import MaybeList, Unknown

    if isinstance(value, Unknown | MaybeList):
        return "?"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_parts(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(map(_parts, value)) + "]" if isinstance(value, list) else show(value, inside=True)


def _document(answer: Answer, lang: str) -> dict[str, Any]:
    return {
        "decision": answer.name,
        "known": not answer.facts,
        "value": None if answer.facts else answer.value,
        "unknown": sorted(map(str, answer.facts)),
        "warnings": [
            {
                "code": warning.code, "file": warning.place.file, "line": warning.place.line,
                "element": warning.place.element, "text": warning.text, "message": warning.message(lang),
            }
            for warning in answer.warnings
        ],
    }  # fmt: skip


def _json(value: Any) -> str:
    """JSON with numbers exactly as they are: no binary fraction comes near money."""
    from ..values import show, show_number

    if value is None or isinstance(value, bool | str | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Decimal):
        text = show_number(value)
        return f"0{text}" if text.startswith(".") else text
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(str(key))}: {_json(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Iterable) and isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(show(value), ensure_ascii=False)


commands = [dmn]
