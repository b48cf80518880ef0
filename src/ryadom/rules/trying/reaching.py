"""What a parameter reaches: the measures that read it, and whether it says who receives. Pure."""

from dataclasses import dataclass

from ryadom.rules.behind import Behind
from ryadom.rules.compiled import Rulebook


@dataclass(frozen=True)
class Reached:
    """The measures that read a parameter in any version: a reference date may lead to an old one. `threshold`: it
    decides who receives, not only how much.
    """

    parameter: str
    measures: tuple[str, ...]
    threshold: bool


def reached_by(book: Rulebook, parameter: str) -> Reached:
    """What moves with a parameter. Raises KeyError for an unknown one."""
    name, behind = book.parameters[parameter].name, Behind(book)
    found = [measure for measure in book.measures.values() if name in behind.versions(measure.versions)]
    threshold = any(name in behind.deciding(version) for measure in found for version in measure.versions)
    return Reached(parameter, tuple(measure.id for measure in found), threshold)
