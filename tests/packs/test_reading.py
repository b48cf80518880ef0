"""YAML means one thing: what could be misread is a named fault with its line."""

from datetime import date
from decimal import Decimal

import pytest

from ryadom.packs.api import PracticeErrors, read_documents


def read(text: str) -> object:
    return read_documents(text, "file.yaml")[0].data


def faults(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(PracticeErrors) as caught:
        read_documents(text, "file.yaml")
    return [(f.line, f.column, f.en) for f in caught.value.findings]


def test_a_value_is_what_it_looks_like():
    data = read('a: 1\nb: 1.50\nc: 2026-01-31\nd: true\ne: "2026-01-31"\nf: 074\ng: null\n')
    assert data == {
        "a": 1,
        "b": Decimal("1.50"),
        "c": date(2026, 1, 31),
        "d": True,
        "e": "2026-01-31",
        "f": "074",
        "g": None,
    }
    assert isinstance(data["b"], Decimal)


def test_an_empty_value_is_not_given_and_null_is_absent():
    assert read("known:\nabsent: null\n") == {"absent": None}


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: 1\na: 2\n", (2, 1), "twice"),
        ("a: yes\n", (1, 4), "true or false"),
        ("a: On\n", (1, 4), "true or false"),
        ("a: 31.12.2026\n", (1, 4), "dates"),
        ("a: 2026-02-31\n", (1, 4), "no day"),
        ("a: 1,5\n", (1, 4), "numbers"),
        ("a: 1e3\n", (1, 4), "numbers"),
        ("a: &x 1\nb: *x\n", (1, 4), "aliases"),
        ("- \n- 1\n", (1, 2), "empty"),
        ("a: [1\n", (2, 1), "not YAML"),
        ("? [a]\n: 1\n", (1, 3), "plain word"),
    ],
)
def test_what_could_be_misread_is_refused_with_its_place(text, place, word):
    line, column, said = faults(text)[0]
    assert word in said
    assert line == place[0]
    assert column == place[1] or word in ("not YAML", "aliases", "empty")


def test_every_fault_is_named_at_once():
    assert len(faults("a: yes\nb: 31.12.2026\nc: 2026-13-01\n")) == 3


def test_a_huge_or_deep_file_is_refused():
    assert "2 MB" in faults("a: " + "x" * 2_000_001)[0][2]
    assert "deep" in faults("[" * 60 + "]" * 60)[0][2]
