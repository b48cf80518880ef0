"""What one evaluation carries along: scopes, warnings, the trace, the cuts, and its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .errors import Bad, FeelWarning, Span
from .trace import Compared, Trace
from .unknown import Cuts

STEPS = 300_000  # rounds of loops in one evaluation; a call of a FEEL function counts as ten
CALLS = 60  # calls of FEEL functions inside each other

Place = tuple[Span, str, Span, Span]  # of a comparison: the whole, the operator, its left and its right side
Closure = Callable[["Env"], Any]


class Run:
    """One evaluation."""

    __slots__ = ("calls", "cuts", "steps", "text", "trace", "warnings")

    def __init__(self, text: str, warnings: list[Any] | None, trace: Trace | None, cuts: Cuts | None) -> None:
        self.text, self.warnings, self.trace, self.cuts = text, warnings, trace, cuts
        self.steps = self.calls = 0

    def step(self, cost: int = 1) -> None:
        self.steps += cost
        if self.steps > STEPS:
            raise Bad("too-many-steps", limit=STEPS)

    def spend(self, *values: Any) -> None:
        """The steps for going through these values as a whole: twenty members or a hundred characters are one."""
        cost = 0
        for value in values:
            kind = type(value)
            if kind is list or kind is dict:
                cost += len(value) // 20
            elif kind is str:
                cost += len(value) // 100
        if cost:
            self.step(cost)

    def warn(self, bad: Bad, span: Span) -> Any:
        """Note why a value became null. Returns that null."""
        if self.warnings is not None and len(self.warnings) < 1000:
            self.warnings.append(FeelWarning(bad.code, span, tuple(bad.params.items())))
        return None

    def compared(self, at: Place, left: Any, right: Any, result: Any) -> None:
        """Remember a comparison, where the caller wants to know."""
        if self.trace is not None:
            span, op, (a, b), (c, d) = at
            text = self.text
            self.trace.here.append(Compared(span, op, text[a:b], left, text[c:d], right, result))


class Env:
    """One scope: its variables, the scope around it, and the evaluation it belongs to."""

    __slots__ = ("parent", "run", "vars")

    def __init__(self, variables: Any, parent: Env | None, run: Run) -> None:
        self.vars, self.parent, self.run = variables, parent, run

    def inner(self, variables: Any) -> Env:
        return Env(variables, self, self.run)
