"""`ryadom feel`: a value, or a caret and exit code 1."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from ryadom.feel.cli import feel


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(feel, list(args))
    return result.exit_code, result.output


def test_a_value() -> None:
    assert run("0.1 + 0.2") == (0, "0.3\n")
    assert run('"да"') == (0, '"да"\n')


def test_a_caret() -> None:
    code, output = run("1 == 2")
    assert code == 1
    assert output.splitlines()[1] == "  ^^"
    assert "Равенство" in output
    assert "Equality" in run("1 == 2", "--lang", "en")[1]


def test_an_error_while_evaluating_is_named() -> None:
    code, output = run("1 / 0")
    assert code == 1
    assert output.startswith("null\n")
    assert "Деление на ноль" in output


def test_facts_from_a_file(tmp_path: Path) -> None:
    facts = tmp_path / "вера.yaml"
    facts.write_text(
        "доход на человека: 13733.50\nдата рождения: 1991-02-03\nсупруг: null\nучится:\nдети:\n- {возраст: 7}\n",
        encoding="utf-8",
    )
    given = ("--facts", str(facts))
    assert run("доход на человека * 2", *given) == (0, "27467.00\n")
    assert run("count(дети[возраст < 18])", *given) == (0, "1\n")
    assert run("супруг = null", *given) == (0, "true\n")
    assert run("учится and true", *given) == (0, "unknown: учится\n")
    assert run('полных лет(дата рождения, @"2026-11-21")', *given) == (0, "35\n")


def test_a_broken_facts_file_is_told_plainly(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("- просто\n- список\n", encoding="utf-8")
    code, output = run("1", "--facts", str(facts))
    assert (code, "имя: значение" in output) == (1, True)
    facts.write_text("a: [1\n", encoding="utf-8")
    assert run("1", "--facts", str(facts))[0] == 1
