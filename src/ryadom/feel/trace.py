"""The walk, remembered: what was compared with what, inside which definition. The explanation is the trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Span = tuple[int, int]


class Compared(NamedTuple):
    """One comparison as it was evaluated: the text and the value of both sides. `between` has a pair on the right."""

    span: Span
    op: str
    left: str
    left_value: Any
    right: str
    right_value: Any
    result: Any


@dataclass(slots=True)
class Entered:
    """A definition that the caller evaluated on the way, with what was compared inside it."""

    name: str
    steps: list[Compared | Entered] = field(default_factory=list)
    value: Any = None


class Trace:
    """Pass one to `evaluate`. The caller marks its definitions with `enter` and `leave`; comparisons land inside
    them.
    """

    __slots__ = ("_nested", "_open", "here", "steps")

    def __init__(self) -> None:
        self.steps: list[Compared | Entered] = []
        self.here = self.steps  # where the next comparison lands
        self._nested = False
        self._open: list[Entered] = []

    def enter(self, name: str) -> None:
        entered = Entered(name)
        self._nested = True
        self.here.append(entered)
        self._open.append(entered)
        self.here = entered.steps

    def leave(self, value: Any = None) -> None:
        self._open.pop().value = value
        self.here = self._open[-1].steps if self._open else self.steps

    def record(self, compared: Compared) -> None:
        self.here.append(compared)

    @property
    def compared(self) -> tuple[Compared, ...]:
        """Every comparison, in the order of evaluation, those inside definitions included."""
        return tuple(_flat(self.steps) if self._nested else self.steps)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.compared)


def _flat(steps: list[Compared | Entered]) -> Iterator[Compared]:
    for step in steps:
        if isinstance(step, Compared):
            yield step
        else:
            yield from _flat(step.steps)
