"""The cast of the demonstration as tests read it: their facts for the rules, and their truth for a page that asks."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ryadom.packs import api as packs
from ryadom.rules import api as rules

ROOT = Path(__file__).resolve().parents[2]
PRACTICES = ROOT / "practices"
NAMES = tuple(sorted(path.stem for path in (ROOT / "demo/cast").glob("*.yaml")))
ABSENT = object()


@cache
def told(name: str) -> dict[str, Any]:
    """The file of a family."""
    (document,) = packs.read_documents((ROOT / f"demo/cast/{name}.yaml").read_text("utf-8"), name)
    return dict(document.data)


def book(region: str) -> rules.Rulebook:
    return rules.book_at(PRACTICES, region)


def family(name: str) -> rules.Family:
    """The family as `ryadom answer` would read it."""
    (document,) = packs.read_documents((ROOT / f"demo/cast/{name}.yaml").read_text("utf-8"), name)
    data = dict(document.data)
    facts = replace(document, data=data["facts"])
    return rules.family_from_document(facts, lambda region: book(region), data["on"])


def plain(raw: Any) -> Any:
    """The value itself, without its source."""
    return raw.get("value") if isinstance(raw, dict) else raw


@dataclass
class Truth:
    """What this family would answer, by the reference of a question: `birth-date@child-1`, `gas`, `income:…`."""

    spouse: bool = False
    children: list[tuple[str, date, bool]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    records: list[tuple[str, date, Decimal]] = field(default_factory=list)

    def of(self, ref: str, name: str = "") -> Any:
        """A value, ABSENT, or None where the family does not know. `name`: who is meant, where the ref holds an id."""
        key, _at, whose = ref.partition("@")
        if name in self.names and whose not in self.names.values():
            ref = f"{key}@{self.names[name]}"
        if ref.startswith("income:"):
            return self._income(ref)
        return self.facts.get(ref)

    def _income(self, ref: str) -> Decimal | None:
        key, _, whose = ref.partition("@")
        first, last = rules.window_of(key)
        sums = [amount for who, month, amount in self.records if first <= month <= last and whose in ("", who)]
        return sum(sums, Decimal(0)) if sums else None


@cache
def truth(name: str) -> Truth:
    facts, found = told(name)["facts"], Truth()
    called: dict[str, str] = {}
    for one in facts["persons"]:
        role, who = one["family-role"], "applicant"
        if role == "spouse":
            who, found.spouse = "spouse", True
        elif role in ("child", "ward"):
            found.children.append((one["name"], plain(one["birth-date"]), role == "ward"))
            who = f"child-{len(found.children)}"
        called[one["id"]] = who
        found.names[one["name"].split()[0]] = who
        found.facts |= {f"{key}@{who}": _known(raw) for key, raw in one.items() if key not in ("id", "name")}
    for group in ("family", "dwelling", "application"):
        found.facts |= {key: _known(raw) for key, raw in (facts.get(group) or {}).items()}
    for group, prefix in (("received", "received"), ("attested", "attested")):
        for key, raw in (facts.get(group) or {}).items():
            about, _, whose = key.partition("@")
            found.facts[f"{prefix}:{about}" + (f"@{called[whose]}" if whose else "")] = _known(raw)
    for row in facts.get("records") or ():
        month = date.fromisoformat(f"{row['month']}-01")
        found.records.append((called[row["person"]], month, Decimal(row["amount"])))
    return found


def _known(raw: Any) -> Any:
    value = plain(raw)
    return ABSENT if value is None else value


def typed(value: Any) -> str:
    """A value as a person types it."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value).replace(".", ",")
