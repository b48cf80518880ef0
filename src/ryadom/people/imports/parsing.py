"""Rows of files as values: what cannot be right is told with its place, the rest is kept exactly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from ryadom.kit import identifiers, names
from ryadom.kit.money import BadMoney, parse_money
from ryadom.kit.periods import first_of_month
from ryadom.people.catalogue import BadValue, Catalogue, FactKind, Json, UnknownFact, encode, parse_date, parse_value
from ryadom.people.core import CORE
from ryadom.people.imports.faults import RowFault
from ryadom.people.imports.files import Line
from ryadom.people.values import EARLIEST

SOURCES = {
    "register": "register", "реестр": "register", "document": "document", "документ": "document",
}  # fmt: skip
SEXES = {
    "female": "female", "женский": "female", "ж": "female", "f": "female",
    "male": "male", "мужской": "male", "м": "male", "m": "male",
}  # fmt: skip
ROLES = {
    "head": "head", "глава": "head", "spouse": "spouse", "супруг": "spouse", "супруга": "spouse", "муж": "spouse",
    "жена": "spouse", "child": "child", "ребёнок": "child", "ребенок": "child", "ward": "ward",
    "подопечный": "ward", "подопечная": "ward", "parent": "parent", "родитель": "parent", "other": "other",
    "другой": "other", "родственник": "other",
}  # fmt: skip
INCOME_KINDS = {
    "salary": "salary", "зарплата": "salary", "pension": "pension", "пенсия": "pension", "benefit": "benefit",
    "пособие": "benefit", "пособия": "benefit", "alimony": "alimony", "алименты": "alimony",
    "scholarship": "scholarship", "стипендия": "scholarship", "business": "business", "своё дело": "business",
    "other": "other", "другое": "other",
}  # fmt: skip
ABSENT = frozenset({"нет такого", "none"})
LARGEST_SUM = Decimal(10) ** 12
T = TypeVar("T")


class Wrong(ValueError):
    """A cell that cannot be taken."""

    def __init__(self, column: str, ru: str, en: str) -> None:
        super().__init__(en)
        self.column, self.ru, self.en = column, ru, en


@dataclass(frozen=True)
class Ground:
    """What rows are read by: the region, its day, the catalogue, and whether registers may be recorded."""

    region: str
    on: date
    catalogue: Catalogue
    may_register: bool = True
    kept: dict[str, Any] = field(default_factory=dict)  # what a room reads once for a whole file

    def kind(self, written: str) -> FactKind:
        """A fact by its key or Russian name, ours or the catalogue's. Raises UnknownFact."""
        for known in (self.catalogue, CORE):
            if written in known:
                return known[written]
            if written.casefold() in known.names:
                return known.named(written.casefold())
        if written in self.catalogue.names:
            return self.catalogue.named(written)
        return self.catalogue[written]


@dataclass(frozen=True)
class PersonRow:
    line: Line = field(repr=False)
    person: str
    surname: str
    name: str
    patronymic: str
    birth_date: date | None
    sex: str
    snils: str
    phone: str
    address: str
    source: str


@dataclass(frozen=True)
class MemberRow:
    line: Line = field(repr=False)
    family: str
    person: str
    role: str
    starts: date
    ends: date | None
    contract_date: date | None
    address: str
    oktmo: str
    source: str


@dataclass(frozen=True)
class FactRow:
    """One value of one fact; `of` says whose key stands in `owner`: a person's, or a family's (its dwelling too)."""

    line: Line = field(repr=False)
    owner: str
    by_family: bool
    kind: FactKind
    value: Json
    source: str
    as_of: date | None
    valid_from: date | None
    valid_to: date | None
    note: str


@dataclass(frozen=True)
class IncomeRow:
    line: Line = field(repr=False)
    person: str
    month: date
    kind: str
    amount: Decimal
    source: str
    note: str


def parsed(lines: Iterable[Line], parse: Callable[[Line], T], faults: list[RowFault]) -> list[T]:
    """The rows that can be read; the others are told of, each with its first fault."""
    rows = []
    for line in lines:
        try:
            rows.append(parse(line))
        except Wrong as wrong:
            faults.append(line.fault(wrong.column, wrong.ru, wrong.en))
    return rows


def person_row(line: Line, ground: Ground) -> PersonRow:
    born = _date(line, "birth_date", latest=ground.on)
    return PersonRow(
        line=line,
        person=_text(line, "person", 100, needed=True),
        surname=_name(line, "surname"),
        name=_name(line, "name"),
        patronymic=_name(line, "patronymic", needed=False),
        birth_date=born,
        sex=_one_of(line, "sex", SEXES) if line.values.get("sex") else "",
        snils=_snils(line),
        phone=_phone(line),
        address=_text(line, "address", 500),
        source=source_of(line, ground),
    )


def member_row(line: Line, ground: Ground) -> MemberRow:
    starts, ends = _date(line, "starts"), _date(line, "ends")
    if starts is None:
        raise Wrong("starts", "Укажите, с какого дня человек в семье.", "Say from which day.")
    if ends and ends < starts:
        raise Wrong("ends", "Конец периода раньше начала.", "The end is before the beginning.")
    role, contract = _one_of(line, "role", ROLES), _date(line, "contract_date")
    if contract and role != "ward":
        raise Wrong("contract_date", "Дата договора указывается только для подопечного.", "Only a ward has a contract.")
    return MemberRow(
        line=line, family=_text(line, "family", 100, needed=True), person=_text(line, "person", 100, needed=True),
        role=role, starts=starts, ends=ends, contract_date=contract, address=_text(line, "address", 500),
        oktmo=_oktmo(line), source=source_of(line, ground),
    )  # fmt: skip


def fact_row(line: Line, ground: Ground) -> FactRow:
    person, family = _text(line, "person", 100), _text(line, "family", 100)
    kind = _kind(line, ground)
    if bool(person) == bool(family) or (kind.of == "person") != bool(person):
        raise Wrong(
            "person", f"«{kind.titled()}» записывают о {_ABOUT[kind.of][0]}: заполните этот столбец и только его.",
            f"{kind.key} is recorded of a {_ABOUT[kind.of][1]}: fill that column and no other.",
        )  # fmt: skip
    valid_from, valid_to = _date(line, "valid_from"), _date(line, "valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise Wrong("valid_to", "Конец периода раньше начала.", "The end is before the beginning.")
    return FactRow(
        line=line, owner=person or family, by_family=bool(family), kind=kind, value=_value(line, kind, ground),
        source=source_of(line, ground), as_of=_date(line, "as_of", latest=ground.on), valid_from=valid_from,
        valid_to=valid_to, note=_text(line, "note", 500),
    )  # fmt: skip


_ABOUT = {
    "person": ("человеке", "person"), "family": ("семье", "family"), "dwelling": ("семье", "family"),
    "application": ("заявлении", "n application"),
}  # fmt: skip


def income_row(line: Line, ground: Ground) -> IncomeRow:
    month = _month(line)
    if month > ground.on:
        raise Wrong("month", "Этот месяц ещё не наступил.", "This month has not come yet.")
    return IncomeRow(
        line=line, person=_text(line, "person", 100, needed=True), month=month,
        kind=_one_of(line, "kind", INCOME_KINDS), amount=money_of(line, "amount"), source=source_of(line, ground),
        note=_text(line, "note", 500),
    )  # fmt: skip


def source_of(line: Line, ground: Ground) -> str:
    """`register` or `document`: a file holds no words, and only a specialist answers for a register."""
    source = _one_of(line, "source", SOURCES)
    if source == "register" and not ground.may_register:
        raise Wrong(
            "source", "Сведения из реестра вносит специалист.", "What a register says is entered by a specialist."
        )
    return source


def money_of(line: Line, column: str) -> Decimal:
    """A sum, exact to the kopeck, not negative."""
    try:
        value = parse_money(line.values.get(column, ""))
    except BadMoney as bad:
        raise Wrong(column, bad.ru, bad.en) from None
    if value < 0:
        raise Wrong(column, "Сумма не может быть меньше нуля.", "A sum cannot be negative.")
    if value >= LARGEST_SUM:
        raise Wrong(column, "Сумма слишком большая, проверьте цифры.", "The sum is too large.")
    return value


def date_of(line: Line, column: str, *, needed: bool = False, latest: date | None = None) -> date | None:
    """A date of a cell, None when it is empty."""
    day = _date(line, column, latest=latest)
    if day is None and needed:
        raise Wrong(column, "Укажите дату.", "Give a date.")
    return day


def text_of(line: Line, column: str, longest: int, *, needed: bool = False) -> str:
    """A text of a cell on one line."""
    return _text(line, column, longest, needed=needed)


def _text(line: Line, column: str, longest: int, *, needed: bool = False) -> str:
    text = " ".join(line.values.get(column, "").split())
    if needed and not text:
        raise Wrong(column, "Здесь пусто, а нужно значение.", "The cell is empty, a value is needed.")
    if len(text) > longest:
        raise Wrong(column, f"Слишком длинно: не больше {longest} знаков.", f"Too long: at most {longest} characters.")
    if any(not sign.isprintable() for sign in text):
        raise Wrong(column, "Уберите невидимые знаки.", "Take invisible characters out.")
    return text


def _name(line: Line, column: str, *, needed: bool = True) -> str:
    text = _text(line, column, 100, needed=needed)
    if text and not names.written(text):
        raise Wrong(column, "В имени могут быть только буквы, дефис и апостроф.", "A name is made of letters.")
    return text


def _date(line: Line, column: str, *, latest: date | None = None) -> date | None:
    text = line.values.get(column, "")
    if not text:
        return None
    try:
        day = parse_date(text)
    except BadValue as bad:
        raise Wrong(column, bad.ru, bad.en) from None
    if day < EARLIEST:
        raise Wrong(column, "Дата слишком давняя, проверьте год.", "The date is too long ago, check the year.")
    if latest is not None and day > latest:
        raise Wrong(column, "Эта дата ещё не наступила, проверьте год.", "This date has not come yet, check the year.")
    return day


def _month(line: Line) -> date:
    text = line.values.get("month", "")
    parts = text.replace(".", "-").split("-")
    if len(parts) == 2 and all(part.isascii() and part.isdigit() for part in parts):
        year, month = (parts[0], parts[1]) if len(parts[0]) == 4 else (parts[1], parts[0])
        text = f"{year}-{month:0>2}-01"
    try:
        return first_of_month(parse_date(text))
    except BadValue:
        raise Wrong("month", "Напишите месяц так: 03.2026.", "Write a month so: 2026-03.") from None


def _one_of(line: Line, column: str, words: dict[str, str]) -> str:
    found = words.get(line.values.get(column, "").casefold())
    if found is None:
        ru = ", ".join(word for word in words if not word.isascii())
        en = ", ".join(dict.fromkeys(words.values()))
        raise Wrong(column, f"Выберите одно из: {ru}.", f"Choose one of: {en}.")
    return found


def _snils(line: Line) -> str:
    text = line.values.get("snils", "")
    if not text:
        return ""
    # Spreadsheets keep a number and lose the zeros before it; the check digits tell whether that was it.
    read = identifiers.snils(text.zfill(11) if text.isascii() and text.isdigit() else text)
    if not read.ok:
        raise Wrong("snils", read.ru, read.en)
    return read.digits


def _phone(line: Line) -> str:
    text = line.values.get("phone", "")
    read = identifiers.phone(text) if text else None
    if read is not None and not read.ok:
        raise Wrong("phone", read.ru, read.en)
    return read.digits if read else ""


def _oktmo(line: Line) -> str:
    text = line.values.get("oktmo", "")
    read = identifiers.oktmo(text) if text else None
    if read is not None and not read.ok:
        raise Wrong("oktmo", read.ru, read.en)
    return read.digits if read else ""


def _kind(line: Line, ground: Ground) -> FactKind:
    try:
        return ground.kind(line.values.get("fact", ""))
    except UnknownFact as unknown:
        raise Wrong("fact", unknown.ru, unknown.en) from None


def _value(line: Line, kind: FactKind, ground: Ground) -> Json:
    text: Any = line.values.get("value", "")
    try:
        return encode(parse_value(kind, None if text.casefold() in ABSENT else text, on=ground.on))
    except BadValue as bad:
        raise Wrong("value", bad.ru, bad.en) from None
