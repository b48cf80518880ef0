"""The same five rules in our language (practice/ beside) on the same people, in a process of its own."""

import sys
from datetime import date
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "src")]

from people import MONTH, Arrays, load  # noqa: E402
from readings import arguments, hand_over, timed  # noqa: E402

from ryadom.packs.api import load_library  # noqa: E402
from ryadom.rules.book import compile_book  # noqa: E402
from ryadom.rules.compiled import Rulebook  # noqa: E402
from ryadom.rules.everyone.decided import Decided  # noqa: E402
from ryadom.rules.everyone.deciding import Everyone  # noqa: E402
from ryadom.rules.outcomes import Outcome  # noqa: E402
from ryadom.rules.snapshots.columns import DTYPES, KOPECKS, SOURCES, FactColumn, shape_of  # noqa: E402
from ryadom.rules.snapshots.part import Part  # noqa: E402

ON = date.fromisoformat(f"{MONTH}-01")
REGION = "RU-CHE"
KNOWN = SOURCES.index("register")
FAMILIES_A_PART = 50_000
BY_PERSON = ("basic_income", "pension")


def rulebook() -> Rulebook:
    """The tiny practice, compiled."""
    library = load_library(HERE / "practice")
    return compile_book(library.installed(REGION), REGION, library.region(REGION))


def part_of_people(book: Rulebook, people: Arrays) -> Part:
    """All households as one part. The salary is a fact of the person and the income of the month."""
    families = len(people["rent"])
    return Part(
        REGION,
        people["start"],
        {"rent": _column(book, "rent", people["rent"] * KOPECKS)},
        {
            "family-role": _column(book, "family-role", people["role"]),
            "birth-date": _column(book, "birth-date", people["birth"]),
            "salary": _column(book, "salary", people["salary"] * KOPECKS),
        },
        np.zeros(families, np.bool_),
        (ON,),
        (people["salary"] * KOPECKS)[:, None],
        np.tile(np.array([0, 1], np.int16), (families, 1)),
    )


def _column(book: Rulebook, key: str, values: np.ndarray) -> FactColumn:
    type, choices = shape_of(book, key)
    return FactColumn(type, choices, values.astype(DTYPES[type]), np.full(len(values), KNOWN, np.uint8))


def amounts(people: Arrays, parts: list[Part], decided: list[tuple[Decided, ...]]) -> dict[str, np.ndarray]:
    """Kopecks by person or by household, as the peer gives them: 0 where nobody is entitled."""
    found: dict[str, np.ndarray] = {}
    family, person = 0, 0
    for part, ones in zip(parts, decided, strict=True):
        for one in ones:
            name = one.measure.replace("-", "_")
            rows = one.person + person if name in BY_PERSON else one.family + family
            size = len(people["role"]) if name in BY_PERSON else len(people["rent"])
            entitled = one.is_outcome(Outcome.ENTITLED, Outcome.LIKELY)
            found.setdefault(name, np.zeros(size, np.int64))[rows] = np.where(entitled, one.exact(), 0)
        family, person = family + part.families, person + part.persons
    return found


def main() -> None:
    path, folder = arguments()
    people, book = load(path), rulebook()
    parts, building = timed(lambda arrays: part_of_people(book, arrays).split(FAMILIES_A_PART), lambda: people)
    everyone = Everyone(book, on=ON)
    everyone.decide(parts[-1])  # what a run prepares once for its book and day is prepared
    decided, deciding = timed(lambda parts: [everyone.decide(part) for part in parts], lambda: parts)
    hand_over(folder, amounts(people, parts, decided), {"building": building, "deciding": deciding})


if __name__ == "__main__":
    main()
