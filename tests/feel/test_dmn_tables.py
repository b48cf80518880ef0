"""Decision tables: what each hit policy makes of the rules that match, and of those that may match."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feel.drawn import deciding, table

from ryadom.feel import Unknown
from ryadom.feel.dmn import Answer, ModelError
from ryadom.feel.dmn.facts import Outcome
from ryadom.feel.unknown import facts_in

RULES: list[tuple[str, ...]] = [
    ("< 100", "-", '"мало"'),
    ("< 200", "> 2", '"средне"'),
    (">= 100", "<= 2", '"много"'),
]
ORDER = '"много", "средне", "мало"'


def answer(logic: str, **facts: Any) -> Answer:
    return deciding(logic).decide("итог", facts)


@pytest.mark.parametrize(
    ("policy", "доход", "дети", "wanted"),
    [
        ("UNIQUE", 50, 1, "мало"),
        ("UNIQUE", 500, 1, "много"),
        ("UNIQUE", 500, 3, None),  # no rule: null, and nothing went wrong
        ("FIRST", 50, 3, "мало"),
        ("PRIORITY", 50, 3, "средне"),
        ("RULE ORDER", 50, 3, ["мало", "средне"]),
        ("OUTPUT ORDER", 50, 3, ["средне", "мало"]),
        ("COLLECT", 50, 3, ["мало", "средне"]),
        ("ANY", 500, 1, "много"),
    ],
)
def test_a_policy(policy: str, доход: int, дети: int, wanted: Any) -> None:
    told = answer(table(policy, RULES, values=ORDER), доход=доход, дети=дети)
    assert (told.value, told.warnings) == (wanted, ())


@pytest.mark.parametrize(("policy", "code"), [("UNIQUE", "several-rules"), ("ANY", "rules-differ")])
def test_rules_that_contradict_each_other_are_null_with_their_numbers(policy: str, code: str) -> None:
    told = answer(table(policy, RULES), доход=50, дети=3)
    assert told.value is None
    assert [warning.code for warning in told.warnings] == [code]
    assert "1, 2" in told.warnings[0].sentence("ru")


@pytest.mark.parametrize(
    ("aggregation", "wanted"), [("SUM", Decimal(15)), ("COUNT", Decimal(2)), ("MIN", Decimal(5)), ("MAX", Decimal(10))]
)
def test_collected_outputs_are_folded(aggregation: str, wanted: Decimal) -> None:
    logic = table("COLLECT", [("> 0", "-", "5"), ("-", "> 0", "10"), ("< 0", "-", "99")], aggregation=aggregation)
    assert answer(logic, доход=1, дети=1).value == wanted


def test_several_outputs_are_a_context_and_the_first_column_has_priority() -> None:
    rules = [("-", "-", "2", "1"), ("-", "-", "1", "2"), ("-", "-", "1", "1")]
    logic = table("OUTPUT ORDER", rules, outputs=("а", "б"), values="1, 2")
    assert answer(logic, доход=1, дети=1).value == [{"а": 1, "б": 1}, {"а": 1, "б": 2}, {"а": 2, "б": 1}]


def test_no_rule_gives_the_default() -> None:
    logic = table("UNIQUE", [("< 100", "-", '"мало"')], default='"иначе"')
    assert answer(logic, доход=500, дети=0).value == "иначе"


def test_a_table_that_does_not_add_up_is_refused_with_its_line() -> None:
    with pytest.raises(ModelError) as refused:
        deciding(table("UNIQUE", [("-", '"мало"')]))
    assert refused.value.code == "cells"
    assert refused.value.place.line == 1
    for wrong in (table("SOMEHOW", RULES), table("FIRST", RULES, aggregation="SUM")):
        with pytest.raises(ModelError):
            deciding(wrong)


# -- unknown ----------------------------------------------------------------------------------------------------------


def test_all_rows_that_remain_agree() -> None:
    logic = table("UNIQUE", [("< 100", "-", '"да"'), (">= 100", "> 2", '"да"'), (">= 100", "<= 2", '"нет"')])
    assert answer(logic, дети=3).value == "да"
    assert answer(logic, доход=5).value == "да"
    told = answer(logic, дети=1)
    assert isinstance(told.value, Unknown)
    assert told.facts == {"доход"}


def test_absent_is_not_unknown() -> None:
    logic = table("FIRST", [("null", "-", '"нет дохода"'), ("-", "-", '"есть"')])
    assert answer(logic, доход=None, дети=1).value == "нет дохода"
    assert answer(logic, дети=1).value == "есть"  # an unknown income is some income


TESTS = st.sampled_from(["-", "< 1", "<= 1", "> 1", "2", "[0..1]", "not(1)", "0, 2"])
OUTPUTS = st.sampled_from(["0", "1", "2", "доход", "дети + 1"])
POLICIES = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]


@settings(max_examples=300, deadline=None)
@given(
    rules=st.lists(st.tuples(TESTS, TESTS, OUTPUTS), min_size=1, max_size=4),
    policy=st.sampled_from([*POLICIES, "COLLECT SUM", "COLLECT COUNT", "COLLECT MIN", "COLLECT MAX"]),
    default=st.sampled_from(["", "1"]),
    told=st.sampled_from([{}, {"доход": 1}, {"дети": 2}]),
)
def test_what_is_known_of_unknown_facts_is_never_wrong(
    rules: list[tuple[str, ...]], policy: str, default: str, told: dict[str, int]
) -> None:
    """Every completion of the unknown facts gives the answer that was called known; one that waits for nothing more
    than a fact which cannot matter is counted elsewhere.
    """
    name, _, aggregation = policy.partition(" ") if policy not in POLICIES else (policy, "", "")
    models = deciding(table(name, rules, values="2, 1, 0", default=default, aggregation=aggregation))
    given_answer = models.decide("итог", told)
    completions = [
        models.decide("итог", {"доход": доход, "дети": дети} | told).value
        for доход, дети in itertools.product([-1, 0, 1, 2, 3, Decimal("1.5")], repeat=2)
    ]
    if not facts_in(given_answer.value):
        assert {Outcome(value) for value in completions} == {Outcome(given_answer.value)}
    else:
        assert given_answer.facts <= {"доход", "дети"} - told.keys()
