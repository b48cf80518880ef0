"""What stands beside the catalogue: what a person confirmed, which paper was seen, which measure was received."""

from collections.abc import Iterator

import numpy as np

from ryadom.rules.compiled import CompiledCriterion, Measure
from ryadom.rules.imagined.draws import Bools, Draws, Ints, one_of_places
from ryadom.rules.imagined.households import CHILD, WARD
from ryadom.rules.imagined.people import MINOR
from ryadom.rules.imagined.telling import Teller
from ryadom.rules.snapshots.columns import DOCUMENT


def tell_marks(teller: Teller) -> None:
    """The marks of every measure of the book."""
    for measure in teller.book.measures.values():
        of_person = measure.file.for_ != "family"
        for criterion in asked_of_people(measure):
            _mark(
                teller,
                f"{criterion.judge}:{measure.id}/{criterion.file.id}",
                of_person and criterion.file.each,
                measure,
            )
        _received(teller, measure, of_person)


def asked_of_people(measure: Measure) -> Iterator[CompiledCriterion]:
    """The criteria of any version that a person or a paper decides, each once."""
    seen: set[str] = set()
    for version in measure.versions:
        for top in version.criteria:
            for one in top.group or (top,):
                if one.judge in ("attested", "document") and one.file.id not in seen:
                    seen.add(one.file.id)
                    yield one


def _mark(teller: Teller, key: str, person: bool, measure: Measure) -> None:
    region, of = teller.region, subjects(teller, measure, person)
    draws = Draws(teller.seed, teller.cell, f"mark {key}")
    if key.startswith("attested"):
        known = region["marks.attested"]
        values: Ints = draws.happens(region["marks.confirmed"], len(of))
    else:
        known, shares = region["marks.documents_known"], region["marks.document"]
        values = np.array([DOCUMENT.index(name) for name in shares.names], np.int8)[draws.one_of(shares, len(of))]
    teller.mark(key, person, values, of, 1 - known.share)


def _received(teller: Teller, measure: Measure, person: bool) -> None:
    region, of = teller.region, subjects(teller, measure, person)
    values = Draws(teller.seed, teller.cell, f"had {measure.id}").happens(region["marks.received"], len(of))
    teller.mark(f"received:{measure.id}", person, values, of, 1 - region["marks.received_known"].share)


def subjects(teller: Teller, measure: Measure, person: bool) -> Bools:
    """Of whom a mark can be known: families, or the persons for whom the measure is."""
    homes = teller.homes
    if not person:
        return np.ones(homes.count, np.bool_)
    if measure.file.for_ == "child":
        return one_of_places(homes.role, (CHILD, WARD))
    adults: Bools = homes.age >= (MINOR if measure.file.for_ == "adult" else 0)
    return adults
