"""What a proof has seen: decisions, unknowns, thresholds, each criterion in three ways, what was handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tests.rules.everyone.proof.batches import Batch, thresholds_of
from tests.rules.everyone.proof.nearness import Nearness

from ryadom.rules.compiled import CompiledCriterion, Rulebook
from ryadom.rules.everyone.decided import BETWEEN, OUTCOMES, STATES, Decided
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.snapshots.columns import SOURCE
from ryadom.rules.snapshots.families import family_at
from ryadom.rules.snapshots.part import Part

SAMPLED = 10  # every tenth family is answered once more to see how near its numbers came
WAYS = {"met": (State.MET, State.LIKELY), "unmet": (State.NOT_MET, State.NOT_YET), "unknown": (State.UNKNOWN,)}
Bit = tuple[str, str, str]  # region, measure, criterion


@dataclass
class Counted:
    """Sums over batches; two of them can be added."""

    decisions: int = 0
    unknown: int = 0
    sampled: int = 0
    near: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    amounts: Counter[int] = field(default_factory=Counter)
    bits: Counter[tuple[Bit, str]] = field(default_factory=Counter)
    handed_over: Counter[str] = field(default_factory=Counter)  # by measure
    odd: int = 0  # decisions of families that columns leave alone: nobody listed, a day of applying of their own
    handed_ordinary: Counter[str] = field(default_factory=Counter)  # by measure, of the other families
    reasons: Counter[str] = field(default_factory=Counter)  # why a whole measure was handed over: batches

    def add(self, other: Counted) -> None:
        for name in ("decisions", "unknown", "sampled", "near", "odd"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("outcomes", "amounts", "bits", "handed_over", "handed_ordinary", "reasons"):
            getattr(self, name).update(getattr(other, name))

    def lines(self) -> Iterable[str]:
        """The measured distribution in words."""
        yield f"within one unit of a threshold {_share(self.near, self.sampled)} (of {self.sampled:,} sampled)"
        yield f"with unknowns {_share(self.unknown, self.decisions)}"
        said = (f"{outcome} {_share(count, self.decisions)}" for outcome, count in self.outcomes.most_common())
        yield f"outcomes: {', '.join(said)}"
        yield from self.about_handing()

    def about_handing(self) -> Iterable[str]:
        """What was handed over: families that columns leave alone, then single decisions of the others."""
        total, ordinary = sum(self.handed_over.values()), sum(self.handed_ordinary.values())
        yield f"handed over {_share(total, self.decisions)}"
        yield f"left alone by their looks (nobody listed, own day of applying) {_share(self.odd, self.decisions)}"
        worst = "".join(f", {measure} {count:,}" for measure, count in self.handed_ordinary.most_common(8))
        yield f"of the other families handed over {_share(ordinary, self.decisions - self.odd)}{worst}"
        yield from (f"handed over whole in {count} batches: {why}" for why, count in self.reasons.most_common(12))

    def about_bits(self) -> Iterable[str]:
        """Which criteria were not seen in all three ways, and why; those that cannot be are only counted."""
        whole, lacking = self.seen()
        reasons = Counter(why for _, why in lacking if why)
        yield f"criteria seen met, unmet and unknown: {whole}"
        yield from (f"not in all ways, {count}: {why}" for why, count in reasons.most_common())
        unexplained = [line for line, why in lacking if not why]
        yield f"not in all ways without a reason: {len(unexplained)}" + "".join(
            f"\n    {one}" for one in unexplained[:40]
        )

    def seen(self) -> tuple[int, list[tuple[str, str | None]]]:
        """How many criteria were seen in all three ways, and the others with what they lack and why."""
        from tests.rules.everyone.proof.batches import REGIONS, book_of

        whole, lacking = 0, []  # type: ignore[var-annotated]
        for region in sorted(set(REGIONS)):
            for measure, id, reason in criteria_of(book_of(region)):
                lack = [way for way in WAYS if not self.bits[(region, measure, id), way]]
                whole += not lack
                if lack:
                    explained = reason is not None and set(lack) <= reason[0]
                    said = f"{region} {measure}/{id} never {', '.join(lack)}"
                    lacking.append((said, reason[1] if explained and reason else None))
        return whole, lacking


def odd(part: Part) -> Any:
    """Families that columns leave to the rules of one family by their looks."""
    applied = part.family.get("application-date")
    own_day = False if applied is None else (applied.state & SOURCE) != 0
    return (np.diff(part.start) == 0) | own_day


def counted(
    batch: Batch, columns: Sequence[Decided], rows: Sequence[Decided], reasons: Mapping[str, str] | None = None
) -> Counted:
    """What one batch adds. `reasons`: why whole measures were handed over."""
    found = Counted(decisions=sum(map(len, rows)))
    found.reasons.update(f"{measure}: {why}" for measure, why in (reasons or {}).items())
    left = odd(batch.part)
    for one in rows:
        found.unknown += int(_unknown(one).sum())
        found.outcomes.update({OUTCOMES[o].value: int(n) for o, n in zip(*_unique(one.outcome), strict=True)})
        found.amounts.update({int(s): int(n) for s, n in zip(*_unique(one.amount_state), strict=True)})
        _count_bits(batch.region, one, found)
    for one in columns:
        found.handed_over[one.measure] += int(one.by_row.sum())
        found.handed_ordinary[one.measure] += int((one.by_row & ~left[one.family]).sum())
    found.odd = sum(int(left[one.family].sum()) for one in rows)
    found.handed_over, found.handed_ordinary = +found.handed_over, +found.handed_ordinary
    sample(batch, found)
    return found


def _unique(column: Any) -> tuple[Any, Any]:
    return np.unique(column, return_counts=True)


def _unknown(one: Decided) -> Any:
    """Rows in which something is not known: the outcome, the amount, a criterion."""
    unknown = one.is_outcome(Outcome.UNKNOWN) | (one.amount_state == BETWEEN)
    for at in range(len(one.criterion_ids)):
        unknown |= one.state(at) == STATES.index(State.UNKNOWN)
    return unknown


def _count_bits(region: str, one: Decided, found: Counted) -> None:
    for at, id in enumerate(one.criterion_ids):
        states = one.state(at)
        for way, ones in WAYS.items():
            count = int(np.isin(states, [STATES.index(state) for state in ones]).sum())
            if count:
                found.bits[(region, one.measure, id), way] += count


def sample(batch: Batch, found: Counted) -> None:
    """How many of a few families' decisions stood near a threshold."""
    nearness = _NEARNESS.setdefault(batch.region, Nearness(thresholds_of(batch.region)))
    for row in range(0, batch.part.families, SAMPLED):
        decisions, near = nearness.near(family_at(batch.part, row, batch.parameters), batch.on)
        found.sampled += decisions
        found.near += near


_NEARNESS: dict[str, Nearness] = {}


def criteria_of(book: Rulebook) -> Iterable[tuple[str, str, tuple[set[str], str] | None]]:
    """Every criterion that a decision has bits for, and in which ways it cannot come out, with the reason."""
    for measure in book.measures.values():
        standing = [(one.file.id, one) for one, _ in measure.standing]
        own = [(one.file.id, one) for version in measure.versions for one in version.criteria]
        for id, one in dict([*own, *standing]).items():
            yield measure.id, id, _impossible(one, closed=_closed(measure))


def _closed(measure: Any) -> bool:
    from tests.rules.everyone.proof.batches import FIRST

    return bool(measure.file.closed and measure.file.closed.on <= FIRST)


def _impossible(one: CompiledCriterion, closed: bool) -> tuple[set[str], str] | None:
    if closed:
        return set(WAYS), "the measure had ended before the first day asked about"
    if one.group and not one.file.complete:
        return {"unmet"}, "the list of categories is incomplete: at worst unknown"
    return None


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
