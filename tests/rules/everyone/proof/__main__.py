"""`make proof DECISIONS=10000000 SEED=1 MUTANTS=200`: the differential run, the practices' cases, then the mutants."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryadom.site.settings")

from tests.rules.everyone.proof import mutants
from tests.rules.everyone.proof.mutants import Verdict
from tests.rules.everyone.proof.practices import batches_of_cases
from tests.rules.everyone.proof.record import corpus
from tests.rules.everyone.proof.running import Judged, judged, run


def main(words: Sequence[str] | None = None) -> int:
    """0 where nothing disagrees and every mutant is caught or known to change nothing."""
    asked = _asked(words)
    print("the cases of the practices, both ways:")
    total = cases()
    _say(total, bits=False)
    print(f"random families, seed {asked.seed}:")
    found = run(asked.seed, asked.decisions, asked.workers)
    print(file=sys.stderr)
    _say(found)
    total.counted.add(found.counted)
    total.disagreements += found.disagreements
    verdicts, alike = _mutants(asked)
    line = summary(total, verdicts, alike)
    print(line)
    survivors = [one for one in verdicts if not one.caught and one.mutant.key not in alike]
    return 1 if total.disagreements or survivors else 0


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make proof", description=__doc__)
    parser.add_argument("--decisions", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--mutants", type=int, default=150)
    return parser.parse_args(words)


def cases() -> Judged:
    """All practice cases through both printings."""
    total: Judged | None = None
    for one in batches_of_cases():
        found = judged(one)
        if total is None:
            total = found
        else:
            total.counted.add(found.counted)
            total.disagreements += found.disagreements
            total.reports += found.reports
    assert total is not None
    return total


def _say(found: Judged, bits: bool = True) -> None:
    print(f"  {found.counted.decisions:,} decisions, {found.disagreements} disagreements")
    for line in (*found.counted.lines(), *(found.counted.about_bits() if bits else ())):
        print(f"  {line}")
    for report in found.reports:
        print(f"\n{report}")


def _mutants(asked: argparse.Namespace) -> tuple[list[Verdict], dict[str, str]]:
    if not asked.mutants:
        return [], {}
    subject = mutants.kernel()
    chosen = mutants.some(mutants.all_mutants(subject), asked.mutants, asked.seed)
    print(f"{len(chosen)} mutants of {', '.join(subject.modules)}")
    verdicts = mutants.judged(subject, chosen, corpus(asked.seed), asked.workers)
    alike = mutants.equivalent()
    for one in verdicts:
        if not one.caught:
            print(f"  survived: {one.mutant.title}{'; ' + alike[one.mutant.key] if one.mutant.key in alike else ''}")
    return verdicts, alike


def summary(total: Judged, verdicts: Sequence[Verdict], alike: dict[str, str]) -> str:
    """The last line. Mutants that are listed as changing nothing are not counted."""
    real = [one for one in verdicts if one.caught or one.mutant.key not in alike]
    caught = sum(one.caught for one in real)
    handed, decisions = sum(total.counted.handed_over.values()), total.counted.decisions
    share = f"{100 * handed / decisions:.3f}" if decisions else "0.000"
    return (
        f"decisions {decisions} disagreements {total.disagreements} mutants caught {caught} of {len(real)} "
        f"handed over {share} %"
    )


if __name__ == "__main__":
    raise SystemExit(main())
