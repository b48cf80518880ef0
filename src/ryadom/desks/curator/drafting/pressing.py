"""Buttons of the editor that change its lists: add, remove, move, take a family as a test."""

from __future__ import annotations

import re
from typing import Any

from ryadom.desks.curator.drafting.sheet import LISTS, Sheet, Written

PRESSED = re.compile(r"(add|remove|up|down):([cdsp])([0-9]{1,4})?(g)?([0-9]{1,4})?")
FRESH: dict[str, dict[str, Any]] = {
    "c": {"rule": "", "advise": False},
    "d": {"title": {"ru": ""}, "source": "person"},
    "s": {"title": {"ru": ""}},
}


def press(sheet: Sheet, written: Written, do: str) -> str:
    """Change the lists of what was written as a button asks; where on the page one is afterwards."""
    found = PRESSED.fullmatch(do)
    if not found:
        return ""
    verb, letter, row, inner, inside = found.groups()
    rows, key = _list(sheet, written, letter), f"{letter}{row}" if row else letter
    at = _index(sheet, letter, key) if row else None
    if inner:
        if at is None:
            return ""
        rows, letter = rows[at].setdefault("any", []), f"{key}g"
        at = int(inside) if inside is not None and int(inside) < len(rows) else None
    return _changed(rows, verb, letter, at)


def _changed(rows: list[Any], verb: str, letter: str, at: int | None) -> str:
    if verb == "add":
        kind = "c" if letter.startswith("c") else letter
        rows.append({**FRESH[kind], **({"id": _fresh_id(rows, kind)} if kind in "cd" else {})})
        return f"{letter}{len(rows) - 1}"
    if at is None:
        return ""
    if verb == "remove":
        del rows[at]
        return f"{letter}{min(at, len(rows) - 1)}" if rows else f"list-{letter}"
    to = at - 1 if verb == "up" else at + 1
    if not 0 <= to < len(rows):
        return f"{letter}{at}"
    rows[at], rows[to] = rows[to], rows[at]
    return f"{letter}{to}"


def _fresh_id(rows: list[Any], kind: str) -> str:
    stem, taken = {"c": "condition", "d": "paper"}[kind], {one.get("id") for one in rows}
    return next(name for n in range(1, len(rows) + 2) if (name := f"{stem}-{n}") not in taken)


def _list(sheet: Sheet, written: Written, letter: str) -> list[Any]:
    """The list of plain data behind a letter, made where it was empty."""
    if letter == "p":
        return written.cases
    place: Any = written.content["versions"][sheet.at]
    *way, last = LISTS[letter]
    for key in way:
        place = place.setdefault(key, {})
    return place.setdefault(last, [])  # type: ignore[no-any-return]


def _index(sheet: Sheet, letter: str, key: str) -> int | None:
    rows: Any = {"c": sheet.conditions, "d": sheet.papers, "s": sheet.steps, "p": sheet.persons}[letter]
    return rows.index(key)  # type: ignore[no-any-return]
