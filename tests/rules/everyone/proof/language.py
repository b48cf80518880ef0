"""The language part of the record: expressions over small tables, where a fault shows in milliseconds.

The judge is the value of each row, as everywhere. What columns leave to one family is remembered, too: a fault that
leaves more to it is noticed; one that answers what was left must answer rightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.feel.columns import pairs, saying
from tests.feel.columns.rows import HANDED, REFUSED, Scope, Table, alike, by_rows, look, said, value_of

from ryadom.feel import Expression

Said = list[tuple[Any, ...]] | str


@dataclass(frozen=True)
class Asked:
    """One expression over one table: what the rows say, and what the columns said when it was recorded."""

    rule: Expression
    wanted: Sequence[Any]
    found: Said
    look: Any  # of the column itself


Language = Sequence[tuple[Table, Sequence[Asked]]]


def recorded_language(seed: int = 1) -> Language:
    """Every expression over every table."""
    told = [*((table, list(saying.expressions())) for table in saying.tables(seed)), *pairs.tables()]
    return [(table, _asked(table, texts)) for table, texts in told]


def _asked(table: Table, texts: Sequence[str]) -> list[Asked]:
    scope, found = Scope(table), []
    for text in dict.fromkeys(texts):
        rule = table.parsed(text)
        value = value_of(rule, scope)
        found.append(Asked(rule, by_rows(rule, table), _said(value, scope), look(value, scope)))
    return found


def _said(value: Any, scope: Scope) -> Said:
    return REFUSED if value is REFUSED else said(value, scope)


def noticed_in_language(language: Language) -> str | None:
    """The first expression that is answered otherwise now, and wrongly."""
    for table, questions in language:
        scope = Scope(table)
        for asked in questions:
            value = value_of(asked.rule, scope)
            if look(value, scope) != asked.look and (how := _worse(asked, _said(value, scope))):
                return f"{asked.rule.text} of {table.name}: {how}"
    return None


def _worse(asked: Asked, found: Said) -> str | None:
    if found == asked.found:
        return None
    if isinstance(found, str):
        return found
    before = [None] * len(found) if isinstance(asked.found, str) else asked.found
    for now, was, row in zip(found, before, asked.wanted, strict=True):
        if now != was and not (now == (HANDED,) and was is None) and not alike(now, row):
            return f"{now}, not {row!r}"
    return None
