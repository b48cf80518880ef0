"""Types and units of the rules of a measure and of definitions: each rule gives what its place wants."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.feel import Expression
from ryadom.rules.checks.faults import Fault, Path
from ryadom.rules.checks.inference import Typing
from ryadom.rules.checks.measured import Kind
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Definition

__all__ = ["of_definition", "of_version"]

WANTED = {"people": "list", "money": "number"}


def of_version(typing: Typing, version: CompiledVersion) -> Iterator[Fault]:
    """Every rule of one version of a measure."""
    place: Path = ("versions", version.index)
    yield from _rule(typing, (*place, "reference"), version.reference, "date")
    for top in version.criteria:
        for one in (top, *top.group):
            yield from _criterion(typing, one)
    if version.amount is not None:
        yield from _rule(typing, (*place, "amount", "rule"), version.amount, "money")


def of_definition(typing: Typing, definition: Definition) -> Iterator[tuple[int, Fault]]:
    """Every version of a definition, with its number."""
    for i, version in enumerate(definition.versions):
        for fault in _rule(typing, ("versions", i, "rule"), version.rule, definition.type):
            yield i, fault


def _criterion(typing: Typing, one: CompiledCriterion) -> Iterator[Fault]:
    if one.rule is not None:
        yield from _rule(typing, (*one.place, "rule"), one.rule, "boolean")
    if one.not_yet_when is not None:
        yield from _rule(typing, (*one.place, "not_yet", "when"), one.not_yet_when, "boolean")
    if one.not_yet_from is not None:
        yield from _rule(typing, (*one.place, "not_yet", "from"), one.not_yet_from, "date")


def _rule(typing: Typing, path: Path, rule: Expression, wanted: str) -> Iterator[Fault]:
    kind, misfits = typing.of(rule)
    for misfit in misfits:
        yield Fault("types", path, misfit.ru, misfit.en, text=rule.text, span=misfit.span)
    if not misfits and not _gives(kind, wanted):
        aim = Kind("number", roubles=1) if wanted == "money" else Kind(WANTED.get(wanted, wanted))
        yield Fault(
            "types", path, f"здесь нужно: {aim.called('ru')}, а правило даёт: {kind.called('ru')}",
            f"wanted here: {aim.called('en')}; the rule gives: {kind.called('en')}",
            text=rule.text, span=rule.tree.span,
        )  # fmt: skip


def _gives(kind: Kind, wanted: str) -> bool:
    if kind.vague:
        return True
    if wanted == "money":
        return kind.base == "number" and (kind.roubles == 1 or (kind.roubles == 0 and (kind.plain or kind.loose)))
    if wanted == "number":
        return kind.base == "number" and kind.roubles == 0
    if wanted == "people":
        return kind.base == "list" and (kind.item is None or kind.item.base in ("person", "any"))
    return kind.base == wanted
