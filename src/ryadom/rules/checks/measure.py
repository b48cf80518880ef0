"""Everything that can be said about one measure of a book: for the report of a library, and for the one who writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from ryadom.packs.api import Finding
from ryadom.rules.book import Measure, Rulebook
from ryadom.rules.checks import cited, exclusions, faced, times, typed
from ryadom.rules.checks.criteria import Decided, decide
from ryadom.rules.checks.faults import Fault
from ryadom.rules.checks.inference import Typing

__all__ = ["Checked", "checked", "faults_of", "of_measure"]


@dataclass
class Checked:
    """The faults of a measure's rules, and what could be decided of each of its versions."""

    faults: list[Fault] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)


def of_measure(book: Rulebook, measure: Measure) -> list[Finding]:
    """Every finding about one compiled measure: its file, its types and units, what its criteria can come to."""
    found = [fault.finding(measure.item) for fault in checked(book, measure).faults]
    return sorted({*found, *of_file(book, measure)})


def of_file(book: Rulebook, measure: Measure) -> list[Finding]:
    """The findings about the file itself, without its rules' meaning."""
    item = measure.item
    return [
        *faced.of_measure(book, measure),
        *times.of_measure(item),
        *cited.of_measure(item),
        *exclusions.of_measure(book, measure),
    ]


def faults_of(book: Rulebook, measure: Measure) -> list[Fault]:
    """The faults of the rules with path and span, for an editor that shows them beside the text."""
    return checked(book, measure).faults


def checked(book: Rulebook, measure: Measure, typing: Typing | None = None) -> Checked:
    """Types first: a rule whose types do not fit is not asked what it can come to."""
    found, typing = Checked(), typing or Typing(book)
    for version in measure.versions:
        wrong = list(typed.of_version(typing, version))
        found.faults += wrong
        if not wrong:
            decided = decide(book, measure, version)
            found.decided.append(decided)
            found.faults += decided.faults
        else:
            found.decided.append(_undecided(version.criteria))
    return found


def _undecided(criteria: object) -> Decided:
    found = Decided()
    for top in criteria:  # type: ignore[attr-defined]
        for one in top.group or (top,):
            if one.rule is not None:
                found.criteria[one.file.id] = "not decided"
                found.reasons[one.file.id] = "types"
    return found
