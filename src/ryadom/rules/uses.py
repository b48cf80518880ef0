"""Who uses a parameter: the measures whose rules read it, themselves or through definitions. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from ryadom.rules.behind import Behind
from ryadom.rules.compiled import CompiledVersion, Measure, Rulebook


def measures_using(book: Rulebook, on: date) -> Mapping[str, tuple[str, ...]]:
    """parameter id -> ids of the measures that read it in a version that holds on the day or will hold later."""
    behind = Behind(book)
    found: dict[str, list[str]] = {id: [] for id in book.parameters}
    for measure in book.measures.values():
        for parameter in behind.numbers(behind.versions(_ahead(measure, on))):
            found[parameter].append(measure.id)
    return {parameter: tuple(measures) for parameter, measures in found.items()}


def _ahead(measure: Measure, on: date) -> Iterator[CompiledVersion]:
    """The versions of the measure from the day on: one that is over needs no new number."""
    closed = measure.file.closed
    if closed is None or closed.on > on:
        yield from (one for one in measure.versions if one.file.to is None or one.file.to >= on)
