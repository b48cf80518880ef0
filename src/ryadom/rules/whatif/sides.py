"""The two books of a scenario: the rules in force, and the rules as the scenario would have them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ryadom.packs.api import Finding, Library, Practice, PracticeErrors
from ryadom.rules.book import compile_book
from ryadom.rules.compiled import Rulebook
from ryadom.rules.laying import lay_measures
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.touched import touched


@dataclass(frozen=True)
class StatusQuo:
    """What holds: the book, the practices it was compiled from, and the library that a scenario may take more from.

    `lay` puts what the region has entered itself over a book that is compiled anew.
    """

    book: Rulebook
    installed: tuple[Practice, ...] = ()
    library: Mapping[str, Practice] = field(default_factory=dict)
    lay: Callable[[Rulebook], Rulebook] = lambda book: book

    @classmethod
    def of_library(cls, library: Library, region: str) -> "StatusQuo":
        """A region as the library on disk has it, without a database."""
        practices = library.installed(region)
        return cls(compile_book(practices, region, library.region(region)), practices, library.practices)


@dataclass(frozen=True)
class Sides:
    """Both books; `touched`: the measures that may answer otherwise. All others stay as they are, by proof."""

    scenario: Scenario
    before: Rulebook
    after: Rulebook
    touched: tuple[str, ...]


def sides(quo: StatusQuo, scenario: Scenario) -> Sides:
    """The books of a scenario. Raises PracticeErrors where the changed set of practices does not hold together."""
    after = lay_measures(_installed(quo, scenario), scenario.measures)
    capped = [ceiling.measure for ceiling in scenario.ceilings]
    return Sides(scenario, quo.book, after, touched(quo.book, after, scenario.parameters, capped))


def _installed(quo: StatusQuo, scenario: Scenario) -> Rulebook:
    if not scenario.added and not scenario.left_out:
        return quo.book
    kept = [p for p in quo.installed if p.id not in scenario.left_out]
    chosen = (*kept, *(quo.library[id] for id in scenario.added))
    missing = [
        (one.id, needed) for one in chosen for needed in one.about.requires if needed not in {p.id for p in chosen}
    ]
    if missing:
        raise PracticeErrors([_needs(one, needed) for one, needed in missing])
    return quo.lay(compile_book(chosen, quo.book.region, quo.book.about))


def _needs(one: str, needed: str) -> Finding:
    return Finding(
        f"{one}/practice.yaml", 1, 1,
        f"практике «{one}» нужна практика «{needed}», а в сценарии её нет",
        f'the practice "{one}" requires "{needed}", which the scenario leaves out',
    )  # fmt: skip
