# ruff: noqa: E501  A faulty line stands whole.
"""A facts file with faults: each is named with its line, in Russian and English, and nothing half read is answered."""

import pytest

from ryadom.packs.api import PracticeErrors

HEAD = "persons:\n  - {id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01}\n"


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
        (
            HEAD
            + "records: [{person: nobody, month: 2025-01, kind: salary, amount: 1}]\nrecords-cover: {from: 2025-01, to: 2025-12}\n",
            "nobody",
        ),
        (HEAD + "records: [{person: anna, month: 2025-01, kind: salary, amount: 1}]\n", "records-cover"),
        ("received: {gas-mony: true}\n", "gas-money"),
        ("attested: {gas-money/works: 5}\n", "true"),
        ("parameters: {минимун: 5}\n", "минимум"),
        ("source: rumour\n", "said"),
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


def test_a_value_may_bring_its_source(family):
    known = family("dwelling: {gas: {value: false, source: register}}\n")
    assert known.facts["gas"].source == "register"
