"""A family that the rules say yes (or no) to, found by asking the engine itself.

Where a rule reads the members of a family in ways that cannot be cut apart, "sometimes" is still shown by example:
families of a few shapes, of whom nothing is known but who they are, are narrowed cell by cell until the very code that
answers people gives the wanted answer. An example proves; the lack of one proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ryadom.feel import Cuts, Expression, Unknown, evaluate
from ryadom.feel import tree as t
from ryadom.feel.unknown import unknown_boolean
from ryadom.rules.checks.decided import Outcomes, explore
from ryadom.rules.checks.lowering import Stretch
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.facts import FactRef, FactValue, Family
from ryadom.rules.facts import Person as Member
from ryadom.rules.ground import PERSONS, Ground, domain
from ryadom.rules.judging import Judging
from ryadom.rules.names import readers_of
from ryadom.rules.outcomes import State

SHAPES = (
    ("applicant", "spouse", "child", "child", "child"),
    ("applicant", "ward"),
    ("applicant",),
    ("applicant", "child"),
    ("applicant", "spouse", *("ward",) * 8),
    ("applicant", "spouse", *("child",) * 8),
)
LOOKS = 60
MOST_LOOKS = 200
MOST_DAYS = 4
LATER = timedelta(days=30)


def shown(
    book: Rulebook,
    measure: Measure,
    version: CompiledVersion,
    criteria: Iterable[CompiledCriterion],
    stretches: Iterable[Stretch],
    wanted: Collection[bool],
) -> frozenset[bool]:
    """Which of the wanted outcomes some family has for all these criteria together."""
    seen: set[bool] = set()
    judged, looks = tuple(criteria), 0
    for stretch in stretches:
        for day in _days(version, stretch):
            for asked in _families(book, measure, version, day):
                found = _outcomes(book, measure, version, judged, asked, wanted)
                seen |= found.seen.keys()
                looks += found.looks
                if set(wanted) <= seen or looks > MOST_LOOKS:
                    return frozenset(seen & set(wanted))
    return frozenset(seen & set(wanted))


def _days(version: CompiledVersion, stretch: Stretch) -> list[date]:
    """Days of the stretch to ask about: those that the rules name, the first of July, its first; the newest first."""
    rules = [one.rule for top in version.criteria for one in (top, *top.group) if one.rule is not None]
    named = {day for rule in rules for day in _named(rule.tree)}
    newest = max(named, default=stretch.first)
    days = {*named, date(max(newest, stretch.first).year, 7, 1), stretch.first}
    if stretch.last is not None:
        days |= {max(stretch.first, stretch.last - LATER), date(stretch.last.year, 7, 1)}
    return sorted(
        (d for d in days if stretch.first <= d and (stretch.last is None or d <= stretch.last)), reverse=True
    )[:MOST_DAYS]


def _named(node: t.Node) -> Iterator[date]:
    """The days that a rule compares with: `@"2018-01-01"`, `date(2018, 1, 1)`."""
    if isinstance(node, t.Literal) and isinstance(node.value, date):
        yield node.value
    if isinstance(node, t.Call) and isinstance(node.callee, t.Name) and node.callee.name == "date":
        made = evaluate(Expression("", "expression", node), {})
        if isinstance(made, date):
            yield made
    for child in t.children(node):
        yield from _named(child)


def _families(
    book: Rulebook, measure: Measure, version: CompiledVersion, on: date
) -> Iterator[tuple[Family, Member | None, date]]:
    """Families of several shapes, asked about on a day."""
    roles = book.facts.get("family-role")
    known = {choice.value for choice in roles.file.choices} if roles else set()
    for shape in SHAPES:
        if not known.issuperset(shape):
            continue
        people = tuple(
            Member(f"p{i}", f"p{i}", {"family-role": FactValue(role, "register")}) for i, role in enumerate(shape)
        )
        family = Family(book.region, people)
        subject = next((p for p in people if p.facts["family-role"].value in _subjects(measure)), None)
        if subject is None and measure.file.for_ in ("adult", "child"):
            continue
        yield from _on_reference(book, version, family, subject, on)


def _subjects(measure: Measure) -> tuple[str, ...]:
    return {"adult": ("applicant",), "child": ("child", "ward")}.get(measure.file.for_, ())


def _on_reference(
    book: Rulebook, version: CompiledVersion, family: Family, subject: Member | None, on: date
) -> Iterator[tuple[Family, Member | None, date]]:
    """The same family, with the day that the version counts from known."""
    kind = next((k for k in book.facts.values() if k.file.name == version.file.reference), None)
    if version.by_application or kind is None:
        yield family, subject, on
        return
    held = FactValue(on, "register")
    person = subject or (family.persons[0] if kind.file.of == "person" else None)
    owner = person.id if person and kind.file.of == "person" else None
    dated = family.with_fact(FactRef(kind.key, owner), held)
    for months in (1, 5, 14, 40):
        yield dated, subject and dated.person(subject.id), on + months * LATER


def _outcomes(
    book: Rulebook,
    measure: Measure,
    version: CompiledVersion,
    criteria: tuple[CompiledCriterion, ...],
    asked: tuple[Family, Member | None, date],
    wanted: Collection[bool],
) -> Outcomes:
    family, subject, on = asked
    readers = readers_of(book)
    bounds = Ground(book, family, on, readers)

    def look(supposed: Mapping[Any, Any], cuts: Cuts) -> tuple[Any, Collection[Hashable]]:
        ground = Ground(book, family, on, readers)
        ground.within, ground.cuts, ground.assumed = True, cuts, supposed
        for ref, value in supposed.items():
            owner = family.person(ref.person) if ref.person else None
            ground.known_of(owner)[ref.key] = (value, ref, None)
        judging = Judging(ground, measure, subject)
        frame = judging.framed(version, judging.reference(version))
        return _together(judging, frame, criteria)

    def domain_of(ref: Any) -> Unknown | None:
        return None if ref == PERSONS else domain(bounds, ref)

    return explore(look, domain_of, enough=wanted, budget=LOOKS, points=lambda domain: _points(domain, on))


def _points(domain: Unknown, on: date) -> list[Any]:
    """Single values to try where nothing can be cut: the ends of a number, days around the day asked about."""
    if domain.options is not None:
        return []
    if isinstance(domain.low, Decimal) or isinstance(domain.high, Decimal):
        return [end for end in (domain.low, domain.high) if end is not None]
    if isinstance(domain.low or domain.high or on, date):
        days = (on - timedelta(days=back) for back in (1, 400, 4000, 14000, -400))
        return [day for day in days if (domain.low or day) <= day <= (domain.high or day)]
    return []


def _together(judging: Judging, frame: Any, criteria: Iterable[CompiledCriterion]) -> tuple[Any, Collection[Hashable]]:
    """True when all criteria are met, False when one is surely not, None when one is broken; else what the first open
    one waits for.
    """
    waiting: tuple[Unknown, Collection[Hashable]] | None = None
    for criterion in criteria:
        judged = judging.judge(frame, criterion, traced=False)
        if judged.state in (State.NOT_MET, State.NOT_YET):
            return False, ()
        if judged.state is State.UNKNOWN and waiting is None:
            waiting = unknown_boolean(judged.missing), judged.missing
        if judged.state is State.FAILED:
            return None, ()
    return waiting or (True, ())
