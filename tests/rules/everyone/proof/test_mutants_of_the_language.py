"""A hundred small faults of the language over columns, chosen by a seed from all modules and kinds: each is noticed."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.rules.everyone.proof import mutants
from tests.rules.everyone.proof.language import recorded_language
from tests.rules.everyone.proof.mutating import KINDS, Mutant

MUTANTS, SEED = 100, 1


def chosen() -> list[Mutant]:
    ones = [one for one in mutants.all_mutants(mutants.kernel()) if one.module.startswith(mutants.COLUMNS)]
    return mutants.some(ones, MUTANTS, SEED)


def test_the_faults_are_of_every_module_and_kind() -> None:
    found = chosen()
    assert len(Counter(one.module for one in found)) >= 8
    assert len(Counter(one.kind for one in found)) == len(KINDS)


@pytest.mark.slow
def test_a_hundred_faults_of_the_language_are_noticed() -> None:
    corpus = mutants.Corpus(recorded_language(SEED), ())
    verdicts = mutants.judged(mutants.kernel(), chosen(), corpus)
    alike = mutants.equivalent()
    assert [one.mutant.title for one in verdicts if not one.caught and one.mutant.key not in alike] == []
