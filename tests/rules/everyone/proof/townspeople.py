"""Families of the made-up town: drawn about the thresholds of its rules, and some written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.rules.everyone.proof.batches import Batch, book_of, family
from tests.rules.everyone.proof.town import QUIET, TOWN, WIDE

from ryadom.rules.facts import Cover, FactValue, Family, Person, Record, window_key
from ryadom.rules.incomes import shifted
from ryadom.rules.snapshots.families import part_of

DAYS = (date(2026, 11, 20), date(2026, 6, 15), date(2027, 2, 10), date(2026, 4, 1))
TRIALS: tuple[dict[str, Any], ...] = ({}, {"ступень": Decimal("4E+5")}, {}, {"сбор": {"дом": Decimal("999.99")}})
FAMILIES = 50


def townspeople() -> Iterator[Batch]:
    """Everybody of the towns, a batch a day. Every other batch is decided in small blocks and joined again."""
    for at, (on, trial) in enumerate(zip(DAYS, TRIALS, strict=True)):
        written = [morozovy(on), ivanova(on), petrovy(on), *nobody()]
        yield drawn(TOWN, on, trial, written, in_blocks=bool(at % 2))
    yield drawn(WIDE, DAYS[0], {}, [*nobody()], in_blocks=True)
    yield Batch("nobody is listed", TOWN, DAYS[0], {}, part_of(book_of(TOWN), nobody()))
    for at, families in enumerate(([sidorova(DAYS[0]), popova(DAYS[0]), orlovy(DAYS[0])], [zaytsevy()])):
        yield Batch(f"{QUIET}/{at}", QUIET, DAYS[0], {}, part_of(book_of(QUIET), families), in_blocks=True)


def drawn(town: str, on: date, trial: dict[str, Any], written: list[Family], *, in_blocks: bool) -> Batch:
    rng = Random(f"{town}/{on}")
    found = [family(town, on, rng) for _ in range(FAMILIES)]
    return Batch(f"{town} on {on}", town, on, trial, part_of(book_of(town), [*written, *found]), in_blocks)


def known(value: Any, about: bool = False) -> FactValue:
    return FactValue(value, "register", about)


def person(id: str, role: str, born: date, **more: Any) -> Person:
    facts = {"family-role": known(role), "birth-date": known(born)}
    facts |= {key.replace("_", "-"): known(value) for key, value in more.items()}
    return Person(id, id, facts)


def months(on: date) -> tuple[date, date]:
    """The window of the town's measures: from four months ago to two."""
    return shifted(on, -4), shifted(on, -2)


def morozovy(on: date) -> Family:
    """The Morozovs' papers are known not to be there, and so is a payment; of their income they only know about."""
    facts = {
        "attested:papers/seen": known(None), "document:papers/paper": known(None), "received:papers": known(None),
        "document:papers/family-paper": known("brought"), "attested:papers-of-family/seen": known(None),
        "document:papers-of-family/paper": known(None), "received:papers-of-family": known(None),
        window_key(*months(on)): known(Decimal(0), about=True), "rooms": known(Decimal(3)), "kind": known("house"),
        "price": known(Decimal("399999.99")), "sold": known(None),
    }  # fmt: skip
    anna, misha = (
        person("anna", "applicant", date(1990, 5, 1), pay=Decimal(100)),
        person("misha", "child", date(2015, 2, 28)),
    )
    return Family("RU-CHE", (anna, misha), facts)


def ivanova(on: date) -> Family:
    """Ivanova told an income of other months, to a kopeck that the mean does not divide; records cover other months."""
    first, last = months(on)
    facts = {window_key(shifted(first, -1), last): known(Decimal("100000.03")), "rooms": known(Decimal(2))}
    olga = person("olga", "applicant", date(1970, 1, 31), pay=Decimal("7.77"), pupil=False)
    return Family("RU-CHE", (olga, person("dima", "ward", date(2020, 2, 29), pupil=True)), facts)


def petrovy(on: date) -> Family:
    """The Petrovs' money is in the records of every month of the window; the husband has no role yet."""
    first, last = months(on)
    rows = tuple(Record("petr", shifted(first, at), "salary", Decimal("33333.33")) for at in range(3))
    petr = person("petr", "applicant", date(1980, 11, 20), pay=Decimal(0))
    vera = Person("vera", "vera", {"birth-date": known(date(1950, 1, 1))})
    return Family("RU-CHE", (petr, vera), {"sold": known(date(2026, 5, 1))}, records=rows, cover=Cover(first, last))


def sidorova(on: date) -> Family:
    """Sidorova told of four months, so of the three that are asked about nobody knows on which side they lie;
    their share ends on half a kopeck."""
    first, last = months(on)
    nina = person("nina", "applicant", date(1980, 1, 31))
    return Family("RU-CHE", (nina,), {window_key(shifted(first, -1), last): known(Decimal("100000.02"))})


def popova(on: date) -> Family:
    """Popova says that she had about nothing: an estimate that can be nothing else."""
    return Family(
        "RU-CHE",
        (person("zoya", "applicant", date(1960, 6, 1)),),
        {window_key(*months(on)): known(Decimal(0), about=True)},
    )


def orlovy(on: date) -> Family:
    """The Orlovs' records are whole; the son is not among those whose money counts."""
    first, last = months(on)
    rows = tuple(Record(id, first, "salary", Decimal("20000.07")) for id in ("lev", "vanya"))
    people = person("lev", "applicant", date(1988, 8, 8)), person("vanya", "child", date(2012, 12, 12))
    return Family("RU-CHE", people, records=rows, cover=Cover(first, last))


def zaytsevy() -> Family:
    """The elder child's birthday stands in no table of columns: it is answered apart, and yet comes first."""
    born = date(1799, 1, 1), date(2015, 9, 1)
    children = (person(f"child-{at}", "child", day) for at, day in enumerate(born))
    return Family("RU-CHE", (person("oleg", "applicant", date(1985, 3, 3)), *children))


def nobody() -> list[Family]:
    """Two families of whom nobody is listed yet."""
    return [Family("RU-CHE", (), {"rooms": known(Decimal(1))}, persons_open=True), Family("RU-CHE")]
