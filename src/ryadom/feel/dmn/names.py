"""The names that tables ask for and nobody declares: the inputs of a model that has no input elements."""

from __future__ import annotations

from collections.abc import Iterator

from ..builtins import BUILTINS
from ..errors import FeelSyntaxError
from ..expression import parse
from . import model as m


def free_names(model: m.Model, names: frozenset[str]) -> set[str]:
    """What the input columns of decisions use and nothing in the model is called.

    Only tables are asked: there a name can only be data. In other expressions it may as well be a misspelling, and
    stays an error unless the facts have it.
    """
    known = names | BUILTINS.keys() | {node.id for node in model.nodes}
    found: set[str] = set()
    for node in model.nodes:
        if isinstance(node, m.Decision):
            for text in _texts(node.logic):
                try:
                    read = parse(text, names=names)
                except FeelSyntaxError:
                    continue
                found |= {use.name for use in read.uses if not (use.called or use.in_filter or use.name in known)}
    return found


def _texts(box: m.Box | None) -> Iterator[str]:
    """The input columns of a decision's table."""
    if isinstance(box, m.TableBox):
        yield from (column.text for column in box.inputs)
