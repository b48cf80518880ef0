"""Persons of a file: whom each row means, and those who are new, many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.crypto import salted_hmac

from ryadom.kit.names import search_key
from ryadom.people.core import CORE
from ryadom.people.imports.facts_in import NewValue, chunks
from ryadom.people.imports.likeness import Name
from ryadom.people.imports.matching import Candidate, Index, Known, Outcome
from ryadom.people.imports.parsing import PersonRow
from ryadom.people.imports.sheets import Writing
from ryadom.people.models import AccessLine, ImportedRow, Likeness, Person
from ryadom.people.shapes import Whose


@dataclass(frozen=True)
class Placed:
    """A row and the person it became; `again`: a file loaded before held the same row."""

    row: PersonRow
    person_id: UUID
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    again: bool = False


@dataclass
class Persons:
    """Everybody of a file by key, and by СНИЛС who is known in the region."""

    placed: list[Placed] = field(default_factory=list)
    by_key: dict[str, UUID] = field(default_factory=dict)
    born: dict[UUID, date] = field(default_factory=dict)

    @property
    def fresh(self) -> frozenset[UUID]:
        return frozenset(one.person_id for one in self.placed if one.outcome != Outcome.SAME)

    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(Outcome, 0)
        for one in self.placed:
            found[one.outcome] += 1
        return {str(outcome): count for outcome, count in found.items()}


def place(region: str, rows: Sequence[PersonRow]) -> Persons:
    """Whom every row means; three statements per 1,000 rows."""
    found, index, seen = Persons(), Index(), set[UUID]()
    for some in chunks(rows):
        digests = {_digest(row): row for row in some}
        before = dict(_imported(region, digests))
        for person in _near(region, some):
            if person.id not in seen:
                seen.add(person.id)
                index.add(person)
                if person.birth_date:
                    found.born[person.id] = person.birth_date
        for digest, row in digests.items():
            placed = _placed(index, row, before.get(digest))
            if placed.outcome != Outcome.SAME:
                seen.add(placed.person_id)
                index.add(_known(row, placed))
            if row.birth_date:
                found.born.setdefault(placed.person_id, row.birth_date)
            found.placed.append(placed)
            found.by_key[row.person] = placed.person_id
    return found


def _placed(index: Index, row: PersonRow, before: UUID | None) -> Placed:
    if before is not None:
        return Placed(row, before, Outcome.SAME, again=True)
    match = index.match(
        Known(UUID(int=0), Name(row.surname, row.name, row.patronymic), row.birth_date, row.sex, row.snils)
    )
    sure = match.outcome == Outcome.SAME
    return Placed(row, match.candidates[0].id if sure else uuid4(), match.outcome, match.candidates)


def _known(row: PersonRow, placed: Placed) -> Known:
    own = placed.outcome != Outcome.CONTRADICTION
    name = Name(row.surname, row.name, row.patronymic)
    return Known(placed.person_id, name, row.birth_date, row.sex, row.snils if own else "", "" if own else row.snils)


def _imported(region: str, digests: Iterable[str]) -> Iterable[tuple[str, UUID]]:
    rows = ImportedRow.objects.in_region(region).filter(digest__in=list(digests)).select_related("person")
    return ((row.digest, row.person.merged_into_id or row.person_id) for row in rows)


def _near(region: str, rows: Sequence[PersonRow]) -> Iterable[Known]:
    """Everybody of the region whom these rows may mean. Each part of the question has an index of its own."""
    numbers = {row.snils for row in rows if row.snils}
    surnames = {search_key(text) for row in rows for text in (row.surname, row.name)}
    unborn = {search_key(text) for row in rows if not row.birth_date for text in (row.surname, row.name)}
    kept = Person.objects.in_region(region).filter(merged_into=None)
    parts = (
        kept.filter(snils__in=numbers),
        kept.filter(snils_said__in=numbers).exclude(snils_said=""),
        kept.filter(birth_date__in={row.birth_date for row in rows if row.birth_date}),
        kept.filter(birth_date=None, surname_key__in=surnames),
        kept.filter(surname_key__in=unborn),
    )
    columns = ("id", "surname", "name", "patronymic", "birth_date", "sex", "snils", "snils_said")
    first, *others = (part.order_by().values_list(*columns) for part in parts)
    for id, surname, name, patronymic, born, sex, snils, said in first.union(*others):
        yield Known(id, Name(surname, name, patronymic), born, sex, snils or "", said)


def known_by_number(region: str, numbers: Iterable[str]) -> dict[str, tuple[UUID, date | None]]:
    """Persons of the region by СНИЛС, for rows that name nobody of the file."""
    found: dict[str, tuple[UUID, date | None]] = {}
    for some in chunks(sorted(set(numbers))):
        rows = Person.objects.in_region(region).filter(snils__in=some, merged_into=None)
        found |= {snils or "": (id, born) for snils, id, born in rows.values_list("snils", "id", "birth_date")}
    return found


def write_persons(writing: Writing, persons: Persons) -> list[NewValue]:
    """Enter the new ones and remember the rows; gives their births and sexes as facts to add."""
    for some in chunks([one for one in persons.placed if one.outcome != Outcome.SAME]):
        Person.objects.in_region(writing.by.region).bulk_create(_person(writing, one) for one in some)
    for some in chunks([one for one in persons.placed if not one.again]):
        ImportedRow.objects.in_region(writing.by.region).bulk_create(
            [ImportedRow(region=writing.by.region, digest=_digest(one.row), person_id=one.person_id,
                         batch_id=writing.batch) for one in some], ignore_conflicts=True)  # fmt: skip
    return [value for one in persons.placed if not one.again for value in _core(one)]


def _person(writing: Writing, placed: Placed) -> Person:
    """A number that another person holds does not take that person's place: it is kept as told, and asked about."""
    row, taken = placed.row, placed.outcome == Outcome.CONTRADICTION
    return Person(
        id=placed.person_id, region=writing.by.region, surname=row.surname, name=row.name, patronymic=row.patronymic,
        birth_date=row.birth_date, sex=row.sex, snils=None if taken or not row.snils else row.snils,
        snils_said=row.snils if taken else "", phone=row.phone, address=row.address, registered_at=writing.at,
        registered_by_id=writing.by.account_id,
    )  # fmt: skip


def _core(placed: Placed) -> Iterable[NewValue]:
    row, whose = placed.row, Whose("person", placed.person_id)
    if row.birth_date:
        yield NewValue(whose, CORE["birth-date"], row.birth_date.isoformat(), row.source)
    if row.sex:
        yield NewValue(whose, CORE["sex"], row.sex, row.source)


def propose(writing: Writing, persons: Persons) -> int:
    """Pairs that may be one person, for staff to look at; a pair that stands already stays as it was answered."""
    pairs = [
        Likeness(
            region=writing.by.region, first_id=min(one.person_id, other.id), second_id=max(one.person_id, other.id),
            score=other.score, why=list(other.why), batch_id=writing.batch, asked_at=writing.at,
        )
        for one in persons.placed if one.outcome in (Outcome.PERHAPS, Outcome.CONTRADICTION) for other in one.candidates
    ]  # fmt: skip
    for some in chunks(pairs):
        Likeness.objects.in_region(writing.by.region).bulk_create(some, ignore_conflicts=True)
    return len(pairs)


def leave_lines(writing: Writing, person_ids: Iterable[UUID], who: str, purpose: str) -> None:
    """A line in the log of everybody whom the file touched: each reads it on their own page."""
    for some in chunks(sorted(set(person_ids))):
        AccessLine.objects.in_region(writing.by.region).bulk_create(
            AccessLine(
                region=writing.by.region, person_id=one, account_id=writing.by.account_id, reader_name=who[:200],
                reader_roles=sorted(writing.by.roles), at=writing.at, purpose=purpose[:200], what=["import"],
            )
            for one in some
        )  # fmt: skip


def _digest(row: PersonRow) -> str:
    """A keyed hash of who the row says it is: the person's key there, names, birth, number."""
    born = row.birth_date.isoformat() if row.birth_date else ""
    told = (row.person, search_key(row.surname), search_key(row.name), search_key(row.patronymic), born, row.snils)
    secret = settings.SECRET_KEY
    return salted_hmac("people.import", "\x1f".join(told), secret=secret, algorithm="sha256").hexdigest()
