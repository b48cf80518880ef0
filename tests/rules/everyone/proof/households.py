"""Random families of every shape: who is in them, what is known of each, what was marked, received and earned."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.rules.everyone.proof.drafts import BORN, ROLE, Draft, any_value

from ryadom.rules.compiled import CompiledCriterion, Rulebook
from ryadom.rules.facts import Cover, Record, window_key
from ryadom.rules.incomes import DEFAULT, shifted, window

KNOWN = (1.0, 1.0, 1.0, 0.97, 0.9, 0.75, 0.4, 0.05)  # how much a family has told, drawn per family
SHAPES = (
    ("applicant",), ("applicant", "spouse"), ("applicant", "child"), ("applicant", "spouse", "child"),
    ("applicant", "child", "child"), ("applicant", "spouse", "child", "child"),
    ("applicant", "spouse", "child", "child", "child"), ("applicant", "child", "child", "child"),
    ("applicant", "spouse", "ward", "child"), ("applicant", "parent"), ("applicant", "spouse", "child", "parent"),
    ("applicant", "spouse", "parent", "parent", "child", "child", "other"), ("applicant", "ward", "ward"),
)  # fmt: skip
ODD = (
    (), ("child",), ("spouse", "child"), ("other",), ("applicant", "applicant", "child"), ("child", "child", "child"),
    ("applicant", "spouse", *["child"] * 8), ("applicant", *["ward"] * 6), ("applicant", "spouse", *["child"] * 10),
    ("applicant", "spouse", "spouse"), ("parent", "parent"),
)  # fmt: skip


def household(book: Rulebook, on: date, rng: Random) -> Draft:
    """A family out of nothing."""
    draft = Draft(book, on, rng, sources=trusted(rng))
    known = rng.choice(KNOWN)
    draft.open = rng.random() < 0.12
    for at, role in enumerate(_shape(rng)):
        facts = {ROLE: draft.held(role, 0.003)}
        if rng.random() < max(known, 0.3):
            facts[BORN] = draft.held(_born(role, on, rng), 0.005)
        draft.persons.append((f"p{at}", facts))
    fill(draft, known)
    mark(draft, known)
    earn(draft, known)
    return draft


def trusted(rng: Random) -> tuple[str, ...]:
    """Whom a family's facts come from: all from registers, all from words, or from everywhere."""
    return rng.choice((("register",), ("said",), ("register", "staff", "document"), ("said", "register", "staff")))


def _shape(rng: Random) -> list[str]:
    roles = list(rng.choice(ODD if rng.random() < 0.08 else SHAPES))
    if rng.random() < 0.15:
        rng.shuffle(roles)
    return roles


def _born(role: str, on: date, rng: Random) -> date:
    youngest, oldest = {"child": (-0.2, 25), "ward": (0, 20), "parent": (40, 95)}.get(role, (15, 75))
    oldest = 4 if role == "child" and rng.random() < 0.3 else oldest
    return on - timedelta(days=int(rng.uniform(youngest, oldest) * 365.25))


def fill(draft: Draft, known: float) -> None:
    """The other facts of the catalogue, each told or not."""
    for key, kind in draft.book.facts.items():
        if kind.file.type == "text" or key in (ROLE, BORN):
            continue
        share = min(known, 0.03) if key == "application-date" else known
        for facts in draft.owner(kind):
            if key not in facts and draft.rng.random() < share:
                facts[key] = draft.held(any_value(draft, kind))


def mark(draft: Draft, known: float) -> None:
    """What was attested, brought and received before: for the whole family, for one person, or both."""
    for key, values in marks(draft.book):
        if draft.rng.random() < known * 0.9:
            draft.facts[key] = draft.held(_marked(draft.rng, values), 0.004)
        for _, facts in draft.persons:
            if draft.rng.random() < known * 0.15:
                facts[key] = draft.held(_marked(draft.rng, values), 0.004)


def _marked(rng: Random, values: tuple[Any, ...]) -> Any:
    return values[0] if rng.random() < 0.6 else rng.choice(values)


def marks(book: Rulebook) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Every fact outside the catalogue that some criterion reads, with its values; the likeliest first."""
    found: dict[str, tuple[Any, ...]] = {}
    for measure in book.measures.values():
        found |= {f"received:{other}": (False, True) for _, other in measure.standing}
        for version in measure.versions:
            for top in version.criteria:
                for one in (top, *top.group):
                    found |= _mark_of(measure.id, one)
    return tuple(found.items())


def _mark_of(measure: str, criterion: CompiledCriterion) -> dict[str, tuple[Any, ...]]:
    values = {"attested": (True, False), "document": ("verified", "brought", "none")}.get(criterion.judge)
    return {f"{criterion.judge}:{measure}/{criterion.file.id}": values} if values else {}


# --- incomes ---------------------------------------------------------------------------------------------------------


def windows(book: Rulebook, asked: date) -> list[tuple[date, date]]:
    """The months that some measure looks at."""
    rules = (version.file.income or DEFAULT for measure in book.measures.values() for version in measure.versions)
    return sorted({window(rule, asked) for rule in rules})


def earn(draft: Draft, known: float) -> None:
    """What was earned: totals for a window or beside one, of the family or a person, and monthly records."""
    rng = draft.rng
    if rng.random() > max(known, 0.05):
        return
    total = Decimal(int(10 ** rng.uniform(5, 8.6))).scaleb(-2)
    for window_ in windows(draft.book, draft.asked):
        if rng.random() < 0.45:
            told(draft, window_, total)
    if rng.random() < 0.35:
        keep_records(draft, rng.choice(windows(draft.book, draft.asked)), total, [id for id, _ in draft.persons])


def told(draft: Draft, window_: tuple[date, date], total: Decimal) -> None:
    """A total for the window, for one beside it, or of one person; said roughly now and then."""
    rng, (first, last) = draft.rng, window_
    if rng.random() < 0.3:
        first, last = shifted(first, rng.randint(-9, 3)), shifted(last, rng.randint(-9, 3))
    held = draft.held(total, 0.25)
    if first <= last:
        owner = rng.choice(draft.persons)[1] if draft.persons and rng.random() < 0.2 else draft.facts
        owner[window_key(first, last)] = held


def keep_records(draft: Draft, window_: tuple[date, date], total: Decimal, people: list[str]) -> None:
    """The total in monthly records of some people, complete for the window, for more, or for too little."""
    rng, (first, last) = draft.rng, window_
    if not people:
        return
    kopecks = int(total * 100)
    cuts = sorted(rng.randint(0, kopecks) for _ in range(rng.randint(0, 3)))
    for low, high in zip([0, *cuts], [*cuts, kopecks], strict=True):
        month = shifted(first, rng.randint(0, (last.year - first.year) * 12 + last.month - first.month))
        draft.records.append(Record(rng.choice(people), month, "income", Decimal(high - low) / 100, "register"))
    start, end = rng.choice(((0, 0), (0, 0), (-3, 1), (-1, 0), (0, 2), (1, 0), (0, -1)))
    if shifted(first, start) <= shifted(last, end):
        draft.cover = Cover(shifted(first, start), shifted(last, end))
