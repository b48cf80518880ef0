"""The door's two verbs: `parse` a text once, `evaluate` it for many scopes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal

from . import belonging, walking  # noqa: F401 - they add tests, loops, filters and calls to the table of compilers
from . import tree as t
from .builtins import BUILTINS
from .errors import Bad, FeelSyntaxError
from .grammar import Parser
from .names import Names, Trie, trie_of
from .row import closure
from .running import Closure, Env, Run
from .said import calls, words
from .trace import Trace
from .unknown import Cuts
from .values import weigh

Kind = Literal["expression", "unary tests"]
PROPERTIES = ("time offset", "start included", "end included")


@dataclass(frozen=True, slots=True)
class Use:
    """A free name in an expression: where it stands, whether it is called, and whether it stands inside a filter."""

    name: str
    span: tuple[int, int]
    called: bool
    in_filter: bool


@dataclass(frozen=True)
class Expression:
    """A parsed text. Equal when text and meaning are; what is derived from the tree is computed on first use."""

    text: str
    kind: Kind
    tree: t.Node = field(hash=False)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every free name where it stands, in the order of the text."""
        return tuple(_uses(self.tree, frozenset(), False))

    @cached_property
    def names(self) -> frozenset[str]:
        """The free names that are not called."""
        return frozenset(use.name for use in self.uses if not use.called and use.name not in BUILTINS)

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names it calls that the language does not define."""
        return frozenset(use.name for use in self.uses if use.called and use.name not in BUILTINS)

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Every word that it says, free or not, also behind a dot: how often. Rather one too many than one too few."""
        return Counter(words(self.tree))

    @cached_property
    def calls(self) -> tuple[t.Call, ...]:
        """Every call of a name."""
        return tuple(calls(self.tree))

    @cached_property
    def run(self) -> Closure:
        """The closures of the tree."""
        return closure(self.tree)


def parse(
    text: str, *, names: Collection[str] = (), functions: Collection[str] = (), kind: Kind = "expression"
) -> Expression:
    """The expression that a text means. `names` and `functions` are what the caller's scope will hold: names with
    spaces
    are found by longest match. Raises FeelSyntaxError with span, message, hint and caret."""
    known = _caller_trie(frozenset(names), frozenset(functions))
    try:
        tree = Parser(text, Names(known, _language_trie())).whole(kind)
    except RecursionError:
        raise FeelSyntaxError("too-deep", text, (0, 1), limit=60) from None
    return Expression(text, kind, tree)


@lru_cache(maxsize=64)
def _caller_trie(names: frozenset[str], functions: frozenset[str]) -> Trie:
    return trie_of(names | functions)


@lru_cache(maxsize=1)
def _language_trie() -> Trie:
    return trie_of((*BUILTINS, *PROPERTIES))


def _uses(node: t.Node, bound: frozenset[str], in_filter: bool, called: bool = False) -> Iterator[Use]:
    """The free names of a tree, by a walk that knows which names each construct binds."""
    if isinstance(node, t.Name):
        if node.name not in bound and node.name != "?":
            yield Use(node.name, node.span, called, in_filter)
    elif isinstance(node, t.Call):
        yield from _uses(node.callee, bound, in_filter, called=True)
        for arg in (*node.args, *(value for _, value in node.named or ())):
            yield from _uses(arg, bound, in_filter)
    elif isinstance(node, t.Filter):
        yield from _uses(node.source, bound, in_filter)
        yield from _uses(node.condition, bound | {"item"}, True)
    elif isinstance(node, t.For | t.Quantified):
        yield from _loop_uses(node, bound, in_filter)
    elif isinstance(node, t.FunctionOf):
        if node.body is not None:
            yield from _uses(node.body, bound | {name for name, _ in node.params}, in_filter)
    elif isinstance(node, t.ContextOf):
        for key, value in node.entries:
            bound = bound | {key}
            yield from _uses(value, bound, in_filter)
    else:
        for child in t.children(node):
            yield from _uses(child, bound, in_filter)


def _loop_uses(node: t.For | t.Quantified, bound: frozenset[str], in_filter: bool) -> Iterator[Use]:
    for iterator in node.iterators:
        yield from _uses(iterator.source, bound, in_filter)
        if iterator.end is not None:
            yield from _uses(iterator.end, bound, in_filter)
        bound = bound | {iterator.name}
    body = node.body if isinstance(node, t.For) else node.condition
    yield from _uses(body, bound | {"partial"} if isinstance(node, t.For) else bound, in_filter)


def evaluate(
    expr: Expression,
    scope: Any,
    *,
    warnings: list[Any] | None = None,
    trace: Trace | None = None,
    cuts: Cuts | None = None,
) -> Any:
    """The value in a scope: anything with `scope[name]` that raises KeyError for a name it does not have.

    Bad data gives null and a FeelWarning appended to `warnings`, never an exception. `trace` remembers the comparisons,
    `cuts` the thresholds that unknown facts were compared with.
    """
    run = Run(expr.text, warnings, trace, cuts)
    try:
        value = expr.run(Env(scope, None, run))
        if type(value) is list or type(value) is dict:
            weigh(value)  # what is too deep or too large to be written out is no answer
        return value
    except Bad as bad:
        return run.warn(bad, (0, len(expr.text)))
    except RecursionError:
        return run.warn(Bad("recursion"), (0, len(expr.text)))
