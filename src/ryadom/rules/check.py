"""What `ryadom practice check` says: every fault of a library, and an honest account of how much of the law a
machine decides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from ryadom.feel import Expression, check_profile
from ryadom.packs.api import EVERYWHERE, Finding, Item, Library, PracticeErrors, did_you_mean, load_library
from ryadom.rules import practice_tests
from ryadom.rules.book import Measure, Rulebook, compile_book
from ryadom.rules.kinds import Criterion, MeasureFile, MeasureVersion

OLDEST_OPEN = date(2022, 1, 1)


@dataclass
class Report:
    """What was found, and how each criterion is judged and verified."""

    findings: list[Finding] = field(default_factory=list)
    measures: dict[str, MeasureFile] = field(default_factory=dict)
    judges: Counter[str] = field(default_factory=Counter)
    verified: Counter[str] = field(default_factory=Counter)
    not_checked: int = 0
    rich: int = 0
    cases: int = 0

    @property
    def errors(self) -> list[Finding]:
        """What makes the check fail."""
        return sorted({f for f in self.findings if f.severity == "error"})

    @property
    def warnings(self) -> list[Finding]:
        """What a methodologist should look at."""
        return sorted({f for f in self.findings if f.severity == "warning"})


def check(root: Path) -> Report:
    """Check every practice at or below `root`, each as its region would install it."""
    report, root = Report(), root.resolve()
    try:
        library = load_library(library_root(root))
    except PracticeErrors as errors:
        report.findings.extend(errors.findings)
        return report
    inside = {p.id for p in library.practices.values() if root in (p.folder, *p.folder.parents)}
    runs = [run for region in _regions(library) for run in _check_region(report, library, region, inside)]
    report.findings.extend(
        practice_tests.coverage(report.measures, (r for r in runs if r.item.value.measure in report.measures))
    )
    report.findings.extend(_untested(report, library, {r.item.value.measure for r in runs}))
    return report


def library_root(path: Path) -> Path:
    """The folder that holds the regions' folders, seen from a practice, a region or the library itself."""
    path = path.resolve()
    if (path / "practice.yaml").is_file():
        return path.parent.parent
    if any((child / "practice.yaml").is_file() for child in path.iterdir() if child.is_dir()):
        return path.parent
    return path


def _regions(library: Library) -> list[str]:
    return sorted(library.regions) or [EVERYWHERE]


def _check_region(report: Report, library: Library, region: str, inside: set[str]) -> list[practice_tests.Run]:
    try:
        book = compile_book(library.installed(region), region, library.region(region))
    except PracticeErrors as errors:
        report.findings.extend(errors.findings)
        return []
    for measure in book.measures.values():
        if measure.practice in inside and measure.id not in report.measures:
            report.measures[measure.id] = measure.file
            report.findings.extend(_of_measure(book, measure))
            _count(report, measure)
    _definitions(report, book)
    return _tests(report, library, book, inside)


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


def _definitions(report: Report, book: Rulebook) -> None:
    for definition in book.definitions.values():
        for version in definition.versions:
            for fault in _profile(book, version.rule):
                place = f"{definition.practice}/definitions/{definition.id}.yaml"
                report.findings.append(Finding(place, 1, 1, *fault))


def _profile(book: Rulebook, rule: Expression) -> Iterator[tuple[str, str]]:
    """What of a rule lies outside the profile, in Russian and English."""
    for error in check_profile(rule, in_filters=book.in_filters):
        yield error.message("ru"), error.message("en")


def _of_measure(book: Rulebook, measure: Measure) -> Iterator[Finding]:
    item, file = measure.item, measure.file
    sources = {s.id for s in file.sources}
    for i, situation in enumerate(file.situations):
        if situation not in book.situations:
            ru, en = did_you_mean(situation, book.situations)
            yield item.finding(
                ("situations", i), f"нет жизненной ситуации «{situation}»{ru}", f'no life situation "{situation}"{en}'
            )
    if len(file.short.ru) > 40:
        yield item.finding(
            ("short",), "краткое название длиннее 40 знаков", "the short title is longer than 40 characters"
        )
    yield from _open_sources(item, file)
    for i, version in enumerate(file.versions):
        yield from _of_version(book, measure, i, version, sources)
    yield from _gaps(item, file)


def _open_sources(item: Item, file: MeasureFile) -> Iterator[Finding]:
    dates = [s.date for s in file.sources if s.date]
    if not file.closed and max(dates, default=date.min) < OLDEST_OPEN:
        yield item.finding(
            ("sources",),
            "открытая мера без источника новее 2022 года",
            "an open measure without a source of 2022 or newer",
        )


def _gaps(item: Item, file: MeasureFile) -> Iterator[Finding]:
    versions = sorted(file.versions, key=lambda v: v.from_)
    for earlier, later in pairwise(versions):
        if earlier.to is not None and (later.from_ - earlier.to).days != 1:
            yield item.finding(
                ("versions",),
                f"между версиями с {earlier.from_} и с {later.from_} разрыв или наложение",
                f"a gap or overlap between the versions from {earlier.from_} and {later.from_}",
            )


def _of_version(
    book: Rulebook, measure: Measure, i: int, version: MeasureVersion, sources: set[str]
) -> Iterator[Finding]:
    place: tuple[str | int, ...] = ("versions", i)
    ids: set[str] = set()
    for path, criterion in _criteria(place, version):
        if criterion.id in ids:
            yield measure.item.finding(
                path, f"критерий «{criterion.id}» повторяется", f'the criterion "{criterion.id}" stands twice'
            )
        ids.add(criterion.id)
        if criterion.source and criterion.source not in sources:
            ru, en = did_you_mean(criterion.source, sources)
            yield measure.item.finding(
                (*path, "source"), f"нет источника «{criterion.source}»{ru}", f'no source "{criterion.source}"{en}'
            )
        if criterion.judge != "any" and not criterion.unmet:
            yield measure.item.finding(
                path,
                f"у критерия «{criterion.id}» нет слов для отказа (unmet)",
                f'the criterion "{criterion.id}" has no words for a refusal (unmet)',
            )
    compiled = measure.versions[i]
    rules = [(c.place, c.rule) for top in compiled.criteria for c in (top, *top.group) if c.rule]
    rules += [((*place, "amount", "rule"), compiled.amount)] if compiled.amount else []
    for path, rule in rules:
        for ru, en in _profile(book, rule):
            yield measure.item.finding(path, ru, en)


def _criteria(
    place: tuple[str | int, ...], version: MeasureVersion
) -> Iterator[tuple[tuple[str | int, ...], Criterion]]:
    for i, top in enumerate(version.who.criteria):
        here = (*place, "who", "criteria", i)
        yield here, top
        for j, member in enumerate(top.any or ()):
            yield (*here, "any", j), member


def _count(report: Report, measure: Measure) -> None:
    sources = {s.id: s.verified for s in measure.file.sources}
    version = max(measure.file.versions, key=lambda v: v.from_)
    leaves = [c for _, c in _criteria((), version) if c.judge != "any"]
    report.rich += len(leaves) >= 3 and version.amount is not None
    for criterion in leaves:
        report.judges[criterion.judge] += 1
        report.verified[criterion.verified or sources.get(criterion.source or "", "recalled")] += 1
        report.not_checked += criterion.article == "not checked"


def summary(report: Report) -> Iterable[str]:
    """The account in words: judged by rule, by document, by a person; how far verified; what is not checked."""
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
    yield f"errors {len(report.errors)}, warnings {len(report.warnings)}"
