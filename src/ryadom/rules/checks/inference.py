"""The type of every part of a rule, found by a walk over its tree; what does not fit together is a fault with a place.

Types come from the catalogue (facts, choices, units), from parameters, definitions, the names of the engine and the
functions of the language. Where a type is not known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.feel import Expression
from ryadom.feel import tree as t
from ryadom.packs.api import did_you_mean
from ryadom.rules.checks import measured as m
from ryadom.rules.checks.measured import ANY, BOOLEAN, DATE, NULL, PEOPLE, PERSON, TEXT, Kind
from ryadom.rules.checks.signatures import result_of
from ryadom.rules.compiled import DATED, Rulebook
from ryadom.rules.parameters import Parameter

__all__ = ["Misfit", "Typing"]

ENGINE: dict[str, Kind] = {
    "дата": DATE, "дата заявления": DATE, "заявитель": PERSON, "члены семьи": PEOPLE, "состав": PEOPLE,
    "человек в составе": m.counted("человек"), "доход состава": Kind("number", 1, "окно"),
    "месяцев в окне": m.counted("месяцев"), "среднедушевой доход": m.money("в месяц"),
    "доход человека": Kind("number", 1, "окно"), "уже получено": BOOLEAN,
}  # fmt: skip
ORDER = frozenset({"<", "<=", ">", ">="})
PARTS_OF_DATES = frozenset({"year", "month", "day", "weekday"})
DEEPEST = 40


@dataclass(frozen=True)
class Misfit:
    """Two things that do not fit together, at a place in the rule."""

    span: tuple[int, int]
    ru: str
    en: str


@dataclass
class Typing:
    """The types in one book. Definitions are walked once."""

    book: Rulebook
    known: dict[str, Kind] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    depth: int = 0

    def of(self, rule: Expression) -> tuple[Kind, list[Misfit]]:
        """The type of a whole rule, and what is wrong inside it."""
        before, self.misfits = self.misfits, []
        try:
            return self.kind(rule.tree, {}), self.misfits
        finally:
            self.misfits = before

    # -- names --------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> Kind:
        known = self.known.get(name)
        if known is None:
            known = self.known[name] = self.named(name)
        return known

    def named(self, name: str) -> Kind:
        found = self.book.names.get(name.removesuffix(DATED))
        if found is None:
            return ANY
        if found.kind in ("fact", "person fact"):
            return of_fact(self.book.facts[found.id].file)
        if found.kind in ("parameter", "table"):
            return of_parameter(self.book.parameters[found.id])
        if found.kind == "set":
            return Kind("list", item=TEXT)
        if found.kind in ("definition", "person definition"):
            return self.definition(name)
        return ENGINE.get(name, ANY)

    def definition(self, name: str) -> Kind:
        """The declared type, with the unit that its newest rule gives it."""
        found = self.book.definitions[name]
        declared = {"people": PEOPLE, "money": m.money(), "number": m.NUMBER}.get(found.type, Kind(found.type))
        if found.type not in ("money", "number") or not found.versions or self.depth > DEEPEST:
            return declared
        self.depth += 1
        inferred, _ = self.of(max(found.versions, key=lambda v: v.first).rule)
        self.depth -= 1
        return Kind("number", declared.roubles, None if inferred.plain else inferred.unit)

    # -- nodes --------------------------------------------------------------------------------------------------------

    def kind(self, node: t.Node, bound: dict[str, Kind]) -> Kind:
        walk = _WALKS.get(type(node))
        if walk is None:
            for child in t.children(node):
                self.kind(child, bound)
            return ANY
        return walk(self, node, bound)

    def literal(self, node: t.Literal, bound: dict[str, Kind]) -> Kind:
        value = node.value
        if value is None:
            return NULL
        if isinstance(value, bool):
            return BOOLEAN
        if isinstance(value, Decimal):
            return Kind("number", plain=True, value=value)
        if isinstance(value, str):
            return Kind("text", plain=True, value=value)
        return DATE if isinstance(value, date) else ANY

    def read(self, node: t.Name, bound: dict[str, Kind]) -> Kind:
        return bound[node.name] if node.name in bound else self.name(node.name)

    def neg(self, node: t.Neg, bound: dict[str, Kind]) -> Kind:
        return self.kind(node.operand, bound)

    def arith(self, node: t.Arith, bound: dict[str, Kind]) -> Kind:
        left, right = self.kind(node.left, bound), self.kind(node.right, bound)
        bases = {left.base, right.base}
        if bases & {"any", "null"} or bases == {"text"}:
            return ANY
        if bases & {"date", "duration", "time"}:
            return self.dated(node, left, right)
        if bases != {"number"}:
            self.misfit(node, f"{left.called('ru')} и {right.called('ru')} не складывают и не умножают",
                        f"{left.called('en')} and {right.called('en')} cannot be added or multiplied")  # fmt: skip
            return ANY
        if node.op in "*/":
            return m.times(left, right) if node.op == "*" else m.over(left, right)
        return self.sum(node, left, right) if node.op in "+-" else ANY

    def sum(self, node: t.Arith, left: Kind, right: Kind) -> Kind:
        if left.plain or right.plain:
            return right if left.plain else left
        if not m.may_be_roubles(left, right):
            self.misfit(node, f"складывают {left.called('ru')} и {right.called('ru')}: рубли — только с рублями",
                        f"{left.called('en')} with {right.called('en')}: roubles add up with roubles only")  # fmt: skip
            return ANY
        if self.clash(left, right):
            self.units(node, left, right, "складывают", "adds")
        return m.joined((left, right))

    def dated(self, node: t.Arith, left: Kind, right: Kind) -> Kind:
        if left.base == right.base == "date" and node.op == "-":
            return Kind("duration")
        if "number" in (left.base, right.base) and "date" in (left.base, right.base):
            self.misfit(
                node, "к дате нельзя прибавить число: напишите «прибавить месяцы(дата, n)» или duration(\"P10D\")",
                'a number cannot be added to a date: write "прибавить месяцы(date, n)" or duration("P10D")',
            )  # fmt: skip
            return DATE
        return DATE if "date" in (left.base, right.base) else ANY

    def compare(self, node: t.Compare, bound: dict[str, Kind]) -> Kind:
        self.compared(node, self.kind(node.left, bound), self.kind(node.right, bound), node.op)
        return BOOLEAN

    def between(self, node: t.Between, bound: dict[str, Kind]) -> Kind:
        value = self.kind(node.value, bound)
        for end in (node.low, node.high):
            self.compared(node, value, self.kind(end, bound), "<=")
        return BOOLEAN

    def belongs(self, node: t.In, bound: dict[str, Kind]) -> Kind:
        value = self.kind(node.value, bound)
        for test in node.tests:
            self.test(test, value, bound)
        return BOOLEAN

    def test(self, test: t.Node, value: Kind, bound: dict[str, Kind]) -> None:
        """A unary test of a value: a value of its own kind, a list of such, a range of such."""
        if isinstance(test, t.ListOf):
            for item in test.items:
                self.test(item, value, bound)
        elif isinstance(test, t.RangeOf):
            for end in (test.low, test.high):
                self.compared(test, value, self.kind(end, bound), "<=")
        elif isinstance(test, t.OpTest | t.OpRange):
            self.compared(test, value, self.kind(test.operand, bound), test.op)
        else:
            kind = self.kind(test, bound)
            self.compared(test, value, kind.item or ANY if kind.base == "list" else kind, "=")

    def compared(self, node: t.Node, left: Kind, right: Kind, op: str) -> None:
        if left.vague or right.vague:
            return
        if left.base != right.base:
            self.misfit(
                node, f"сравнивают разное: {left.called('ru')} и {right.called('ru')}{_hint(left, right, 0)}",
                f"different things: {left.called('en')} and {right.called('en')}{_hint(left, right, 1)}",
            )  # fmt: skip
        elif left.base == "boolean" and op in ORDER:
            self.misfit(node, "«да» и «нет» не бывают больше или меньше: напишите = или !=",
                        "true and false are not ordered: write = or !=")  # fmt: skip
        elif left.base == "text":
            self.choice(node, left, right)
        elif left.base == "number":
            self.numbers(node, left, right)

    def numbers(self, node: t.Node, left: Kind, right: Kind) -> None:
        share, other = (left, right) if left.share else (right, left)
        if share.share and other.plain and other.value is not None and abs(other.value) > 1:
            part = f"{(other.value / 100).normalize():f}"
            self.misfit(node, f"доля пишется от 0 до 1: вместо {other.value} — {part}",
                        f"a share is written from 0 to 1: {part} for {other.value}")  # fmt: skip
        if left.plain or right.plain:
            return
        if not m.may_be_roubles(left, right):
            self.misfit(node, f"сравнивают {left.called('ru')} и {right.called('ru')}: рубли — только с рублями",
                        f"{left.called('en')} with {right.called('en')}: compare roubles with roubles")  # fmt: skip
        elif self.clash(left, right):
            self.units(node, left, right, "сравнивают", "compares")

    def clash(self, left: Kind, right: Kind) -> bool:
        return None not in (left.unit, right.unit) and left.unit != right.unit

    def units(self, node: t.Node, left: Kind, right: Kind, ru: str, en: str) -> None:
        cure = ("приведите к одному сроку, например «12 * …»", "bring both to one span of time, as `12 * …`")
        if left.roubles == 0:
            cure = ("приведите к одной единице", "bring both to one unit")
        self.misfit(node, f"{ru} {left.called('ru')} и {right.called('ru')}: {cure[0]}",
                    f"{en} {left.called('en')} and {right.called('en')}: {cure[1]}")  # fmt: skip

    def choice(self, node: t.Node, left: Kind, right: Kind) -> None:
        for one, other in ((left, right), (right, left)):
            if one.options is not None and other.plain and other.value not in one.options:
                ru, en = did_you_mean(str(other.value), one.options)
                self.misfit(node, f"такого варианта нет: «{other.value}»{ru}", f'no such choice: "{other.value}"{en}')

    def logic(self, node: t.And | t.Or, bound: dict[str, Kind]) -> Kind:
        for part in node.parts:
            self.truth(part, self.kind(part, bound))
        return BOOLEAN

    def truth(self, node: t.Node, kind: Kind) -> None:
        if not kind.vague and kind.base != "boolean":
            self.misfit(node, f"здесь нужно условие, а стоит {kind.called('ru')}: допишите сравнение",
                        f"a condition is needed here, not {kind.called('en')}: write a comparison")  # fmt: skip

    def choose(self, node: t.If, bound: dict[str, Kind]) -> Kind:
        self.truth(node.condition, self.kind(node.condition, bound))
        then, otherwise = self.kind(node.then, bound), self.kind(node.otherwise, bound)
        if not then.vague and not otherwise.vague and then.base != otherwise.base:
            self.misfit(node, f"then и else дают разное: {then.called('ru')} и {otherwise.called('ru')}",
                        f"then and else differ: {then.called('en')} and {otherwise.called('en')}")  # fmt: skip
        return m.joined((then, otherwise))

    def filtered(self, node: t.Filter, bound: dict[str, Kind]) -> Kind:
        source = self.kind(node.source, bound)
        condition = self.kind(node.condition, {**bound, "item": source.item or ANY})
        self.truth(node.condition, condition)
        return source

    def path(self, node: t.Path, bound: dict[str, Kind]) -> Kind:
        source = self.kind(node.source, bound)
        if source.base == "person":
            return self.name(node.key)
        if source.base == "list" and source.item == PERSON:
            return Kind("list", item=self.name(node.key))
        if source.base in ("boolean", "number", "text"):
            self.misfit(node, f"у того, что стоит перед точкой ({source.called('ru')}), нет свойства «{node.key}»",
                        f'{source.called("en")} has no property "{node.key}"')  # fmt: skip
        return m.NUMBER if source.base == "date" and node.key in PARTS_OF_DATES else ANY

    def listed(self, node: t.ListOf, bound: dict[str, Kind]) -> Kind:
        return Kind("list", item=m.joined(self.kind(item, bound) for item in node.items))

    def loop(self, node: t.For | t.Quantified, bound: dict[str, Kind]) -> Kind:
        for one in node.iterators:
            source = self.kind(one.source, bound)
            if one.end is not None:
                self.kind(one.end, bound)
            bound = {**bound, one.name: (source.item or ANY) if one.end is None else m.NUMBER}
        if isinstance(node, t.Quantified):
            self.truth(node.condition, self.kind(node.condition, bound))
            return BOOLEAN
        return Kind("list", item=self.kind(node.body, {**bound, "partial": ANY}))

    def call(self, node: t.Call, bound: dict[str, Kind]) -> Kind:
        name = node.callee.name if isinstance(node.callee, t.Name) else ""
        args = [self.kind(arg, bound) for arg in node.args] + [self.kind(v, bound) for _, v in node.named or ()]
        known = self.book.names.get(name.removesuffix(DATED))
        if known is not None and known.kind in ("parameter", "table"):
            self.keys(node, self.book.parameters[known.id])
            return self.name(name)
        kind, wrong = result_of(name, args)
        if wrong is not None:
            self.misfit(node, *wrong)
        return kind

    def keys(self, node: t.Call, parameter: Parameter) -> None:
        """The keys of a table by name: each is known, given once, and one of its choices."""
        given = dict(zip(parameter.keys, node.args, strict=False)) | dict(node.named or ())
        for key, value in given.items():
            written = value.value if isinstance(value, t.Literal) else None
            if key not in parameter.choices:
                if key != "дата":
                    ru, en = did_you_mean(key, [*parameter.keys, "дата"])
                    self.misfit(node, f"у «{parameter.name}» нет ключа «{key}»{ru}", f'no key "{key}"{en}')
            elif isinstance(written, str) and written not in parameter.choices[key]:
                ru, en = did_you_mean(written, parameter.choices[key])
                self.misfit(value, f"у «{parameter.name}» нет строки «{written}»{ru}", f'no row "{written}"{en}')
        for key in parameter.keys:
            if key not in given:
                self.misfit(node, f"у «{parameter.name}» не назван ключ «{key}»", f'the key "{key}" is not given')

    def misfit(self, node: t.Node, ru: str, en: str) -> None:
        self.misfits.append(Misfit(node.span, ru, en))


def of_fact(file: Any) -> Kind:
    """The type of a fact of the catalogue."""
    if file.type == "choice":
        return Kind("text", options=frozenset(choice.name for choice in file.choices))
    if file.type == "money":
        return m.money(file.unit)
    return m.counted(file.unit) if file.type == "number" else Kind(file.type)


def of_parameter(parameter: Parameter) -> Kind:
    if parameter.type == "money":
        return m.money(parameter.unit)
    if parameter.type == "days":
        return m.counted("дней")
    return Kind("number", share=True) if parameter.type == "share" else m.counted(parameter.unit)


def _hint(left: Kind, right: Kind, language: int) -> str:
    """What is usually meant where a number stands beside a date."""
    if {left.base, right.base} == {"number", "date"}:
        return (": возраст — «полных лет(дата рождения, дата)»", ": an age is «полных лет(дата рождения, дата)»")[
            language
        ]
    return ""


_WALKS: dict[type, Callable[[Typing, Any, dict[str, Kind]], Kind]] = {
    t.Literal: Typing.literal, t.Name: Typing.read, t.Neg: Typing.neg, t.Arith: Typing.arith,
    t.Compare: Typing.compare, t.Between: Typing.between, t.In: Typing.belongs, t.And: Typing.logic, t.Or: Typing.logic,
    t.If: Typing.choose, t.Filter: Typing.filtered, t.Path: Typing.path, t.ListOf: Typing.listed, t.For: Typing.loop,
    t.Quantified: Typing.loop, t.Call: Typing.call,
}  # fmt: skip
