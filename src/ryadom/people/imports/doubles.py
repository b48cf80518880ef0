"""Rows that say one thing twice, or belong to a row that was not taken: told of before anything is written."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from ryadom.kit.periods import overlap
from ryadom.people.imports.faults import RowFault
from ryadom.people.imports.parsing import FactRow, PersonRow

R = TypeVar("R")


def once(
    rows: Iterable[R], key: Callable[[R], Hashable], column: str, faults: list[RowFault], ru: str, en: str
) -> list[R]:
    """The first row of every key; the others are told of, with the line of the first. `key` None is never a double."""
    first: dict[Hashable, Any] = {}
    kept: list[R] = []
    for row in rows:
        of = key(row)
        before = first.get(of) if of is not None else None
        if before is not None:
            faults.append(row.line.fault(column, f"{ru} в строке {before.line.number}.",  # type: ignore[attr-defined]
                                         f"{en} in line {before.line.number}."))  # fmt: skip
            continue
        if of is not None:
            first[of] = row
        kept.append(row)
    return kept


def persons_once(rows: Iterable[PersonRow], faults: list[RowFault]) -> list[PersonRow]:
    """Every key and every СНИЛС stands once in a file."""
    rows = once(rows, lambda row: row.person, "person", faults, "Этот человек уже стоит", "This person stands already")
    return once(
        rows, lambda row: row.snils or None, "snils", faults, "Этот СНИЛС уже стоит", "This СНИЛС stands already"
    )


def facts_once(rows: Sequence[FactRow], faults: list[RowFault]) -> list[FactRow]:
    """One fact of one owner has one value on a day."""
    seen: dict[tuple[str, bool, str], list[FactRow]] = defaultdict(list)
    kept = []
    for row in rows:
        others = seen[row.owner, row.by_family, row.kind.key]
        period = (row.valid_from, row.valid_to)
        before = next((one for one in others if overlap((one.valid_from, one.valid_to), period)), None)
        if before is not None:
            said = f"Это сведение о тех же днях уже стоит в строке {before.line.number}."
            faults.append(row.line.fault("fact", said, f"The same fact and days stand in line {before.line.number}."))
            continue
        others.append(row)
        kept.append(row)
    return kept


def of_taken(
    rows: Iterable[R], owner: Callable[[R], str], known: Callable[[str], bool], column: str, faults: list[RowFault],
) -> list[R]:  # fmt: skip
    """The rows whose person or family is known: in the file, or by СНИЛС in the region."""
    kept: list[R] = []
    for row in rows:
        if known(owner(row)):
            kept.append(row)
            continue
        faults.append(row.line.fault(  # type: ignore[attr-defined]
            column, "Такого нет в этом файле, и по СНИЛС в регионе не нашли; или в его строке ошибка.",
            "It is not in this file, nor known by СНИЛС in the region; or its own row is wrong.",
        ))  # fmt: skip
    return kept
