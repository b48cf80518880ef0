"""One running of a model: its warnings, its limits, and how a text of the model is evaluated within them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Bad, FeelSyntaxError
from ..expression import Expression, Kind, parse
from ..running import Env, Run
from ..unknown import Cuts
from .errors import Misfit, ModelWarning, Place, of_feel, of_syntax

STEPS = 300_000  # rounds of loops in one running of a model, all its expressions together
DEPTH = 800  # decisions inside each other count 4, calls of functions and services 20
WARNINGS = 1000

Scope = Mapping[str, Any]


@dataclass(slots=True)
class Text:
    """An expression or unary tests as a model writes them, read on first use: one broken text spoils no other."""

    text: str
    place: Place
    names: frozenset[str]
    kind: Kind = "expression"
    _read: Expression | FeelSyntaxError | None = field(default=None, repr=False)

    @property
    def read(self) -> Expression | FeelSyntaxError:
        if self._read is None:
            try:
                self._read = parse(self.text, names=self.names, kind=self.kind)
            except FeelSyntaxError as error:
                self._read = error
        return self._read


class _Shared(Run):
    """The evaluation of one text; its steps are counted with those of all others."""

    __slots__ = ("session",)
    session: Session | None

    def step(self, cost: int = 1) -> None:
        session = getattr(self, "session", None)
        if session is None:  # a copy that the language made of itself
            super().step(cost)
            return
        session.steps += cost
        if session.steps > STEPS:
            raise Bad("too-many-steps", limit=STEPS)


class Session:
    """What all parts of one running share."""

    __slots__ = ("cuts", "depth", "seen", "steps", "warnings")

    def __init__(self, cuts: Cuts | None = None) -> None:
        self.warnings: list[ModelWarning] = []
        self.cuts = cuts
        self.steps = self.depth = 0
        self.seen: set[ModelWarning] = set()

    # -- what went wrong

    def note(self, warning: ModelWarning) -> None:
        """Each thing is said once, however many rows it spoils."""
        if len(self.warnings) < WARNINGS and warning not in self.seen:
            self.seen.add(warning)
            self.warnings.append(warning)

    def warn(self, problem: Bad | Misfit, place: Place) -> Any:
        """Note why a value became null. Returns that null."""
        params = tuple((name, _plain(value)) for name, value in problem.params.items())
        self.note(ModelWarning(problem.code, place, params))
        return None

    # -- how deep

    def enter(self, cost: int = 20) -> None:
        if self.depth + cost > DEPTH:
            raise Bad("recursion")
        self.depth += cost

    def leave(self, cost: int = 20) -> None:
        self.depth -= cost

    # -- texts

    def value(self, text: Text, scope: Scope, inner: Scope | None = None) -> Any:
        """The value of a text in a scope, with the names of `inner` before those of the scope."""
        read = text.read
        if isinstance(read, FeelSyntaxError):
            self.note(of_syntax(read, text.place))
            return None
        found: list[Any] = []
        run = _Shared(read.text, found, None, self.cuts)
        run.session = self
        env = Env(scope, None, run)
        try:
            return read.run(env if inner is None else env.inner(inner))
        except RecursionError:
            return run.warn(Bad("recursion"), (0, len(read.text)))
        except Bad as bad:
            return run.warn(bad, (0, len(read.text)))
        finally:
            for warning in found:
                self.note(of_feel(warning, text.place, read.text))


def _plain(value: Any) -> Any:
    """Something that can be shown and compared, whatever it was."""
    return value if isinstance(value, str | int) else str(value)
