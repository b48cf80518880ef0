"""Models that mean harm or are merely broken: a sentence with file, line and element, bounded in time and memory."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feel.drawn import deciding, decision, definitions, literal, model, table

from ryadom.feel.dmn import ModelError, Models, markup, parse_model
from ryadom.feel.dmn.graph import Graph
from ryadom.feel.dmn.told import read_facts

BOMB = """<?xml version="1.0"?>
<!DOCTYPE definitions [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="&c;"/>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE definitions SYSTEM "file:///etc/passwd">
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m"/>"""

TAGS = (
    "decision", "inputData", "variable", "literalExpression", "decisionTable", "input", "output", "rule", "inputEntry",
    "context", "relation", "invocation", "functionDefinition", "filter", "for", "every", "conditional", "list",
    "requiredInput", "requiredDecision", "businessKnowledgeModel", "decisionService", "itemDefinition", "text",
)  # fmt: skip

BROKEN = {
    "doctype": BOMB.encode(),
    "doctype of elsewhere": OUTSIDE.encode(),
    "not-xml": definitions("<decision name='a'>"),
    "not-xml binary": bytes(range(256)) * 10,
    "not-xml empty": b"",
    "not-xml encoding": b'<?xml version="1.0" encoding="klingon"?><a/>',
    "not-dmn": b"<html><body>no</body></html>",
    "not-dmn bpmn": b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
    "too-nested": definitions("<context>" * 200 + "</context>" * 200),
    "duplicate-id": definitions(decision(literal("1"), needs=()) * 2),
    "no-name": definitions("<decision id='x'/>"),
    "two-logics": definitions(decision(literal("1") * 2, needs=())),
    "foreign-language": definitions(
        "<decision name='a'><literalExpression expressionLanguage='javascript'><text>1</text></literalExpression>"
        "</decision>"
    ),
    "hit-policy": definitions(decision(table("SOMEHOW", []), needs=())),
    "no-output": definitions(decision(table("FIRST", [], outputs=()), needs=())),
}


@pytest.mark.parametrize(("code", "data"), BROKEN.items(), ids=BROKEN)
def test_a_file_that_is_no_model_is_told_by_one_sentence(code: str, data: bytes) -> None:
    started = time.thread_time()
    with pytest.raises(ModelError) as refused:
        parse_model(data, "чужое.dmn")
    assert refused.value.code == code.split()[0]
    assert refused.value.sentence("ru").startswith("чужое.dmn:")
    assert "…" not in refused.value.sentence("ru") + refused.value.sentence("en"), "every word of it is filled in"
    assert time.thread_time() - started < 30


VOUCHER = (Path(__file__).parents[2] / "docs" / "reference" / "voucher.dmn").read_bytes()
WORDS = [
    b"",
    b"<",
    b"\xff",
    b"#",
    b"UNIQUE",
    b"for",
    b"context",
    b"decision",
    b"[1..9]",
    b"&lt; 5",
    b"\xd0\xb4 /",
    b"id",
]


@settings(max_examples=300, deadline=None)
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(VOUCHER)), st.integers(0, 40), st.sampled_from(WORDS)), max_size=4),
    swaps=st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TAGS)), max_size=3),
)
def test_a_spoilt_model_is_refused_or_answers(cuts: list[tuple[int, int, bytes]], swaps: list[tuple[str, str]]) -> None:
    """Whatever is cut out of a model, put in or renamed: a ModelError or an answer, never another exception."""
    data = VOUCHER
    for start, length, word in cuts:
        data = data[:start] + word + data[start + length :]
    for old, new in swaps:
        for mark in (b"<", b"</"):
            data = data.replace(mark + old.encode() + b" ", mark + new.encode() + b" ")
            data = data.replace(mark + old.encode() + b">", mark + new.encode() + b">")
    try:
        models = Models(Graph([parse_model(data)]))
        models.problems()
        for node in models.decisions:
            models.decide(node.name, {"доход семьи": 1, "положение": "обычное"})
    except ModelError as refused:
        assert refused.sentence("ru")


def test_the_line_is_the_line_of_the_element() -> None:
    text = definitions("\n\n<decision id='а' name='а'>\n<decisionTable hitPolicy='X'/></decision>")
    with pytest.raises(ModelError) as refused:
        parse_model(text, "м.dmn")
    assert str(refused.value.place) == "м.dmn:4: decisionTable"


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (decision(literal("1"), needs=("пропажа",)), "no-such-element"),
        ("<import name='x' namespace='y'/>" + decision(literal("1"), needs=("итог",)), "cycle"),
        (
            "<itemDefinition name='А'><typeRef>Б</typeRef></itemDefinition>"
            "<itemDefinition name='Б'><typeRef>А</typeRef></itemDefinition>"
            + decision(literal("1"), kind="А", needs=()),
            "type-cycle",
        ),
    ],
)
def test_a_model_whose_parts_do_not_meet(inner: str, code: str) -> None:
    with pytest.raises(ModelError) as refused:
        model(inner).decide("итог", {})
    assert refused.value.code == code


def test_size_and_number_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "big.dmn"
    big.write_bytes(definitions("<decision name='a'/>" + " " * 2_000_000))
    monkeypatch.setattr(markup, "MEGABYTES", 1)
    with pytest.raises(ModelError) as refused:
        Models.load(big)
    assert refused.value.code == "too-big"
    monkeypatch.setattr(markup, "ELEMENTS", 100)
    with pytest.raises(ModelError) as refused:
        parse_model(definitions("<import/>" * 200))
    assert refused.value.code == "too-many"


def test_an_import_leads_to_no_other_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.dmn").write_bytes(definitions("").replace(b'namespace="m"', b'namespace="secret"'))
    main = inside / "main.dmn"
    main.write_bytes(definitions("<import name='s' namespace='secret' locationURI='../secret.dmn'/>"))
    with pytest.raises(ModelError) as refused:
        Models.load(main)
    assert refused.value.code == "no-import"


def test_a_thousand_decisions_in_a_row_end_with_a_warning() -> None:
    chain = decision(literal("1"), name="р0", needs=())
    chain += "".join(decision(literal(f"р{n - 1} + 1"), name=f"р{n}", needs=(f"р{n - 1}",)) for n in range(1, 1000))
    models = model(chain)
    assert models.decide("р100", {}).value == 101
    told = models.decide("р999", {})
    assert told.value is None
    assert told.warnings[-1].code == "recursion" or told.warnings[0].code == "recursion"


def test_loops_of_all_expressions_share_one_measure() -> None:
    inner = literal("count(for i in 1..1000, j in 1..1000 return i)")
    loop = f"<for iteratorVariable='х'><in>{literal('[1..100000]')}</in><return>{inner}</return></for>"
    started = time.thread_time()
    told = deciding(loop, needs=()).decide("итог", {})
    assert "too-many-steps" in {warning.code for warning in told.warnings}
    assert time.thread_time() - started < 90


@pytest.mark.parametrize("kind", ["", "number", "Ветви"])
def test_a_value_that_doubles_at_each_step_is_not_written_out(kind: str) -> None:
    doubling = "(for i in 1..60 return if i = 1 then [] else [{дети: partial[-1]}, {дети: partial[-1]}])[-1]"
    types = (
        "<itemDefinition name='Ветви' isCollection='true'><itemComponent name='дети'><typeRef>Ветви</typeRef>"
        "</itemComponent></itemDefinition>"
    )
    started = time.thread_time()
    told = deciding(literal(doubling), kind=kind, more=types, needs=()).decide("итог", {})
    assert told.value is None
    assert {warning.code for warning in told.warnings} & {"too-large", "wrong-type"}
    assert time.thread_time() - started < 60


def test_a_broken_text_spoils_only_its_own_decision() -> None:
    models = model(decision(literal("1 +"), needs=()) + decision(literal("2"), name="другое", needs=()))
    assert models.decide("другое", {}).value == 2
    told = models.decide("итог", {})
    assert told.value is None
    assert "^" in told.warnings[0].sentence("ru")


@pytest.mark.parametrize(
    "text",
    ["- 1\n", "a: [1\n", "a: &a [*a]\n", "\t", "a: !!python/object:os.system {}\n" * 2 + "b: [", "a: " + "[" * 500]
)  # fmt: skip
def test_facts_that_are_none_are_told_by_one_sentence(tmp_path: Path, text: str) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError) as refused:
        read_facts(facts)
    assert refused.value.sentence("ru").startswith("facts.yaml:")


def test_facts_that_repeat_themselves_are_bounded(tmp_path: Path) -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    facts = tmp_path / "facts.yaml"
    facts.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ModelError) as refused:
        read_facts(facts)
    assert refused.value.code == "too-many"
