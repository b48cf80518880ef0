"""A hundred small faults of the language over columns, of all modules and kinds by a seed: noticed or named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.rules.everyone.proof import mutants
from tests.rules.everyone.proof.language import recorded_language
from tests.rules.everyone.proof.mutating import KINDS, Mutant

MUTANTS, SEED = 100, 1


def chosen() -> list[Mutant]:
    ones = [one for one in mutants.all_mutants(mutants.kernel()) if one.module.startswith(mutants.COLUMNS)]
    return mutants.some(ones, MUTANTS, SEED)


def not_by_language() -> set[str]:
    """Those that no expression shows yet: a line that is noticed now may go, none may be added unseen."""
    lines = Path(__file__).with_name("not_by_language.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_the_faults_are_of_every_module_and_kind() -> None:
    found = chosen()
    assert len(Counter(one.module for one in found)) >= 8
    assert len(Counter(one.kind for one in found)) == len(KINDS)


@pytest.mark.slow
def test_a_hundred_faults_of_the_language_are_noticed_or_named() -> None:
    corpus = mutants.Corpus(recorded_language(SEED), ())
    verdicts = mutants.judged(mutants.kernel(), chosen(), corpus)
    survived = {one.mutant.key for one in verdicts if not one.caught} - mutants.equivalent().keys()
    assert survived <= not_by_language()
