"""The numbers that may be tried: what each decides, what holds today, since when, from which source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ryadom.desks.ministry.whatif.ranges import plain
from ryadom.rules import api as rules

ABOVE_THIS_FOLDED = 3  # so many measures are named in a list, the rest is counted


@dataclass(frozen=True)
class Choice:
    """One number of one parameter. `row` is its place among the keys; `threshold`: it decides who receives."""

    parameter: str
    row: int
    keys: rules.Keys
    title: str
    value: Decimal
    said: str
    type: str
    unit: str
    since: date
    until: date | None
    source: str
    url: str
    verified: str
    threshold: bool
    measures: tuple[str, ...]

    @property
    def address(self) -> dict[str, str]:
        """What an address says of it, beside the parameter."""
        return {"row": str(self.row)} if self.row else {}

    @property
    def few(self) -> tuple[str, ...]:
        """The first measures that read it."""
        return self.measures[:ABOVE_THIS_FOLDED]

    @property
    def more(self) -> int:
        """How many measures are not among the first."""
        return len(self.measures) - len(self.few)


def choices(book: rules.Rulebook, on: date, language: str) -> tuple[Choice, ...]:
    """Every number that some measure reads and that has a value on the day: those that reach most measures first."""
    found = (one for parameter in book.parameters.values() for one in of_parameter(book, parameter, on, language))
    return tuple(sorted(found, key=lambda one: (-len(one.measures), one.title)))


def of_parameter(book: rules.Rulebook, parameter: rules.Parameter, on: date, language: str) -> Iterator[Choice]:
    """The numbers of one parameter, in the order of its keys."""
    reached = rules.reached_by(book, parameter.id)
    if not reached.measures:
        return
    titles = tuple(book.measures[one].file.short.said(language) for one in reached.measures)
    for row, keys in enumerate(rules.parameter_rows(parameter)):
        held = parameter.holding(on, book.region, keys)
        if held is not None:
            yield _choice(parameter, row, keys, held, titles, reached.threshold)


def _choice(
    parameter: rules.Parameter, row: int, keys: rules.Keys, held: rules.ParameterValue, measures: tuple[str, ...],
    threshold: bool,
) -> Choice:  # fmt: skip
    value = plain(Decimal(held.value))
    return Choice(
        parameter.id, row, keys, title_of(parameter, keys), value, rules.value_said(parameter, value), parameter.type,
        "₽" if parameter.type == "money" else parameter.unit or "", held.from_, held.to,
        held.source.title if held.source else "", (held.source.url or "") if held.source else "", held.verified,
        threshold, measures,
    )  # fmt: skip


def title_of(parameter: rules.Parameter, keys: rules.Keys) -> str:
    """«Прожиточный минимум: дети»."""
    which = ", ".join(choice for _, choice in keys)
    name = parameter.name[:1].upper() + parameter.name[1:]
    return f"{name}: {which}" if which else name


def sought(found: Iterable[Choice], words: str) -> tuple[Choice, ...]:
    """Those whose title or measures hold every word that was typed; ё is е."""
    wanted = _plain(words).split()
    return tuple(one for one in found if all(word in _plain(" ".join((one.title, *one.measures))) for word in wanted))


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def chosen(found: Iterable[Choice], row: str) -> Choice | None:
    """The number that an address names; the first where it names none. None for one that does not exist."""
    every = tuple(found)
    if not row:
        return every[0] if every else None
    return next((one for one in every if str(one.row) == row), None)
