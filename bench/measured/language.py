"""How fast rules are read and evaluated: every rule of the installed practices, and a few sentences of the language."""

from collections.abc import Iterator
from decimal import Decimal

from bench.measured.answers import REGION, ROOT
from bench.measured.clock import Row, timed

from ryadom.feel import evaluate, parse
from ryadom.rules.api import CompiledCriterion, Rulebook, book_at

SENTENCES = {
    "arithmetic": "(a + b) * 3 - a / 4",
    "comparison": "a > 2 and b <= 10 or a = b",
    "choice": 'if a > 2 then "yes" else "no"',
    "list of 20": "sum(for x in list return x * 2)",
    "filter of 20": "count(list[item > 7])",
}
SCOPE = {"a": Decimal(5), "b": Decimal(7), "list": [Decimal(i) for i in range(20)]}


def rows() -> Iterator[Row]:
    book = book_at(ROOT / "practices", REGION)
    texts = [rule.text for rule in _rules(book)]
    ms = timed(lambda: [book.parse(text) for text in texts], times=5)
    yield Row(f"parse: {len(texts)} rules of practices", ms, f"{len(texts) / ms * 1000:,.0f} a second")
    for name, text in SENTENCES.items():
        rule = parse(text, names=SCOPE)
        ms = timed(lambda rule=rule: evaluate(rule, SCOPE), inner=500, times=7)
        yield Row(f"evaluate: {name}", ms, f"{1000 / ms:,.0f} a second")


def _rules(book: Rulebook) -> Iterator:
    for definition in book.definitions.values():
        yield from (version.rule for version in definition.versions)
    for measure in book.measures.values():
        for version in measure.versions:
            yield from _criteria(version.criteria)
            if version.amount is not None:
                yield version.amount


def _criteria(criteria: tuple[CompiledCriterion, ...]) -> Iterator:
    for criterion in criteria:
        if criterion.rule is not None:
            yield criterion.rule
        yield from _criteria(criterion.group)
