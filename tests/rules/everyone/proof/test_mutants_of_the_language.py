"""One in sixteen of all small faults of the language over columns: each is noticed, or known to change nothing.

Which ones is said by what they change, not by where they stand and by no draw: whoever edits a line answers for the
faults of that line alone.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.rules.everyone.proof import mutants
from tests.rules.everyone.proof.language import recorded_language
from tests.rules.everyone.proof.mutating import KINDS, Mutant
from tests.rules.everyone.proof.townspeople import townspeople

SHARE, SEED = 1 / 16, 1


def of_language() -> list[Mutant]:
    return [one for one in mutants.all_mutants(mutants.kernel()) if one.module.startswith(mutants.COLUMNS)]


def chosen() -> list[Mutant]:
    return mutants.standing(of_language(), SHARE)


def test_the_faults_are_of_every_module_and_most_kinds() -> None:
    found = chosen()
    assert {one.module for one in found} == {one.module for one in of_language()}
    assert len(Counter(one.kind for one in found)) >= len(KINDS) - 1
    assert len(of_language()) / 24 < len(found) < len(of_language()) / 12


def test_what_is_listed_as_changing_nothing_is_a_fault_that_the_kernel_still_has() -> None:
    known = {one.key for one in mutants.all_mutants(mutants.kernel())}
    assert mutants.equivalent().keys() <= known, "a line was edited: its faults have to be looked at anew"
    assert all(len(reason.split()) > 4 for reason in mutants.equivalent().values())


def test_a_fault_that_nothing_shows_is_told() -> None:
    nothing = mutants.Corpus((), ())
    verdicts = mutants.judged(mutants.kernel(), chosen()[:2], nothing)
    assert [one.caught for one in verdicts] == [False, False]


@pytest.mark.slow
def test_every_fault_of_the_language_is_noticed() -> None:
    corpus = mutants.recorded(townspeople(), recorded_language(SEED))
    verdicts = mutants.judged(mutants.kernel(), chosen(), corpus)
    alike = mutants.equivalent()
    assert [one.mutant.key for one in verdicts if not one.caught and one.mutant.key not in alike] == []
    assert [one.mutant.key for one in verdicts if one.caught and one.mutant.key in alike] == [], (
        "it does change something"
    )
