"""One cell of a file as a fact, a month, a sum or a yes; every refusal is a sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.kit.money import BadMoney, parse_money, roubles
from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import FactRef, FactValue, window_of
from ryadom.rules.incomes import months_between, shifted
from ryadom.rules.snapshots.columns import DOCUMENT, Unfit
from ryadom.rules.snapshots.laying import Cell, cell_of

SOURCES = ("said", "staff", "document", "register")
ABSENT = frozenset({"нет такого", "absent", "null"})
YES, NO = frozenset({"да", "yes", "true", "1"}), frozenset({"нет", "no", "false", "0"})
ABOUT = "~"
MONTHS_KEPT = 120
REMEMBERED = 200_000


class Bad(ValueError):
    """A cell that cannot be taken, in both languages."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru, self.en = ru, en


class CellReader:
    """Reads cells of facts; what was read before is remembered, for most cells of a column repeat."""

    def __init__(self, book: Rulebook, on: date) -> None:
        self.book, self.on = book, on
        self._read: dict[tuple[str, Any, Any, str], Cell] = {}

    def fact(self, key: str, raw: Any, source: str) -> Cell:
        """A cell of a fact's column: a value, `~` before an estimate, «нет такого» where it is absent. Raises Bad."""
        if not isinstance(raw, str | int | float | Decimal | date):
            raise Bad("Такое значение прочитать нельзя.", f"A {type(raw).__name__} cannot be read here.")
        known = self._read.get((key, type(raw), raw, source))
        if known is None:
            known = self._fact(key, raw, source)
            if len(self._read) < REMEMBERED:
                self._read[key, type(raw), raw, source] = known
        return known

    def _fact(self, key: str, raw: Any, source: str) -> Cell:
        about = isinstance(raw, str) and raw.startswith(ABOUT)
        value = self._value(key, raw[1:].strip() if about else raw)
        try:
            return cell_of(self.book, key, FactValue(value, source, about))
        except Unfit as unfit:
            raise Bad("Слишком длинное число.", f"The number is too long: {unfit.why}.") from None

    def _value(self, key: str, raw: Any) -> Any:
        prefix = FactRef(key).prefix
        if prefix in ("attested", "received"):
            return yes(raw)
        if prefix == "income":
            return money(raw)
        if prefix == "document":
            return _one_of(raw, DOCUMENT)
        absent = isinstance(raw, str) and raw.lower() in ABSENT
        try:
            return self.book.facts[key].file.read(key, None if absent else raw, self.on)
        except ValueError as bad:
            raise Bad(getattr(bad, "ru", str(bad)), getattr(bad, "en", str(bad))) from None

    def month(self, raw: Any) -> date:
        """A month that may have been paid: of the last ten years and not ahead. Raises Bad."""
        found = month(raw)
        if not 1 <= months_between(found, self.on) <= MONTHS_KEPT:
            first = shifted(self.on, 1 - MONTHS_KEPT)
            raise Bad(
                f"Месяц должен быть от {first:%m.%Y} до {self.on:%m.%Y}.",
                f"The month must be between {first:%Y-%m} and {self.on:%Y-%m}.",
            )
        return found


def month(raw: Any) -> date:
    """A month written 2025-01, 01.2025, or as any of its days. Raises Bad."""
    if isinstance(raw, date):
        return raw.replace(day=1)
    text = str(raw)
    year, _, number = text.partition("-") if "-" in text else reversed(text.rpartition("."))  # type: ignore[assignment]
    number = number.partition("-")[0].rpartition(".")[2]
    try:
        if not (len(year) == 4 and (year + number).isascii() and (year + number).isdigit()):
            raise ValueError
        return date(int(year), int(number), 1)
    except ValueError:
        raise Bad("Месяц пишется так: 2025-01.", "A month is written 2025-01.") from None


def money(raw: Any) -> Decimal:
    """Roubles, exact to the kopeck and not below zero. Raises Bad."""
    try:
        value = parse_money(raw) if isinstance(raw, str) else roubles(_exact(raw))
    except BadMoney as bad:
        raise Bad(bad.ru, bad.en) from None
    if value < 0:
        raise Bad("Сумма не может быть меньше нуля.", "A sum cannot be negative.")
    return value


def _exact(raw: Any) -> Any:
    """The shortest text of a float is what was typed; its binary value never enters."""
    return Decimal(repr(raw)) if isinstance(raw, float) else raw


def yes(raw: Any) -> bool:
    """Да or нет, in either language. Raises Bad."""
    word = str(raw).lower()
    if word not in YES | NO:
        raise Bad("Напишите «да» или «нет».", 'Write "yes" or "no".')
    return word in YES


def source(raw: Any) -> str:
    """Who says it. Raises Bad."""
    return _one_of(raw, SOURCES)


def _one_of(raw: Any, allowed: tuple[str, ...]) -> str:
    if raw not in allowed:
        raise Bad(f"Можно только: {', '.join(allowed)}.", f"Must be one of: {', '.join(allowed)}.")
    return str(raw)


def key_of(book: Rulebook, column: str, owners: tuple[str, ...]) -> str | None:
    """The fact that a column holds, by its key, its Russian name or a prefixed reference; None where there is none.

    A text has no column in a snapshot, and stands here like any other fact.
    """
    if column in book.facts:
        return column if book.facts[column].file.of in owners else None
    ref = FactRef(column)
    if ref.prefix in ("attested", "document", "received"):
        return column if ref.about.partition("/")[0] in book.measures else None
    if ref.prefix == "income":
        return column if _is_window(column) else None
    named = (key for key, kind in book.facts.items() if kind.file.name == column.lower() and kind.file.of in owners)
    return next(named, None)


def _is_window(column: str) -> bool:
    try:
        first, last = window_of(column)
    except ValueError:
        return False
    return first <= last
