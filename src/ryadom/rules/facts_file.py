"""A facts file: what is known about families, one YAML document each. A missing key or an empty value is unknown;
`null` is absent.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.packs.api import Document, Finding, PracticeErrors, did_you_mean, read_documents
from ryadom.rules.compiled import FactKind, Rulebook
from ryadom.rules.facts import Cover, FactRef, FactValue, Family, Person, Record, window_key

Path = tuple[str | int, ...]
TOP = (
    "region",
    "date",
    "story",
    "persons",
    "persons-complete",
    "family",
    "dwelling",
    "application",
    "income",
    "records",
    "records-cover",
    "received",
    "attested",
    "documents",
    "parameters",
    "source",
)
SOURCES = ("said", "staff", "document", "register")
LONGEST = 500
MOST_PERSONS = 60
MOST_DIGITS = 26
KOPECK = Decimal("0.01")


BookFor = Callable[[str], Rulebook | None]


def read_families(text: str, name: str, book_for: BookFor, on: Callable[[str], date]) -> list[Family]:
    """Every family of a file, in order. `book_for(region)` gives the rulebook, `on(region)` the day asked about.

    Raises PracticeErrors naming every fault.
    """
    return [family_of(document, book_for, on) for document in read_documents(text, name)]


def family_of(document: Document, book_for: BookFor, on: date | Callable[[str], date]) -> Family:
    """One document as a Family of the book's region. Raises PracticeErrors naming every fault with its line."""
    data = document.data
    if not isinstance(data, dict):
        raise PracticeErrors([document.finding((), "здесь нужны ключи и значения", "keys and values are needed here")])
    region = data.get("region")
    book = book_for(region) if isinstance(region, str) else None
    if book is None:
        raise PracticeErrors(
            [
                document.finding(
                    ("region",),
                    f"нужен код региона, для которого есть практики, а не «{region}»",
                    f'a region code with practices is needed, not "{region}"',
                )
            ]
        )
    return _Reader(document, book, on(book.region) if callable(on) else on).family(data)


class _Reader:
    def __init__(self, document: Document, book: Rulebook, on: date) -> None:
        self.document, self.book, self.on = document, book, on
        self.findings: list[Finding] = []
        self.source = "said"

    def fault(self, path: Path, ru: str, en: str) -> None:
        self.findings.append(self.document.finding(path, ru, en))

    def family(self, data: Mapping[str, Any]) -> Family:
        self.unknown_keys((), data, TOP)
        self.source = self.one_of(("source",), data.get("source", "said"), SOURCES)
        persons = tuple(self.persons(self.listed("persons", data)))
        ids = {p.id for p in persons}
        facts, mine = self.group_facts(data), self.marks(data, ids)
        persons = tuple(Person(p.id, p.name, {**p.facts, **mine.get(p.id, {})}) for p in persons)
        facts.update(mine.get("", {}))
        records, cover = self.records(data, ids)
        closed = self.flag(("persons-complete",), data.get("persons-complete", "persons" in data))
        family = Family(
            self.book.region,
            persons,
            facts,
            not closed,
            records,
            cover,
            self.parameters(self.mapped("parameters", data)),
        )
        self.kinship(persons)
        if self.findings:
            raise PracticeErrors(self.findings)
        return family

    def unknown_keys(self, path: Path, data: Mapping[str, Any], known: Iterable[str]) -> None:
        known = list(known)
        for key in data:
            if key not in known:
                ru, en = did_you_mean(str(key)[:LONGEST], known)
                self.fault((*path, key), f"неизвестный ключ «{key}»{ru}", f'unknown key "{key}"{en}')

    def listed(self, key: str, data: Mapping[str, Any]) -> list[Any]:
        """The list at a key; none where the key is missing or null."""
        raw = data.get(key)
        if raw is None or isinstance(raw, list):
            return raw or []
        self.fault((key,), "здесь нужен список", "a list is needed here")
        return []

    def mapped(self, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The keys and values at a key; none where the key is missing or null."""
        raw = data.get(key)
        if raw is None or isinstance(raw, dict):
            return raw or {}
        self.fault((key,), "здесь нужны ключи и значения", "keys and values are needed here")
        return {}

    def flag(self, path: Path, raw: Any) -> bool:
        if not isinstance(raw, bool):
            self.fault(path, *_NEEDED["boolean"])
        return raw is True

    def word(self, path: Path, raw: Any) -> str:
        if isinstance(raw, str) and len(raw) <= LONGEST:
            return raw
        self.fault(path, *_NEEDED["text"])
        return ""

    def source_of(self, path: Path, raw: Mapping[str, Any]) -> str:
        return self.one_of((*path, "source"), raw.get("source", self.source), SOURCES)

    def short(self, path: Path, value: Decimal) -> bool:
        """Whether a number can be counted with: longer ones are refused, never rounded."""
        digits = len(value.as_tuple().digits)
        if value.is_finite() and digits <= MOST_DIGITS and abs(value.adjusted()) < MOST_DIGITS:
            return True
        self.fault(path, "слишком длинное число", "the number is too long")
        return False

    def one_of(self, path: Path, value: Any, allowed: tuple[str, ...]) -> str:
        if value not in allowed:
            self.fault(path, f"можно только: {', '.join(allowed)}", f"must be one of: {', '.join(allowed)}")
            return allowed[0]
        return str(value)

    # --- persons -----------------------------------------------------------------------------------------------------

    def persons(self, raw: list[Any]) -> Iterable[Person]:
        if len(raw) > MOST_PERSONS:
            self.fault(
                ("persons",),
                f"слишком много людей: {len(raw)}, можно до {MOST_PERSONS}",
                f"too many persons: {len(raw)}, at most {MOST_PERSONS}",
            )
            return
        seen: set[str] = set()
        for i, one in enumerate(raw):
            person = self.person(("persons", i), one)
            if person and person.id in seen:
                self.fault(("persons", i), f"человек «{person.id}» уже есть", f'the person "{person.id}" stands twice')
            elif person:
                seen.add(person.id)
                yield person

    def person(self, path: Path, raw: Any) -> Person | None:
        if not isinstance(raw, dict) or not _is_id(raw.get("id")):
            self.fault(path, "у человека должен быть id: слово без @", "a person needs an id: a word without @")
            return None
        kinds = self.kinds("person")
        self.unknown_keys(path, raw, ["id", "name", "income", *kinds])
        facts = {k: v for k in kinds if k in raw and (v := self.value((*path, k), kinds[k], raw[k]))}
        facts.update(self.totals((*path, "income"), raw.get("income")))
        return Person(raw["id"], self.word((*path, "name"), raw.get("name", raw["id"])), facts)

    def kinds(self, *owners: str) -> dict[str, FactKind]:
        return {key: kind for key, kind in self.book.facts.items() if kind.file.of in owners}

    def kinship(self, persons: tuple[Person, ...]) -> None:
        """What cannot be in one family: two applicants, two spouses, a child older than the applicant, a birth in
        the future.
        """
        roles = [p.facts["family-role"].value if "family-role" in p.facts else None for p in persons]
        for single, ru, en in (
            ("applicant", "заявитель может быть один", "only one applicant"),
            ("spouse", "супруг может быть один", "only one spouse"),
        ):
            if roles.count(single) > 1:
                self.fault(("persons",), ru, en)
        parent = next((p for p, role in zip(persons, roles, strict=True) if role == "applicant"), None)
        for i, (person, role) in enumerate(zip(persons, roles, strict=True)):
            born = _born(person)
            if born and born > self.on:
                self.fault(("persons", i, "birth-date"), "рождение в будущем", "a birth in the future")
            if role == "child" and parent and born and (elder := _born(parent)) and born <= elder:
                self.fault(
                    ("persons", i, "birth-date"),
                    f"ребёнок «{person.name}» старше родителя",
                    f'the child "{person.name}" is older than the parent',
                )

    # --- facts -------------------------------------------------------------------------------------------------------

    def group_facts(self, data: Mapping[str, Any]) -> dict[str, FactValue]:
        facts: dict[str, FactValue] = {}
        for owner in ("family", "dwelling", "application"):
            raw, kinds = self.mapped(owner, data), self.kinds(owner)
            self.unknown_keys((owner,), raw, kinds)
            facts.update({k: v for k in kinds if k in raw and (v := self.value((owner, k), kinds[k], raw[k]))})
        facts.update(self.totals(("income",), data.get("income")))
        return facts

    def value(self, path: Path, kind: FactKind, raw: Any) -> FactValue | None:
        """A value, or `{value, source, about}`."""
        source, about = self.source, False
        if isinstance(raw, dict):
            self.unknown_keys(path, raw, ("value", "source", "about"))
            source, about = self.source_of(path, raw), self.flag((*path, "about"), raw.get("about", False))
            if "value" not in raw:
                return None
            raw = raw["value"]
        if raw is None:
            return self.absent(path, kind, source)
        checked = self.checked(path, kind, raw)
        return None if checked is None else FactValue(checked, source, about)

    def absent(self, path: Path, kind: FactKind, source: str) -> FactValue | None:
        if not kind.file.may_be_absent:
            self.fault(
                path,
                f"«{kind.file.name}» не бывает без значения: оставьте пусто, если не известно",
                f'"{kind.key}" is never absent: leave it empty when unknown',
            )
            return None
        return FactValue(None, source)

    def checked(self, path: Path, kind: FactKind, raw: Any) -> Any:
        file = kind.file
        if file.type == "boolean" and isinstance(raw, bool):
            return raw
        if file.type == "date" and type(raw) is date:
            return raw
        if file.type == "text" and isinstance(raw, str) and len(raw) <= LONGEST:
            return raw
        if file.type == "choice" and isinstance(raw, str):
            return self.choice(path, kind, raw)
        if file.type in ("number", "money") and isinstance(raw, int | Decimal) and not isinstance(raw, bool):
            return self.number(path, kind, Decimal(raw))
        ru, en = _NEEDED[file.type]
        self.fault(path, f"«{file.name}»: {ru}", f'"{kind.key}": {en}')
        return None

    def choice(self, path: Path, kind: FactKind, raw: str) -> str | None:
        by_name = {name: value for value, name in kind.by_value.items()}
        if raw in kind.by_value or raw in by_name:
            return by_name.get(raw, raw)
        ru, en = did_you_mean(raw, [*kind.by_value, *by_name])
        self.fault(
            path,
            f"«{raw}» не бывает: {', '.join(kind.by_value)}{ru}",
            f'"{raw}" is none of {", ".join(kind.by_value)}{en}',
        )
        return None

    def number(self, path: Path, kind: FactKind, value: Decimal) -> Decimal | None:
        if not self.short(path, value):
            return None
        low, high = kind.file.min, kind.file.max
        if (low is not None and value < low) or (high is not None and value > high):
            self.fault(
                path,
                f"«{kind.file.name}»: от {low} до {high}, а не {value}",
                f'"{kind.key}": between {low} and {high}, not {value}',
            )
            return None
        if kind.file.type == "money" and value != value.quantize(KOPECK):
            self.fault(path, "деньги: не мельче копейки", "money: no finer than a kopeck")
            return None
        return value

    # --- incomes, marks, parameters ----------------------------------------------------------------------------------

    def totals(self, path: Path, raw: Any) -> dict[str, FactValue]:
        """`{from: 2024-12, to: 2025-11, total: 600000, about: true}`."""
        found: dict[str, FactValue] = {}
        rows = [] if raw is None else raw if isinstance(raw, list) else [raw]
        for i, one in enumerate(rows):
            here = (*path, i)
            if not isinstance(one, dict):
                self.fault(here, "нужны from, to и total", "from, to and total are needed")
                continue
            self.unknown_keys(here, one, ("from", "to", "total", "about", "source"))
            months = self.months(here, one)
            total, source = self.money((*here, "total"), one.get("total")), self.source_of(here, one)
            about = self.flag((*here, "about"), one.get("about", False))
            if months and total is not None:
                found[window_key(*months)] = FactValue(total, source, about)
        return found

    def months(self, path: Path, raw: Mapping[str, Any]) -> tuple[date, date] | None:
        """`from` and `to`, both included."""
        first, last = self.month((*path, "from"), raw.get("from")), self.month((*path, "to"), raw.get("to"))
        if first and last and last < first:
            self.fault((*path, "to"), "последний месяц раньше первого", "the last month comes before the first")
            return None
        return (first, last) if first and last else None

    def month(self, path: Path, raw: Any) -> date | None:
        text = f"{raw}-01" if isinstance(raw, str) else ""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(path, "месяц пишется так: 2025-01", "a month is written 2025-01")
            return None

    def money(self, path: Path, raw: Any) -> Decimal | None:
        plain = isinstance(raw, int | Decimal) and not isinstance(raw, bool)
        if plain and not self.short(path, Decimal(raw)):
            return None
        if not plain or raw < 0 or Decimal(raw) != Decimal(raw).quantize(KOPECK):
            self.fault(
                path,
                "нужна сумма в рублях: не меньше нуля, не мельче копейки",
                "roubles are needed: not below zero, no finer than a kopeck",
            )
            return None
        return Decimal(raw)

    def records(self, data: Mapping[str, Any], ids: set[str]) -> tuple[tuple[Record, ...], Cover | None]:
        rows = (self.record(("records", i), one, ids) for i, one in enumerate(self.listed("records", data)))
        return tuple(row for row in rows if row), self.cover(data)

    def record(self, path: Path, raw: Any, ids: set[str]) -> Record | None:
        if not isinstance(raw, dict):
            self.fault(path, "нужны person, month, kind и amount", "person, month, kind and amount are needed")
            return None
        self.unknown_keys(path, raw, ("person", "month", "kind", "amount", "source"))
        person = raw.get("person")
        if not isinstance(person, str) or person not in ids:
            self.fault((*path, "person"), f"нет человека «{person}»", f'no person "{person}"')
        month, amount = self.month((*path, "month"), raw.get("month")), self.money((*path, "amount"), raw.get("amount"))
        kind, source = self.word((*path, "kind"), raw.get("kind", "")), self.source_of(path, raw)
        return Record(str(person), month, kind, amount, source) if month and amount is not None else None

    def cover(self, data: Mapping[str, Any]) -> Cover | None:
        raw = self.mapped("records-cover", data)
        self.unknown_keys(("records-cover",), raw, ("from", "to"))
        if not raw:
            if data.get("records"):
                self.fault(
                    ("records",),
                    "скажите в records-cover, за какие месяцы записи полны",
                    "say in records-cover for which months the records are complete",
                )
            return None
        months = self.months(("records-cover",), raw)
        return Cover(*months) if months else None

    def marks(self, data: Mapping[str, Any], ids: set[str]) -> dict[str, dict[str, FactValue]]:
        """What was received, attested and brought: `measure/criterion` or `measure/criterion@person`."""
        found: dict[str, dict[str, FactValue]] = {}
        for section, prefix, allowed in (
            ("received", "received", (True, False)),
            ("attested", "attested", (True, False)),
            ("documents", "document", ("verified", "brought", "none")),
        ):
            for key, raw in self.mapped(section, data).items():
                ref = FactRef.of(key)
                value, source = self.mark((section, key), raw)
                self.known_mark((section, key), ref, value, allowed, ids)
                found.setdefault(ref.person or "", {})[f"{prefix}:{ref.key}"] = FactValue(value, source)
        return found

    def mark(self, path: Path, raw: Any) -> tuple[Any, str]:
        """A mark, or `{value, source}`."""
        if not isinstance(raw, dict):
            return raw, self.source
        self.unknown_keys(path, raw, ("value", "source"))
        return raw.get("value"), self.source_of(path, raw)

    def known_mark(self, path: Path, ref: FactRef, value: Any, allowed: tuple[Any, ...], ids: set[str]) -> None:
        measure = ref.key.partition("/")[0]
        if measure not in self.book.measures:
            ru, en = did_you_mean(measure, self.book.measures)
            self.fault(path, f"нет меры «{measure}»{ru}", f'no measure "{measure}"{en}')
        if ref.person and ref.person not in ids:
            self.fault(path, f"нет человека «{ref.person}»", f'no person "{ref.person}"')
        if not isinstance(value, type(allowed[0])) or value not in allowed:
            self.fault(
                path,
                f"можно только: {', '.join(map(str, allowed)).lower()}",
                f"must be one of: {', '.join(map(str, allowed)).lower()}",
            )

    def parameters(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """`{name: value}`, or `{name: {key: value}}` for a parameter with keys."""
        known = {p.name for p in self.book.parameters.values()} | set(self.book.parameters)
        self.unknown_keys(("parameters",), raw, known)
        for name, given in raw.items():
            if isinstance(given, dict):
                for key, value in given.items():
                    self.parameter(("parameters", name, key), value)
            else:
                self.parameter(("parameters", name), given)
        return dict(raw)

    def parameter(self, path: Path, raw: Any) -> None:
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            self.fault(path, *_NEEDED["number"])
        else:
            self.short(path, Decimal(raw))


_NEEDED = {
    "boolean": ("нужно true или false", "true or false is needed"),
    "date": ("нужна дата, как 2026-01-31", "a date like 2026-01-31 is needed"),
    "text": ("нужен текст не длиннее 500 знаков", "a text of at most 500 characters is needed"),
    "choice": ("нужно одно из слов списка", "one of the listed words is needed"),
    "number": ("нужно число", "a number is needed"),
    "money": ("нужна сумма в рублях", "an amount in roubles is needed"),
}


def _is_id(raw: Any) -> bool:
    return isinstance(raw, str) and 0 < len(raw) <= LONGEST and "@" not in raw


def _born(person: Person) -> date | None:
    held = person.facts.get("birth-date")
    return held.value if held and type(held.value) is date else None
