"""Date edges: month ends, 29 February, ages, zones. The cases with their reasons are data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ryadom.feel import evaluate, parse, show

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['expression']} | {case.get('facts', '')}" for case in CASES])
def test_date_edge(case: dict[str, Any]) -> None:
    facts = case.get("facts", {})
    value = evaluate(parse(case["expression"], names=facts), facts)
    assert show(value) == case["answer"], case["reason"]


def test_every_case_says_why() -> None:
    assert len(CASES) >= 150
    assert all(len(case["reason"]) > 10 for case in CASES)
