"""`ryadom feel 'EXPRESSION' [--facts FILE.yaml]`: try an expression, see its value or a caret."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from .dmn.cli import dmn

if TYPE_CHECKING:
    from .errors import FeelWarning


@click.command("feel")
@click.argument("text", metavar="EXPRESSION")
@click.option(
    "--facts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A YAML file: name -> value."
)
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", help="The language of errors.")
def feel(text: str, facts: Path | None, lang: str) -> None:
    """Evaluate one FEEL expression. Exit code 1 when it does not read or its value is null because of an error."""
    from . import FeelSyntaxError, caret, evaluate, parse  # looking for another room's word must stay quick

    scope = _read(facts, lang) if facts else {}
    warnings: list[FeelWarning] = []
    try:
        value = evaluate(parse(text, names=_names(scope)), scope, warnings=warnings)
    except FeelSyntaxError as error:
        raise _failed(error.caret(lang)) from None
    click.echo(_shown(value))
    for warning in warnings:
        click.echo(caret(text, warning.span, f"{warning.message(lang)} {warning.hint(lang)}".strip()), err=True)
    if warnings:
        raise SystemExit(1)


def _failed(words: str) -> SystemExit:
    click.echo(words, err=True)
    return SystemExit(1)


def _shown(value: Any) -> str:
    from . import MaybeList, Unknown, show

    if isinstance(value, Unknown):
        return "unknown: " + ", ".join(sorted(map(str, value.facts)))
    return repr(value) if isinstance(value, MaybeList) else show(value, inside=True)


_LARGEST, _DEEPEST = 2_000_000, 40  # bytes of a file of facts, and lists and contexts inside each other


class _Loader(yaml.SafeLoader):
    """YAML whose numbers are decimals: no binary fraction comes near money."""


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return _within(Decimal(str(loader.construct_scalar(node)).replace("_", "")))


def _within(number: Decimal) -> Decimal:
    """A number that the language can hold."""
    from .decimals import MATH

    if not MATH.plus(number).is_finite():
        raise ValueError("a number out of range")
    return number


_Loader.add_constructor("tag:yaml.org,2002:float", _number)


def _read(path: Path, lang: str) -> dict[str, Any]:
    """The facts of a file. A key with an empty value is unknown; an explicit `null` is known to be absent."""
    from . import Unknown

    try:
        source = _text(path)
        node = yaml.compose(source, Loader=_Loader)
        data = yaml.load(source, Loader=_Loader)  # noqa: S506 - a SafeLoader with exact numbers
    except (yaml.YAMLError, ValueError, ArithmeticError) as error:
        raise _failed(f"{path}: {error}") from None
    if data is None:
        return {}
    if not isinstance(data, Mapping) or not isinstance(node, yaml.MappingNode):
        raise _failed(
            {"ru": f"{path}: нужен список «имя: значение».", "en": f"{path}: “name: value” lines are needed."}[lang]
        )
    empty = {key.value for key, value in node.value if isinstance(value, yaml.ScalarNode) and not value.value}
    try:
        return {
            str(key): Unknown(frozenset({str(key)})) if str(key) in empty else _exact(value)
            for key, value in data.items()
        }
    except (ValueError, ArithmeticError) as error:
        raise _failed(f"{path}: {error}") from None


def _text(path: Path) -> str:
    """The text of a file of facts: no larger and no deeper than a family is, and written out, without references."""
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"larger than {_LARGEST:,} bytes")
    source, depth = path.read_text(encoding="utf-8"), 0
    for event in yaml.parse(source, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("anchors and references (&, *) are not read")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError(f"nested deeper than {_DEEPEST} levels")
    return source


def _exact(value: Any) -> Any:
    """Whole numbers inside lists and contexts as decimals too."""
    if isinstance(value, Mapping):
        return {str(key): _exact(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_exact(part) for part in value]
    return _within(Decimal(value)) if type(value) is int else value


def _names(value: Any) -> set[str]:
    """Every name in the facts, those of members included."""
    if isinstance(value, Mapping):
        return set(value).union(*(_names(part) for part in value.values()))
    return set().union(*(_names(part) for part in value)) if isinstance(value, list) else set()


commands = [feel, dmn]
