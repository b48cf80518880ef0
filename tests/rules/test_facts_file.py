"""A facts file with faults: each is named with its line, in Russian and English, and nothing half read is answered."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ryadom.packs.api import Document, PracticeErrors
from ryadom.rules.api import family_from_document, window_key, window_of
from ryadom.rules.facts_file import SOURCES, TOP

HEAD = "persons:\n  - {id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01}\n"
ONE_RECORD = (
    "records: [{person: anna, month: 2025-01, kind: salary, amount: 1}]\nrecords-cover: {from: 2025-01, to: 2025-12}\n"
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("persons: [{id: a, birth-dat: 1990-01-01}]\n", "birth-date"),
        ("dwelling: {gaz: true}\n", "gas"),
        ("dwelling: {gas: maybe}\n", "true or false"),
        ("application: {cost: -5}\n", "between 0"),
        ("application: {cost: 10.005}\n", "kopeck"),
        ("application: {contract-date: завтра}\n", "2026-01-31"),
        ("persons: [{id: a, birth-date: null}]\n", "never absent"),
        ("persons: [{id: a, birth-date: 2030-01-01, family-role: applicant}]\n", "future"),
        (HEAD + "  - {id: b, family-role: child, birth-date: 1980-01-01}\n", "older"),
        (HEAD + "  - {id: b, family-role: spouse}\n  - {id: c, family-role: spouse}\n", "one spouse"),
        (HEAD + "  - {id: anna, family-role: child}\n", "twice"),
        ("income: [{from: 2025-13, to: 2025-11, total: 1}]\n", "2025-01"),
        ("income: [{from: 2024-12, to: 2025-11, total: -1}]\n", "below zero"),
        ("income: [{from: 2025-06, to: 2025-05, total: 0}]\n", "before the first"),
        ("records-cover: {from: 2025-06, to: 2025-05}\n", "before the first"),
        (
            HEAD + ONE_RECORD.replace("anna", "nobody"),
            "nobody",
        ),
        (HEAD + "records: [{person: anna, month: 2025-01, kind: salary, amount: 1}]\n", "records-cover"),
        ("received: {gas-mony: true}\n", "gas-money"),
        ("attested: {gas-money/works: 5}\n", "true"),
        ("parameters: {минимун: 5}\n", "минимум"),
        ("source: rumour\n", "said"),
        ("application: {cost: 123456789012345678901234567.5}\n", "слишком длинное число"),
        ("income: [{from: 2024-12, to: 2025-11, total: 123456789012345678901234567}]\n", "слишком длинное число"),
        (HEAD + "records: 5\n", "a list is needed"),
        (HEAD + "records: {a: 5}\nrecords-cover: {from: 2025-01, to: 2025-12}\n", "a list is needed"),
        (HEAD + ONE_RECORD.replace("anna", "[anna]"), "no person"),
        (HEAD + ONE_RECORD.replace("kind: salary", "kind: [salary]"), "a text"),
        (HEAD + ONE_RECORD.replace("amount: 1", "amount: 1, source: rumour"), "said"),
        (HEAD + "records-cover: 5\n", "keys and values"),
        ("persons: {}\n", "a list is needed"),
        ("persons: [{id: ''}]\n", "needs an id"),
        ("persons: [{id: a, name: [Анна]}]\n", "a text"),
        ("persons: [{id: a, income: 0}]\n", "from, to and total"),
        ("persons-complete: 5\n", "true or false"),
        ("persons: [" + ", ".join(f"{{id: p{i}}}" for i in range(61)) + "]\n", "at most 60"),
        ("dwelling: []\n", "keys and values"),
        ("dwelling: {gas: {value: true, about: 5}}\n", "true or false"),
        ("income: [{from: 2024-12, to: 2025-11, total: 1, source: rumour}]\n", "said"),
        ("income: [{from: 2024-12, to: 2025-11, total: 1, source: [said]}]\n", "said"),
        ("received: []\n", "keys and values"),
        ("received: {gas-money: 1}\n", "true"),
        ("received: {gas-money: {value: true, source: rumour}}\n", "said"),
        ("attested: {gas-money/works: {value: true, sauce: said}}\n", "source"),
        ("parameters: []\n", "keys and values"),
        ("parameters: {предел: много}\n", "a number"),
        ("parameters: {предел: true}\n", "a number"),
        ("parameters: {минимум: {дети: много}}\n", "a number"),
        ("parameters: {предел: 123456789012345678901234567}\n", "слишком длинное число"),
    ],
)
def test_a_fault_is_named(family, text, word):
    with pytest.raises(PracticeErrors) as caught:
        family(text)
    assert any(word in f.en or word in f.ru for f in caught.value.findings), [str(f) for f in caught.value.findings]
    assert all(f.line > 1 for f in caught.value.findings)


def test_every_fault_is_named_at_once(family):
    with pytest.raises(PracticeErrors) as caught:
        family("dwelling: {gaz: true}\napplication: {cost: -5}\nsource: rumour\n")
    assert len(caught.value.findings) == 3


def test_empty_is_unknown_and_null_is_absent(family):
    known = family("application: {contract-date: null, cost: }\n")
    assert known.facts["contract-date"].value is None
    assert "cost" not in known.facts


@given(first=st.dates(), last=st.dates())
def test_the_key_of_an_income_names_its_months_in_any_year(first, last):
    first, last = first.replace(day=1), last.replace(day=1)
    assert window_of(window_key(first, last)) == (first, last)


def test_a_value_may_bring_its_source(family):
    known = family("dwelling: {gas: {value: false, source: register}}\n")
    assert known.facts["gas"].source == "register"


def test_a_rulebook_may_be_asked_with_other_numbers(family):
    known = family("parameters: {предел: 5, минимум: {дети: 10.5}}\n")
    assert known.parameters == {"предел": 5, "минимум": {"дети": Decimal("10.5")}}


WORDS = (
    *("id", "name", "value", "source", "about", "from", "to", "total", "person", "month", "kind", "amount"),
    *("anna", "birth-date", "family-role", "gas", "cost", "gas-money", "gas-money/works@anna", "предел", "минимум"),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(),
    st.dates(),
    st.text(max_size=5),
    st.sampled_from([*WORDS, *SOURCES, "2025-01", "2025-12", 10**30, Decimal("1E+999999"), Decimal("1E-999999")]),
)
SHAPES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(TOP[1:]), SHAPES, max_size=6))
@example({"records": [{"person": {}, "month": [], "kind": {}, "amount": True}], "records-cover": {"from": {}}})
@example(
    {"persons": [{"id": "anna", "birth-date": {"value": Decimal("NaN")}}], "application": {"cost": Decimal("NaN")}}
)
@example({"income": {"from": "2025-01", "to": "2025-12", "total": Decimal("-Infinity")}})
def test_whatever_is_said_is_understood_or_named(book, data):
    document = Document({"region": "RU-CHE", **data}, "facts.json")
    try:
        family_from_document(document, lambda region: book, date(2026, 1, 20))
    except PracticeErrors as named:
        assert named.findings
