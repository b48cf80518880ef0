"""Decision tables: which rules match, and what the hit policy makes of them, also when some rules only may match.

A rule whose tests are Unknown may match. First and priority are then a chain of `if`s, collected outputs a list with
uncertain members; for the other policies the answer is Unknown unless all alternatives agree. Splitting the unknown
facts (running.py) makes it sharp.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from .. import tree as t
from ..builtins import BUILTINS
from ..errors import Bad, FeelSyntaxError
from ..images import join
from ..unknown import Maybe, MaybeList, Unknown, facts_in, unknown_boolean, unknown_of
from ..values import all_of, any_of, equal
from . import model as m
from .errors import Misfit
from .session import Scope, Session, Text
from .types import Type

if TYPE_CHECKING:
    from .boxed import Compiler, Running


@dataclass(frozen=True, slots=True)
class _Column:
    """An input or an output with its type and the values it may have."""

    kind: Type
    values: Text | None
    name: str = ""
    text: Text | None = None
    default: Text | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that matches (`verdict` True) or may match (Unknown), and its output."""

    number: int
    verdict: Any
    output: Any


class _Table:
    def __init__(self, box: m.TableBox, compiler: Compiler) -> None:
        self.box, self.place = box, box.place
        self.inputs = [
            _Column(
                compiler.types.named(one.type_ref, one.place),
                compiler.tests(one.values, one.place) if one.values else None,
                text=compiler.text(one.text, one.place),
            )
            for one in box.inputs
        ]
        self.outputs = [
            _Column(
                compiler.types.named(one.type_ref, one.place),
                compiler.tests(one.values, one.place) if one.values else None,
                one.name,
                default=compiler.text(one.default, one.place) if one.default else None,
            )
            for one in box.outputs
        ]
        self.rules = [
            (
                [None if text in ("", "-") else compiler.tests(text, rule.place) for text in rule.tests],
                [compiler.text(text, rule.place) for text in rule.outputs],
            )
            for rule in box.rules
        ]

    def run(self, session: Session, scope: Scope) -> Any:
        hits = self.hits(session, scope)
        return _POLICIES[self.box.policy](self, hits, session, scope)

    # -- matching

    def hits(self, session: Session, scope: Scope) -> list[_Hit]:
        given = [self.given(column, session, scope) for column in self.inputs]
        hits: list[_Hit] = []
        for number, (tests, outputs) in enumerate(self.rules, 1):
            verdict = all_of(
                _truth(session.value(test, scope, {"?": value}), session)
                for test, value in zip(tests, given, strict=True)
                if test is not None
            )
            if verdict is True or type(verdict) is Unknown:
                hits.append(_Hit(number, verdict, self.output(outputs, session, scope)))
                if verdict is True and self.box.policy == "FIRST":
                    break
        return hits

    def given(self, column: _Column, session: Session, scope: Scope) -> Any:
        from .boxed import fit

        assert column.text is not None
        value = fit(session.value(column.text, scope), column.kind, session, column.text.place)
        return self.allowed(value, column.values, session)

    def allowed(self, value: Any, values: Text | None, session: Session) -> Any:
        """The value, if it is one of those the column lists; else null with a warning."""
        if values is None or value is None or facts_in(value):
            return value
        if session.value(values, {"?": value}) is True:
            return value
        from .types import shown

        return session.warn(Misfit("not-allowed", found=shown(value), allowed=values.text), values.place)

    def output(self, texts: Sequence[Text | None], session: Session, scope: Scope) -> Any:
        """One output is its value; several are a context."""
        from .boxed import fit

        values = [
            None if text is None else fit(session.value(text, scope), column.kind, session, text.place)
            for column, text in zip(self.outputs, texts, strict=True)
        ]
        if len(values) == 1:
            return values[0]
        return {column.name: value for column, value in zip(self.outputs, values, strict=True)}

    def default(self, session: Session, scope: Scope) -> Any:
        """What stands for no rule: the default outputs, else null."""
        if all(column.default is None for column in self.outputs):
            return None
        return self.output([column.default for column in self.outputs], session, scope)

    # -- policies with one answer

    def unique(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        sure = [hit for hit in hits if hit.verdict is True]
        if len(sure) > 1:
            return session.warn(Misfit("several-rules", rules=_numbers(sure)), self.place)
        if len(sure) == len(hits):
            return sure[0].output if sure else self.default(session, scope)
        return self.either(hits, [] if sure else [self.default(session, scope)], overlap=len(hits) > 1)

    def any(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        sure = [hit for hit in hits if hit.verdict is True]
        if any(_same(a.output, b.output) is False for a in sure[:1] for b in sure[1:]):
            return session.warn(Misfit("rules-differ", rules=_numbers(sure)), self.place)
        if len(sure) == len(hits) and not any(facts_in(hit.output) for hit in hits):
            return sure[0].output if sure else self.default(session, scope)
        alike = all(_same(hits[0].output, hit.output) is True for hit in hits)
        if alike and sure:
            return hits[0].output
        if alike:
            condition = any_of(hit.verdict for hit in hits)
            return join(condition, hits[0].output, self.default(session, scope))
        return self.either(hits, [] if sure else [self.default(session, scope)], overlap=True)

    def either(self, hits: list[_Hit], more: list[Any], *, overlap: bool) -> Any:
        """One of these outputs, we do not know which; null too where rules may overlap."""
        values = [*(hit.output for hit in hits), *more, *([None] if overlap else [])]
        facts = facts_in(values).union(*(hit.verdict.facts for hit in hits if type(hit.verdict) is Unknown))
        condition = unknown_boolean(facts)
        merged = reduce(lambda a, b: join(condition, a, b), values)
        if type(merged) is Unknown:
            return Unknown(
                merged.facts | facts, merged.low, merged.high, merged.low_open, merged.high_open, merged.options,
                may_be_absent=merged.may_be_absent or None in values, origin=None,
            )  # fmt: skip
        return merged

    def first(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        """A chain of ifs in the order of the rules."""
        return self.chain(hits, session, scope)

    def priority(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        """A chain of ifs in the order of the outputs, where that order is known."""
        if any(facts_in(hit.output) for hit in hits):
            return self.either(hits, [self.default(session, scope)], overlap=False)
        return self.chain(self.by_priority(hits, session), session, scope)

    def chain(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        sure = next((place for place, hit in enumerate(hits) if hit.verdict is True), None)
        answer = self.default(session, scope) if sure is None else hits[sure].output
        for hit in reversed(hits[:sure]):
            answer = join(hit.verdict, hit.output, answer)
        return answer

    # -- policies with several answers

    def rule_order(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        return self.listed(hits, session, scope)

    def output_order(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        if any(facts_in(hit.output) for hit in hits):
            return unknown_of(facts_in([hit.output for hit in hits]), True)
        return self.listed(self.by_priority(hits, session), session, scope)

    def listed(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        if not hits:
            return self.default(session, scope)
        if all(hit.verdict is True for hit in hits):
            return [hit.output for hit in hits]
        if any(hit.verdict is True for hit in hits):
            return MaybeList(hit.output if hit.verdict is True else Maybe(hit.output, hit.verdict) for hit in hits)
        return unknown_of(frozenset().union(*(hit.verdict.facts for hit in hits)), True)  # perhaps none: the default

    def collect(self, hits: list[_Hit], session: Session, scope: Scope) -> Any:
        answer = self.listed(hits, session, scope)
        name = self.box.aggregation.lower()
        if not name or not hits:
            return answer
        if type(answer) is Unknown:
            return answer
        try:
            return BUILTINS[name].call([answer])
        except Bad as bad:
            return session.warn(bad, self.place)

    # -- the order of outputs

    def by_priority(self, hits: list[_Hit], session: Session) -> list[_Hit]:
        """The hits with the most important output first; of several outputs, the first column counts first."""
        orders = [(column.name, _listed_values(column.values, session)) for column in self.outputs]
        several = len(self.outputs) > 1

        def rank(hit: _Hit) -> list[int]:
            return [_rank(hit.output[name] if several else hit.output, order) for name, order in orders]

        return sorted(hits, key=rank)


def compile_table(box: m.TableBox, compiler: Compiler) -> Running:
    return _Table(box, compiler).run


def _truth(value: Any, session: Session) -> Any:
    """A cell's test; an unknown fact that stands here alone can only be true or false."""
    if type(value) is Unknown:
        if session.cuts is not None:
            session.cuts.boolean(value)
        return unknown_boolean(value.facts)
    return value is True


def _same(left: Any, right: Any) -> Any:
    try:
        return equal(left, right)
    except Bad:
        return False


def _numbers(hits: Iterable[_Hit]) -> str:
    return ", ".join(str(hit.number) for hit in hits)


def _listed_values(values: Text | None, session: Session) -> Sequence[Any]:
    """The values of a column in the order in which they are written."""
    if values is None or isinstance(values.read, FeelSyntaxError) or not isinstance(values.read.tree, t.Tests):
        return ()
    texts = [values.text[slice(*test.span)] for test in values.read.tree.tests]
    return [session.value(Text(text, values.place, values.names), {}) for text in texts]


def _rank(value: Any, order: Sequence[Any]) -> int:
    return next((place for place, one in enumerate(order) if _same(one, value) is True), len(order))


_POLICIES: dict[str, Callable[[_Table, list[_Hit], Session, Scope], Any]] = {
    "UNIQUE": _Table.unique, "ANY": _Table.any, "FIRST": _Table.first, "PRIORITY": _Table.priority,
    "RULE ORDER": _Table.rule_order, "OUTPUT ORDER": _Table.output_order, "COLLECT": _Table.collect,
}  # fmt: skip
