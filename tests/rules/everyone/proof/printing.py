"""A family as a facts file that `ryadom answer` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import yaml

from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import FactRef, FactValue, Family, window_of

MARKS = {"received": "received", "attested": "attested", "document": "documents"}


def facts_yaml(book: Rulebook, family: Family, parameters: Mapping[str, Any] | None = None) -> str:
    """The text of a facts file with one family."""
    data: dict[str, Any] = {"region": family.region}
    data["persons"] = [{"id": p.id, **_plain(p.facts), **_totals(p.facts)} for p in family.persons]
    data["persons-complete"] = not family.persons_open
    for key, held in family.facts.items():
        if key in book.facts:
            data.setdefault(book.facts[key].file.of, {})[key] = _value(held)
    data |= _totals(family.facts)
    for id, facts in [(None, family.facts), *((p.id, p.facts) for p in family.persons)]:
        for key, held in facts.items():
            if section := MARKS.get(FactRef(key).prefix):
                data.setdefault(section, {})[FactRef(FactRef(key).about, id).id] = _value(held)
    if family.records:
        data["records"] = [
            {"person": r.person, "month": f"{r.month:%Y-%m}", "kind": r.kind, "amount": r.amount, "source": r.source}
            for r in family.records
        ]
    if family.cover:
        data["records-cover"] = {"from": f"{family.cover.first:%Y-%m}", "to": f"{family.cover.last:%Y-%m}"}
    if parameters:
        data["parameters"] = dict(parameters)
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


def _plain(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {key: _value(held) for key, held in facts.items() if ":" not in key}


def _value(held: FactValue) -> Any:
    """The value itself where it was only said, else with its source."""
    if held.about:
        return {"value": held.value, "source": held.source, "about": True}
    return held.value if held.source == "said" else {"value": held.value, "source": held.source}


def _totals(facts: Mapping[str, FactValue]) -> dict[str, list[dict[str, Any]]]:
    rows = list(_total_rows(facts))
    return {"income": rows} if rows else {}


def _total_rows(facts: Mapping[str, FactValue]) -> Iterable[dict[str, Any]]:
    for key, held in facts.items():
        if FactRef(key).prefix == "income":
            first, last = window_of(key)
            row = {"from": f"{first:%Y-%m}", "to": f"{last:%Y-%m}", "total": held.value, "source": held.source}
            yield row | ({"about": True} if held.about else {})


class _Dumper(yaml.SafeDumper):
    """Numbers with their decimals, months as texts."""


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    text = f"{value:f}"
    return dumper.represent_scalar("tag:yaml.org,2002:float" if "." in text else "tag:yaml.org,2002:int", text)


_Dumper.add_representer(Decimal, _decimal)
