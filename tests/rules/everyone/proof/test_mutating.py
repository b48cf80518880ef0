"""The faults that are put into the kernel: each is one small change, and the deliberate ones are noticed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.rules.everyone.proof import mutants
from tests.rules.everyone.proof.batches import batch
from tests.rules.everyone.proof.mutating import mutants_of, mutated

SMALL = '''\
"""Nothing in a docstring is 1 fault."""
import numpy as np

def taken(a, b, low: int = 1):
    """Neither here: a < b."""
    if a.known & b.known:
        return np.where(a.low <= b.high, a.low + 1, 0)
    mask |= b.mask
    return round(a, "ROUND_HALF_UP")
'''


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.py"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_each_mutant_changes_one_place(small) -> None:
    found = mutants_of("small", small)
    texts = {ast.unparse(mutated(one, SMALL)) for one in found}
    assert ast.unparse(ast.parse(SMALL)) not in texts
    assert len(texts) == len(found), "no two mutants are the same"
    assert {"comparison", "arithmetic", "mask", "choice", "bound", "constant", "rounding", "branch"} == {
        one.kind for one in found
    }


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("comparison", "a.low < b.high"),
        ("mask", "mask |= mask"),
        ("mask", "a.known | b.known"),
        ("choice", "np.where(a.low <= b.high, 0, a.low + 1)"),
        ("bound", "a.high <= b.high"),
        ("rounding", "ROUND_DOWN"),
        ("branch", "if False:"),
    ],
)
def test_the_faults_that_the_proof_must_notice_are_among_them(small, kind, change) -> None:
    texts = [ast.unparse(mutated(one, SMALL)) for one in mutants_of("small", small) if one.kind == kind]
    assert any(change in text for text in texts), texts


def test_nothing_but_running_code_is_touched(small) -> None:
    assert not [one for one in mutants_of("small", small) if one.line in (1, 2, 5)]


def chosen_of(text: str, path: Path, *, count: int = 0, share: float = 0.0) -> set[str]:
    path.write_text(text, encoding="utf-8")
    found = mutants_of("small", path)
    return {one.key for one in (mutants.some(found, count, 1) if count else mutants.standing(found, share))}


def test_mutants_of_one_function_are_told_apart(small) -> None:
    found = mutants_of("small", small)
    assert len({one.key for one in found}) == len(found)
    assert {one.function for one in found} == {"taken"}


@pytest.mark.parametrize("share", [0.1, 0.3, 0.7])
def test_a_line_that_moves_takes_its_mutants_along(small, share) -> None:
    before = chosen_of(SMALL, small, share=share)
    assert before
    moved = SMALL.replace("def taken", "LIMIT = 5\n\n\ndef other(a):\n    return a + 1\n\n\ndef taken")
    after = chosen_of(moved, small, share=share)
    assert before <= after
    assert all("small.taken" not in key for key in after - before)


def test_an_edited_line_changes_the_choice_among_its_own_mutants_only(small) -> None:
    edited = SMALL.replace("a.low + 1, 0", "a.low + 7, 0")
    for share in (0.2, 0.5, 0.8):
        before, after = (chosen_of(text, small, share=share) for text in (SMALL, edited))
        assert before and {key for key in before ^ after if "np.where(a.low <= b.high" not in key} == set()


def test_a_line_more_brings_in_its_own_mutants_and_no_others(small) -> None:
    longer = SMALL.replace("    mask |= b.mask\n", "    mask |= b.mask\n    mask &= a.own\n")
    for count in (3, 6, 9):
        before, after = (chosen_of(text, small, count=count) for text in (SMALL, longer))
        assert all("a.own" in key for key in after - before)


# --- the kernel itself -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus():
    """Some families with what the rows decide of them."""
    found = mutants.recorded([batch(1, number, 60) for number in (1, 2, 4, 6, 8)])
    assert sum(len(one) for _, rows, _ in found.families for one in rows) > 6_000
    return found


def test_the_kernel_as_it_stands_is_not_noticed(corpus) -> None:
    """Loaded anew without a fault it decides as before: what is noticed below is the fault, not the loading."""
    subject = mutants.kernel()
    assert len(subject.modules) > 10
    (verdict,) = mutants.judged(subject, [None], corpus)  # type: ignore[list-item]
    assert not verdict.caught, verdict.how


COMPARING, ARITHMETIC, VALUES = (f"ryadom.feel.columns.{name}" for name in ("comparing", "arithmetic", "values"))
WRONG = [
    pytest.param(COMPARING, "ordered", "a.low < b.low: < becomes <=", id="a mutated comparison"),
    pytest.param(COMPARING, "ordered", "a.low <= b.low: <= becomes <", id="another mutated comparison"),
    pytest.param(ARITHMETIC, "_half", "if mode == HALF_UP: never", id="half up rounded to even"),
    pytest.param(ARITHMETIC, "_half", "rest == other: == becomes !=", id="a tie mistaken"),
    pytest.param(VALUES, "union", "first | second: only first", id="a dropped unknown"),
    pytest.param(VALUES, "union", "first | second: only second", id="another dropped unknown"),
]


def deliberate(module: str, function: str, change: str):
    """The mutant of a function that makes this change."""
    path = mutants.path_of(module)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (place,) = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == function]
    (found,) = [
        one
        for one in mutants_of(module, path)
        if place.lineno <= one.line <= (place.end_lineno or 0) and one.change == change
    ]
    return found


@pytest.mark.parametrize(("module", "function", "change"), WRONG)
def test_a_deliberately_wrong_kernel_is_noticed(corpus, module, function, change) -> None:
    (verdict,) = mutants.judged(mutants.kernel(), [deliberate(module, function, change)], corpus)
    assert verdict.caught, verdict.mutant.title
    assert "never ends" not in verdict.how
