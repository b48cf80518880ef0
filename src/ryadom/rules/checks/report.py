"""What `ryadom practice check` says: every fault of a library, and an honest account of how much of the law a
machine decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ryadom.packs.api import (
    EVERYWHERE,
    Finding,
    Item,
    Library,
    PracticeErrors,
    all_kinds,
    did_you_mean,
    load_library,
)
from ryadom.rules import practice_tests
from ryadom.rules.book import Measure, Rulebook, compile_book
from ryadom.rules.checks import cited, exclusions, times, typed, unused
from ryadom.rules.checks.criteria import Decided
from ryadom.rules.checks.faced import criteria_of, outside_profile
from ryadom.rules.checks.inference import Typing
from ryadom.rules.checks.measure import checked, of_file
from ryadom.rules.kinds import MeasureFile

__all__ = ["Report", "as_data", "check", "library_root", "summary"]


@dataclass
class Report:
    """What was found, how each criterion is judged and verified, and what was decided of each version."""

    findings: list[Finding] = field(default_factory=list)
    measures: dict[str, MeasureFile] = field(default_factory=dict)
    judges: Counter[str] = field(default_factory=Counter)
    verified: Counter[str] = field(default_factory=Counter)
    not_checked: int = 0
    rich: int = 0
    cases: int = 0
    decided: dict[str, list[Decided]] = field(default_factory=dict)

    @property
    def errors(self) -> list[Finding]:
        """What makes the check fail."""
        return sorted({f for f in self.findings if f.severity == "error"})

    @property
    def warnings(self) -> list[Finding]:
        """What a methodologist should look at."""
        return sorted({f for f in self.findings if f.severity == "warning"})

    @property
    def undecided(self) -> dict[str, str]:
        """What could not be decided: `measure[version]/criterion`, or `measure[version]`, with the reason."""
        found = {}
        for id, versions in self.decided.items():
            for i, version in enumerate(versions):
                for criterion, reason in version.reasons.items():
                    found[f"{id}[{i}]" + ("" if criterion == "*" else f"/{criterion}")] = reason
        return found


def check(root: Path) -> Report:
    """Check every practice at or below `root`, each as its region would install it."""
    report, root = Report(), root.resolve()
    try:
        library = load_library(library_root(root))
    except PracticeErrors as errors:
        report.findings.extend(errors.findings)
        return report
    inside = {p.id for p in library.practices.values() if root in (p.folder, *p.folder.parents)}
    books = list(_books(report, library))
    runs = [run for book in books for run in _check_region(report, library, book, inside)]
    report.findings.extend(
        practice_tests.coverage(report.measures, (r for r in runs if r.item.value.measure in report.measures))
    )
    report.findings.extend(_untested(report, library, {r.item.value.measure for r in runs}))
    report.findings.extend(_of_library(library, books, inside))
    for kind in all_kinds().values():
        if kind.beside is not None:
            report.findings.extend(kind.beside(library, sorted(inside)))
    return report


def library_root(path: Path) -> Path:
    """The folder that holds the regions' folders, seen from a practice, a region or the library itself."""
    path = path.resolve()
    if (path / "practice.yaml").is_file():
        return path.parent.parent
    if any((child / "practice.yaml").is_file() for child in path.iterdir() if child.is_dir()):
        return path.parent
    return path


def _books(report: Report, library: Library) -> Iterator[Rulebook]:
    """The book of each region; the faults of one that cannot be compiled are reported."""
    for region in sorted(library.regions) or [EVERYWHERE]:
        try:
            yield compile_book(library.installed(region), region, library.region(region))
        except PracticeErrors as errors:
            report.findings.extend(errors.findings)


def _check_region(report: Report, library: Library, book: Rulebook, inside: set[str]) -> list[practice_tests.Run]:
    typing = Typing(book)
    for measure in book.measures.values():
        if measure.practice in inside:
            _of_measure(report, book, measure, typing)
    _definitions(report, library, book, typing)
    report.findings.extend(exclusions.of_book(book))
    report.findings.extend(_of_other_rooms(library, book, inside))
    return _tests(report, library, book, inside)


def _of_other_rooms(library: Library, book: Rulebook, inside: set[str]) -> Iterator[Finding]:
    """What the rooms above say of their own kinds of files, in this region."""
    practices = [practice for practice in library.installed(book.region) if practice.id in inside]
    for kind in all_kinds().values():
        if kind.check is not None:
            yield from kind.check(book, [item for practice in practices for item in practice.of(kind.name)])


def _of_measure(report: Report, book: Rulebook, measure: Measure, typing: Typing) -> None:
    """A measure of everywhere is looked at once; where a region lacks the numbers for it, in the next region again."""
    known = report.decided.get(measure.id)
    if known is not None and not any(version.valueless for version in known):
        return
    found = checked(book, measure, typing)
    if known is None:
        report.measures[measure.id] = measure.file
        report.findings.extend(of_file(book, measure))
        _count(report, measure)
        report.decided[measure.id] = found.decided
        report.findings.extend(fault.finding(measure.item) for fault in found.faults)
        return
    for i, version in enumerate(found.decided):
        if known[i].valueless and not version.valueless:
            lacking = {fault.finding(measure.item) for fault in known[i].faults}
            report.findings = [one for one in report.findings if one not in lacking]
            report.findings.extend(fault.finding(measure.item) for fault in version.faults)
            known[i] = version


def _tests(report: Report, library: Library, book: Rulebook, inside: set[str]) -> list[practice_tests.Run]:
    """Federal tests run in the region that their cases name; a region's own in the region."""
    items = [item for p in library.installed(book.region) if p.id in inside for item in p.of("tests")]
    runs = [run for item in items for run in _one_file(report, book, item)]
    report.cases += len(runs)
    return runs


def _untested(report: Report, library: Library, tested: set[str]) -> Iterator[Finding]:
    for practice in library.practices.values():
        for item in practice.of("measure"):
            if item.id in report.measures and item.id not in tested and not item.value.closed:
                yield item.finding((), "у меры нет проверок в tests", "the measure has no tests")


def _of_library(library: Library, books: list[Rulebook], inside: set[str]) -> Iterator[Finding]:
    """What is seen only across files: time, sources, and what nobody reads."""
    for kind in all_kinds().values():
        if kind.beside is not None:
            yield from kind.beside(library, sorted(inside))
    every = list(library.practices.values())
    places = {practice.id for practice in every}
    definitions = [item for p in every for item in p.of("definition") if p.id in inside]
    yield from times.of_definitions(definitions)
    within = {item.document.file for p in every if p.id in inside for item in p.of("parameter")}
    found = times.of_parameters(item for p in every for item in p.of("parameter"))
    yield from (one for one in found if one.file in within)
    yield from cited.of_values(
        item for p in every if p.id in inside for kind in ("definition", "parameter", "set") for item in p.of(kind)
    )
    if len(books) == max(len(library.regions), 1):  # of a region that cannot be compiled nobody knows what it reads
        read = frozenset().union(*(unused.read_in(book) for book in books))
        yield from unused.unread(library, sorted(inside & places), read)


def _one_file(report: Report, book: Rulebook, item: Item) -> list[practice_tests.Run]:
    if item.value.measure not in book.measures:
        ru, en = did_you_mean(item.value.measure, book.measures)
        report.findings.append(
            item.finding(("measure",), f"нет меры «{item.value.measure}»{ru}", f'no measure "{item.value.measure}"{en}')
        )
        return []
    if not _meant_for(book, item):
        return []
    runs, findings = practice_tests.run(book, item)
    report.findings.extend(findings)
    return runs


def _meant_for(book: Rulebook, item: Item) -> bool:
    """A tests file runs in the region that its first case names; without one, in its practice's own region."""
    first = next((c.facts for c in item.value.cases if c.facts), None) or {}
    return str(first.get("region", book.region)) == book.region


def _definitions(report: Report, library: Library, book: Rulebook, typing: Typing) -> None:
    items = {(p.id, item.id): item for p in library.practices.values() for item in p.of("definition")}
    for definition in book.definitions.values():
        item = items[definition.practice, definition.id]
        for i, version in enumerate(definition.versions):
            for ru, en in outside_profile(book, version.rule):
                report.findings.append(item.finding(("versions", i, "rule"), ru, en))
        report.findings.extend(fault.finding(item) for _, fault in typed.of_definition(typing, definition))


def _count(report: Report, measure: Measure) -> None:
    sources = {s.id: s.verified for s in measure.file.sources}
    version = max(measure.file.versions, key=lambda v: v.from_)
    leaves = [c for _, c in criteria_of((), version) if c.judge != "any"]
    report.rich += len(leaves) >= 3 and version.amount is not None
    for criterion in leaves:
        report.judges[criterion.judge] += 1
        report.verified[criterion.verified or sources.get(criterion.source or "", "recalled")] += 1
        report.not_checked += criterion.article == "not checked"


def summary(report: Report) -> Iterable[str]:
    """The account in words: judged by rule, by document, by a person; how far verified; what was decided."""
    total = sum(report.judges.values()) or 1
    share = {judge: f"{100 * report.judges[judge] / total:.0f} %" for judge in ("rule", "document", "attested")}
    yield f"measures {len(report.measures)}, with three or more criteria and an amount {report.rich}"
    yield f"cases {report.cases}"
    judged = f"by rule {share['rule']}, by document {share['document']}, by a person {share['attested']}"
    yield f"criteria {sum(report.judges.values())}: {judged}"
    yield "verified: " + ", ".join(
        f"{mark} {report.verified[mark]}" for mark in ("act", "official_page", "press", "recalled")
    )
    yield f"articles not checked: {report.not_checked}"
    yield _decided(report)
    yield f"errors {len(report.errors)}, warnings {len(report.warnings)}"


def _decided(report: Report) -> str:
    """How many rules of all versions the decision procedure settled, and the names of those it did not."""
    versions = [version for found in report.decided.values() for version in found]
    criteria = [verdict for version in versions for verdict in version.criteria.values()]
    whole = sum(all(v.measure != "not decided" for v in found) for found in report.decided.values())
    settled = sum(verdict != "not decided" for verdict in criteria)
    open_ = ", ".join(f"{place} ({reason})" for place, reason in sorted(report.undecided.items()))
    line = f"decided: criteria by rule {settled} of {len(criteria)}, measures {whole} of {len(report.decided)}"
    return line + (f"; not decided: {open_}" if open_ else "")


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data, for other programs."""
    return {
        "findings": [
            {"file": f.file, "line": f.line, "column": f.column, "severity": f.severity, "ru": f.ru, "en": f.en}
            for f in [*report.errors, *report.warnings]
        ],
        "measures": len(report.measures),
        "cases": report.cases,
        "judges": dict(report.judges),
        "verified": dict(report.verified),
        "articles_not_checked": report.not_checked,
        "decided": {
            id: [{"measure": v.measure, "criteria": v.criteria} for v in found] for id, found in report.decided.items()
        },
        "not_decided": report.undecided,
    }
