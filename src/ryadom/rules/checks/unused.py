"""What stands in a library and is read by nobody: parameters, facts, definitions and sets that no rule of any region
says. What is kept for another reason says so itself (`kept_for`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ryadom.feel import Expression
from ryadom.packs.api import Finding, Library
from ryadom.rules.checks.stretches import names_read
from ryadom.rules.compiled import CompiledVersion, Rulebook

__all__ = ["read_in", "unread"]

KINDS = {
    "parameter": ("параметр", "the parameter"), "fact": ("факт", "the fact"),
    "definition": ("определение", "the definition"), "set": ("набор", "the set"),
}  # fmt: skip


def read_in(book: Rulebook) -> frozenset[str]:
    """Every name that the measures of a region read, themselves or through definitions."""
    versions = [version for measure in book.measures.values() for version in measure.versions]
    compositions = [book.parse(name) for v in versions if (name := v.file.composition) and name in book.names]
    return names_read(book, [*(rule for version in versions for rule in rules_of(version)), *compositions])


def rules_of(version: CompiledVersion) -> Iterator[Expression]:
    """Every rule of one version of a measure."""
    yield version.reference
    if version.amount is not None:
        yield version.amount
    for top in version.criteria:
        for one in (top, *top.group):
            for rule in (one.rule, one.not_yet_when, one.not_yet_from):
                if rule is not None:
                    yield rule


def unread(library: Library, inside: Iterable[str], read: frozenset[str]) -> Iterator[Finding]:
    """A warning for what no rule of the library reads."""
    for id in inside:
        practice = library.practices[id]
        for kind, (ru, en) in KINDS.items():
            for item in practice.of(kind):
                name = item.value.name
                if name and name not in read and not item.value.kept_for:
                    yield item.finding(
                        ("name",), f"{ru} «{name}» не читает ни одно правило; если он нужен иначе, скажите в kept_for",
                        f'{en} "{name}" is read by no rule; if it is needed otherwise, say so in kept_for', "warning",
                    )  # fmt: skip
