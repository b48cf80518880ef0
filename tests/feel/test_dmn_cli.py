"""`ryadom dmn`: what a model has, one decision over some facts, and sentences where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.feel.drawn import decision, definitions, inputs, literal

from ryadom.feel.dmn.cli import dmn

VOUCHER = str(Path(__file__).parents[2] / "docs" / "reference" / "voucher.dmn")


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(dmn, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def galina(tmp_path: Path) -> str:
    facts = tmp_path / "галина.yaml"
    facts.write_text("доход семьи: 30000\nчеловек в семье: 2\nположение: обычное\n", encoding="utf-8")
    return str(facts)


def test_a_decision(galina: str) -> None:
    assert run("run", VOUCHER, "--decision", "доля региона", "--facts", galina) == (0, "доля региона: 80\n")


def test_what_is_missing_is_said(galina: str) -> None:
    told = run("run", VOUCHER, "--decision", "заплатит семья", "--facts", galina)
    assert told == (0, "заплатит семья: unknown: цена путёвки\n")


def test_json_carries_the_same(galina: str) -> None:
    document = json.loads(run("run", VOUCHER, "--decision", "доля региона", "--facts", galina, "--json")[1])
    assert document == {"decision": "доля региона", "known": True, "value": 80, "unknown": [], "warnings": []}
    document = json.loads(run("run", VOUCHER, "--decision", "доля региона", "--json")[1])
    assert document["known"] is False
    assert document["unknown"] == ["доход семьи", "положение", "человек в семье"]


def test_a_model_is_listed() -> None:
    code, output = run("show", VOUCHER)
    assert code == 0
    assert "  заплатит семья  number  нужно: доля региона, цена путёвки\n" in output
    assert "Inputs:\n  доход семьи  number\n" in run("show", VOUCHER, "--lang", "en")[1]
    assert run("run", VOUCHER) == (code, output), "without a decision there is nothing to run"


def test_a_misspelt_name_is_met_with_the_nearest(galina: str, tmp_path: Path) -> None:
    code, output = run("run", VOUCHER, "--decision", "доля регона", "--facts", galina)
    assert code == 1
    assert "«доля региона»?" in output
    strange = tmp_path / "strange.yaml"
    strange.write_text("доход семи: 1\n", encoding="utf-8")
    code, output = run("run", VOUCHER, "--decision", "доля региона", "--facts", str(strange))
    assert code == 1
    assert "strange.yaml:1: YAML: Таких входных данных в модели нет: «доход семи» («доход семьи»?)." in output


def test_a_warning_has_its_place_and_a_caret(tmp_path: Path) -> None:
    model = tmp_path / "деление.dmn"
    model.write_bytes(definitions(inputs() + decision(literal("1 / 0"), needs=())))
    code, output = run("run", str(model), "--decision", "итог")
    assert code == 1
    shown = "деление.dmn:1: literalExpression\n1 / 0\n^^^^^\n"
    assert output == f"итог: null\n{shown}Деление на ноль. Проверьте делитель прежде, чем делить.\n"


def test_a_text_that_does_not_read_is_told_with_the_listing(tmp_path: Path) -> None:
    model = tmp_path / "m.dmn"
    model.write_bytes(definitions(decision(literal("1 == 2"), needs=())))
    code, output = run("show", str(model))
    assert code == 1
    listed, told = "m\nРешения:\n  итог  Any\n", "m.dmn:1: literalExpression\n1 == 2\n  ^^\n"
    assert output == f"{listed}{told}Равенство пишут одним знаком. Напишите =.\n"
    model.write_bytes(definitions(inputs() + decision(literal("1"), kind="numbr", needs=())))
    assert run("show", str(model))[1].endswith("Тип «numbr» не описан (number?).\n")


def test_times_and_parts_are_told_in_words(tmp_path: Path) -> None:
    model, facts = tmp_path / "m.dmn", tmp_path / "f.yaml"
    types = (
        "<itemDefinition name='Приём'><itemComponent name='час'><typeRef>time</typeRef></itemComponent>"
        "<itemComponent name='срок'><typeRef>days and time duration</typeRef></itemComponent></itemDefinition>"
        "<inputData id='приём' name='приём'><variable name='приём' typeRef='Приём'/></inputData>"
    )
    needs = "<informationRequirement><requiredInput href='#приём'/></informationRequirement>"
    drawn = f"<decision name='итог'>{needs}{literal('приём.час + приём.срок')}</decision>"
    model.write_bytes(definitions(types + drawn))
    facts.write_text("приём:\n  час: 10:30:00\n  срок: PT2H\n", encoding="utf-8")
    assert run("run", str(model), "--decision", "итог", "--facts", str(facts)) == (0, "итог: 12:30:00\n")
    facts.write_text("приём:\n  час: 10:30:00\n  срок:\n", encoding="utf-8")
    assert run("run", str(model), "--decision", "итог", "--facts", str(facts))[1] == "итог: unknown: приём.срок\n"


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    broken = tmp_path / "broken.dmn"
    broken.write_text("<a/>", encoding="utf-8")
    assert run("show", str(broken), "--lang", "en")[1].startswith("broken.dmn:1: a: This is not a DMN model")
