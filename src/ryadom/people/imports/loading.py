"""One load of one file or folder: read, checked, matched and written in one transaction, or nothing at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.kit import identifiers
from ryadom.people import may
from ryadom.people.catalogue import Catalogue
from ryadom.people.errors import Refused
from ryadom.people.events import PersonsLoaded, announce
from ryadom.people.imports.columns import OWN_SHEETS, Sheet, header_faults, keyed, sheet_of
from ryadom.people.imports.doubles import facts_once, of_taken, once, persons_once
from ryadom.people.imports.facts_in import NewValue, add_facts
from ryadom.people.imports.families_in import Homes, dwellings_of, settle_homes, whole_families, write_homes
from ryadom.people.imports.faults import FileFaults, RowFault
from ryadom.people.imports.files import Line, Table, read_tables
from ryadom.people.imports.incomes_in import add_incomes
from ryadom.people.imports.parsing import (
    FactRow,
    Ground,
    IncomeRow,
    MemberRow,
    PersonRow,
    fact_row,
    income_row,
    member_row,
    parsed,
    person_row,
)
from ryadom.people.imports.persons_in import (
    Persons,
    known_by_number,
    leave_lines,
    place,
    propose,
    write_persons,
)
from ryadom.people.imports.sheets import Brought, Writing, brought_sheets
from ryadom.people.models import ImportBatch
from ryadom.people.shapes import Actor, Whose

MOST_ASKS = 1000
_LOCK = 0x52594144  # one load of a region at a time: two of one file would enter everybody twice


@dataclass(frozen=True)
class Loaded:
    """What a load did: counts of rows by what became of them, what to ask about, what was left out.

    `already`: the same content was loaded at that moment, and nothing was done now.
    """

    batch: UUID
    counts: Mapping[str, int]
    asks: tuple[Mapping[str, Any], ...] = ()
    left_out: tuple[RowFault, ...] = ()
    already: datetime | None = None


@dataclass
class _Rows:
    """What was read of all tables."""

    persons: list[PersonRow] = field(default_factory=list)
    members: list[MemberRow] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    incomes: list[IncomeRow] = field(default_factory=list)
    brought: dict[str, list[Any]] = field(default_factory=dict)


class _Undone(Exception):
    """A trial was only to be seen."""


def digest_of(files: Sequence[tuple[str, bytes]]) -> str:
    """The SHA-256 of a file, or of the files of a folder whatever their order."""
    own = sorted(sha256(content).hexdigest() for _name, content in files)
    return own[0] if len(own) == 1 else sha256("".join(own).encode()).hexdigest()


def load(
    *, by: Actor, at: datetime, on: date, catalogue: Catalogue, title: str, files: Sequence[tuple[str, bytes]],
    keep: bool = True, rest: bool = False, batch_id: UUID | None = None,
) -> Loaded:  # fmt: skip
    """Load files of one source into the actor's region. `keep` False: do it, count, and undo it.

    `rest`: rows with faults are left out and told of; else one fault refuses the whole. The same content twice adds
    nothing. Raises NotAllowed, FileFaults, Refused (a clash with what was written meanwhile).
    """
    may.load_files.demand(by)
    faults: list[RowFault] = []
    ground = Ground(by.region, on, catalogue, may.record_registers(by))
    rows = _read(files, ground, faults)
    _stop_at(faults, rest)
    writing = Writing(by, on, at, batch_id or uuid4(), title[:300])
    kept: list[Loaded] = []
    try:
        with transaction.atomic():
            kept.append(_written(writing, rows, digest_of(files), faults, rest))
            if not keep:
                raise _Undone
    except _Undone:
        pass
    except IntegrityError:
        raise Refused(
            "clash", _("Пока файл загружался, то же внёс кто-то другой. Ничего не записано: повторите.")
        ) from None
    return kept[0]


def _stop_at(faults: list[RowFault], rest: bool) -> None:
    if faults and not rest:
        raise FileFaults(faults)


def _read(files: Sequence[tuple[str, bytes]], ground: Ground, faults: list[RowFault]) -> _Rows:
    brought = brought_sheets()
    rows, known = _Rows(), False
    for name, content in files:
        for table in read_tables(name, content):
            sheet = sheet_of(table, (*OWN_SHEETS, *(one.sheet for one in brought)))
            if sheet is None:
                faults.append(_strange(table, brought))
                continue
            known = True
            faults += table.faults
            if wrong := header_faults(table, sheet):
                faults += wrong
            else:
                _take(rows, sheet, [keyed(line, sheet) for line in table.lines], ground, faults, brought)
    if not known or any(fault.line <= 1 for fault in faults):
        raise FileFaults(faults)  # without a column, or a table, there is no rest to load
    return _without_doubles(rows, faults, brought)


def _strange(table: Table, brought: Iterable[Brought]) -> RowFault:
    every = (*OWN_SHEETS, *(one.sheet for one in brought))
    ru, en = ", ".join(one.ru for one in every), ", ".join(one.key for one in every)
    return RowFault(
        table.file, 0, "", f"Не узнали, что здесь. Назовите файл или лист: {ru}.", f"Unknown table. Call it: {en}."
    )


def _take(
    rows: _Rows, sheet: Sheet, lines: list[Line], ground: Ground, faults: list[RowFault], brought: Iterable[Brought]
) -> None:
    if sheet.key == "persons":
        rows.persons += parsed(lines, lambda line: person_row(line, ground), faults)
    elif sheet.key == "families":
        rows.members += parsed(lines, lambda line: member_row(line, ground), faults)
    elif sheet.key == "facts":
        rows.facts += parsed(lines, lambda line: fact_row(line, ground), faults)
    elif sheet.key == "incomes":
        rows.incomes += parsed(lines, lambda line: income_row(line, ground), faults)
    else:
        read = next(one.read for one in brought if one.sheet.key == sheet.key)
        rows.brought.setdefault(sheet.key, []).extend(parsed(lines, lambda line: read(line, ground), faults))


def _without_doubles(rows: _Rows, faults: list[RowFault], brought: Iterable[Brought]) -> _Rows:
    twice = ("Такая строка уже стоит", "Such a row stands")
    return _Rows(
        persons=persons_once(rows.persons, faults),
        members=once(rows.members, lambda row: (row.family, row.person), "person", faults, *twice),
        facts=facts_once(rows.facts, faults),
        incomes=once(rows.incomes, lambda row: (row.person, row.month, row.kind), "month", faults,
                     "Этот месяц и вид дохода уже стоят (сложите суммы)", "This month and kind stand (add them up)"),
        brought={
            one.sheet.key: once(rows.brought.get(one.sheet.key, ()), one.double, "", faults, *twice) for one in brought
        },
    )  # fmt: skip


def _written(writing: Writing, rows: _Rows, digest: str, faults: list[RowFault], rest: bool) -> Loaded:
    _hold_region(writing.by.region)
    batches = ImportBatch.objects.in_region(writing.by.region)
    before = batches.filter(sha256=digest, state="loaded").first()
    if before is not None:
        return Loaded(before.pk, {}, already=before.at)
    batch = _batch(writing, digest)
    persons = place(writing.by.region, rows.persons)
    numbered = _by_number(writing.by.region, persons, rows)
    ids = persons.by_key | {key: id for key, (id, _born) in numbered.items()}
    born = {key: persons.born[id] for key, id in persons.by_key.items() if id in persons.born}
    born |= {key: day for key, (_id, day) in numbered.items() if day}
    members = of_taken(rows.members, lambda row: row.person, ids.__contains__, "person", faults)
    families = whole_families(members, born, faults)
    homes = settle_homes(writing.by.region, families, ids, faults)
    facts = of_taken([row for row in rows.facts if not row.by_family], _owner, ids.__contains__, "person", faults)
    facts += of_taken([row for row in rows.facts if row.by_family], _owner, homes.ids.__contains__, "family", faults)
    incomes = of_taken(rows.incomes, lambda row: row.person, ids.__contains__, "person", faults)
    brought = {
        key: of_taken(some, lambda row: row.person, ids.__contains__, "person", faults)
        for key, some in rows.brought.items()
    }
    _stop_at(faults, rest)
    counts, asks = _write(writing, persons, ids, families, homes, facts, incomes, brought)
    counts["left_out"] = len(faults)
    _close(writing, batch, counts, asks, {*ids.values()})
    return Loaded(batch.pk, counts, tuple(asks), tuple(sorted(faults)))


def _owner(row: FactRow) -> str:
    return row.owner


def _hold_region(region: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, region])


def _batch(writing: Writing, digest: str) -> ImportBatch:
    """The record of this load: the one that waited for a word, or a new one."""
    batches = ImportBatch.objects.in_region(writing.by.region)
    waiting = batches.filter(pk=writing.batch, state="waiting").first()
    return waiting or batches.create(
        id=writing.batch, title=writing.title, sha256=digest, at=writing.at, account_id=writing.by.account_id,
        who=who_of(writing.by),
    )  # fmt: skip


def who_of(by: Actor) -> str:
    """Who is named in the log: a member of staff, or the administrator at the terminal."""
    with override("ru"):
        return by.name or _("Администратор, из терминала")


def _by_number(region: str, persons: Persons, rows: _Rows) -> dict[str, tuple[UUID, date | None]]:
    """Rows about people who stand in no row of the file name them by СНИЛС."""
    named = {
        row.person for row in (*rows.members, *rows.incomes, *(one for some in rows.brought.values() for one in some))
    }
    named |= {row.owner for row in rows.facts if not row.by_family}
    numbers = {one: read.digits for one in named - persons.by_key.keys() if (read := identifiers.snils(one)).ok}
    known = known_by_number(region, numbers.values())
    return {one: known[digits] for one, digits in numbers.items() if digits in known}


def _write(
    writing: Writing, persons: Persons, ids: Mapping[str, UUID], families: Sequence[list[MemberRow]], homes: Homes,
    facts: Sequence[FactRow], incomes: Sequence[IncomeRow], brought: Mapping[str, Sequence[Any]],
) -> tuple[dict[str, int], list[dict[str, Any]]]:  # fmt: skip
    core = write_persons(writing, persons)
    joined = write_homes(writing, homes, families)
    added = add_facts(writing, core, persons.fresh)
    more = add_facts(writing, _values(writing.by.region, facts, ids, homes))
    counts = {
        **persons.counts(), "families": len(homes.founded), "members": joined, "facts": more.written,
        "beside_words": added.beside_words + more.beside_words,
        "incomes": add_incomes(writing, [(ids[row.person], row) for row in incomes]),
        "pairs": propose(writing, persons),
    }  # fmt: skip
    for one in brought_sheets():
        counts[one.sheet.key] = one.write(writing, [(ids[row.person], row) for row in brought.get(one.sheet.key, ())])
    asks = [*(added.asks or ()), *(more.asks or ())]
    return counts | {"asks": len(asks)}, asks[:MOST_ASKS]


def _values(region: str, rows: Sequence[FactRow], ids: Mapping[str, UUID], homes: Homes) -> list[NewValue]:
    known = [homes.ids[row.owner] for row in rows if row.kind.of == "dwelling" and row.owner not in homes.founded]
    dwellings = dwellings_of(region, known) if known else {}
    found = []
    for row in rows:
        whose = Whose("person", ids[row.owner]) if not row.by_family else Whose("family", homes.ids[row.owner])
        if row.kind.of == "dwelling":
            home = homes.dwellings[row.owner] or dwellings.get(whose.id)
            if home is None:
                continue
            whose = Whose("dwelling", home)
        found.append(
            NewValue(whose, row.kind, row.value, row.source, row.as_of, row.valid_from, row.valid_to, row.note)
        )
    return found


def _close(
    writing: Writing, batch: ImportBatch, counts: dict[str, int], asks: list[dict[str, Any]], touched: set[UUID]
) -> None:
    with override("ru"):  # the person reads it, whatever language staff work in
        purpose = _("Загрузка из файла «%(title)s»") % {"title": writing.title[:150]}
    leave_lines(writing, touched, who_of(writing.by), purpose)
    batch.state, batch.content, batch.counts, batch.asks, batch.at = "loaded", None, counts, asks, writing.at
    batch.save()
    announce(
        PersonsLoaded(
            region=writing.by.region, at=writing.at, account_id=writing.by.account_id, batch_id=batch.pk,
            person_ids=tuple(sorted(touched)),
        )
    )  # fmt: skip
