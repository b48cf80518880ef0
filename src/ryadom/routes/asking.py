"""What the rules say of the steps of a route for one family: whether each is for them, and whether it is done.

The conditions of a route are read by the very engine that answers measures: they are laid over the region's book as
the criteria of one nameless measure, so that a fact that is not known stays unknown and is named.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, Family, Rulebook, State

from .kinds import RouteFile

FIRST_DAY = date(2000, 1, 1)
MOST_BOOKS = 64
_books: OrderedDict[tuple[str, str], Rulebook] = OrderedDict()


@dataclass(frozen=True)
class Verdict:
    """`true`: yes, no, or None where it is not known; then `missing` are the facts that would settle it."""

    true: bool | None
    missing: tuple[FactRef, ...] = ()
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True)
class Verdicts:
    """By step: `when`, and `done`; a step without the condition is not there."""

    when: Mapping[str, Verdict]
    done: Mapping[str, Verdict]


NOTHING = Verdicts({}, {})


def digest(file: RouteFile) -> str:
    """What tells one text of a route from another: the same words give the same."""
    return sha256(file.model_dump_json().encode()).hexdigest()[:16]


def verdicts(book: Rulebook, file: RouteFile, family: Family, *, on: date) -> Verdicts:
    """The conditions of every step for a family on a day. Never raises on data: what breaks is not known."""
    if not conditions(file):
        return NOTHING
    id = measure_id(file)
    laid = _laid(book, file, id)
    found = rules.answer(laid, family, on=on, measures={id}, ask=False).measures[0].criteria
    said = {one.id: Verdict(_true(one.state), one.missing, one.facts) for one in found}
    return Verdicts(
        {step.id: said[f"{step.id}:when"] for step in file.steps if step.when},
        {step.id: said[f"{step.id}:done"] for step in file.steps if step.done},
    )


def _true(state: State) -> bool | None:
    if state in (State.MET, State.LIKELY):
        return True
    return False if state in (State.NOT_MET, State.NOT_YET) else None


def conditions(file: RouteFile) -> list[tuple[str, tuple[str | int, ...], str]]:
    """Every condition of a route: its name (`step:when`), its place in the file, its text."""
    found: list[tuple[str, tuple[str | int, ...], str]] = []
    for i, step in enumerate(file.steps):
        found += [(f"{step.id}:when", ("steps", i, "when"), step.when)] if step.when else []
        found += [(f"{step.id}:done", ("steps", i, "done"), step.done)] if step.done else []
    return found


def measure_id(file: RouteFile) -> str:
    """The name under which the conditions stand in a laid book; no measure of a practice can have it."""
    return f"route {digest(file)}"


def own_measure(file: RouteFile, only: str | None = None) -> rules.OwnMeasure:
    """The conditions of a route, or one of them, as the criteria of a measure for the one who asks."""
    criteria = [
        {"id": name, "title": name, "rule": text, "unmet": name, "verified": "recalled"}
        for name, _path, text in conditions(file)
        if only in (None, name)
    ]
    content = {
        "title": file.title.ru, "short": "route", "summary": file.title.ru, "decided_by": "region", "for": "person",
        "situations": [file.situation or "route"], "kind": "service", "period": "once",
        "versions": [{"from": FIRST_DAY, "who": {"complete": True, "criteria": criteria}}],
    }  # fmt: skip
    return rules.OwnMeasure(measure_id(file), content, FIRST_DAY, rules.Act("", "", None, verified="recalled"))


def _laid(book: Rulebook, file: RouteFile, id: str) -> Rulebook:
    """The book with this route's conditions, compiled once for a lock and a text."""
    key = (book.lock, id)
    found = _books.get(key)
    if found is None:
        found = _books[key] = rules.lay_measures(book, [own_measure(file)])
        while len(_books) > MOST_BOOKS:
            _books.popitem(last=False)
    return found
