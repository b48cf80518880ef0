"""Invented families as tests of a draft: taken with what they are answered now, or agreed with what came out."""

from __future__ import annotations

from typing import Any

from ryadom.desks.curator.drafting.opening import Opened, with_written
from ryadom.desks.curator.drafting.sheet import Written
from ryadom.desks.curator.drafting.telling import WITH_SUM
from ryadom.rules import api as rules
from ryadom.rules.api import Amount, MeasureAnswer


def press(found: Opened, written: Written, do: str) -> str:
    """What a button asks of the tests; where on the page one is afterwards."""
    verb, _, rest = do.partition(":")
    if verb == "person":
        return _take(found, written, *rest.rpartition(":")[::2])
    if verb == "agree" and rest[:1] == "p" and rest[1:].isdigit():
        return _agree(found, written, int(rest[1:]))
    return ""


def _take(found: Opened, written: Written, key: str, subject: str) -> str:
    """A family with its present answer as the expected one: «так и должно быть»."""
    family = next((one for one in rules.cast_families(found.book, found.visit.on) if one.key == key), None)
    if family is None or not family.facts:
        return ""
    draft = with_written(found.draft, written)
    reading = rules.read_draft(found.book, draft, families=[family], on=found.visit.on)
    tried = next((one for one in reading.tried if one.now.subject == subject), None)
    if tried is None:
        return ""
    on = max(found.visit.on, written.starts or found.visit.on)
    name = tried.family_name if tried.now.subject == "family" else f"{tried.family_name}: {tried.subject_name}"
    taken = {one.get("name") for one in written.cases}
    name = next(one for n in range(1, len(taken) + 2) if (one := name if n == 1 else f"{name} ({n})") not in taken)
    expect = {"subject": subject, **_expected(tried.now)}
    written.cases.append({"name": name, "on": on.isoformat(), "facts": family.facts, "expect": expect})
    return f"p{len(written.cases) - 1}"


def _expected(now: MeasureAnswer) -> dict[str, Any]:
    return {"outcome": str(now.outcome), **(_sum(now.amount) if now.outcome in WITH_SUM else {})}


def _sum(amount: Amount | None) -> dict[str, Any]:
    return {"amount": f"{amount.value:.2f}"} if amount is not None and amount.value is not None else {}


def _agree(found: Opened, written: Written, index: int) -> str:
    """What came out is what should have been expected."""
    reading = rules.read_draft(found.book, with_written(found.draft, written), families=(), on=found.visit.on)
    run = next((one for one in reading.runs if one.index == index), None)
    if run is None or run.answer is None or index >= len(written.cases):
        return ""
    case = written.cases[index]
    kept = {key: one for key, one in (case.get("expect") or {}).items() if key == "subject"}
    case["expect"] = {**kept, **_expected(run.answer)}
    return f"p{index}"
