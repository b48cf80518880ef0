"""A comparison as plain data: the same for the command, for a saved scenario and for a page that reads it."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.packs.api import Text
from ryadom.rules.whatif.comparison import Comparison
from ryadom.rules.whatif.scenario import Scenario


def comparison_as_data(found: Comparison) -> dict[str, Any]:
    """Sums are whole kopecks, numbers of parameters text, days ISO."""
    told = {one.name: plain(getattr(found, one.name)) for one in fields(found) if one.name != "scenario"}
    return {"scenario": scenario_as_data(found.scenario), "said": found.provenance.said_ru, **told}


def scenario_as_data(scenario: Scenario) -> dict[str, Any]:
    """What a scenario says, as it was written; it can be read again."""
    return {"hash": scenario.hash, "region": scenario.region, **plain(scenario.document)}


def plain(value: Any) -> Any:
    """Any of our frozen values as JSON holds it."""
    if isinstance(value, Text):
        return {"ru": value.ru, "en": value.said("en")}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value
