"""Facts of a file, many at once: a fixed number of statements for a thousand values, the trust order of one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from ryadom.kit.periods import overlap
from ryadom.people.actions.facts import remnants
from ryadom.people.catalogue import FactKind, Json, decode
from ryadom.people.core import COLUMNS
from ryadom.people.imports.sheets import Writing
from ryadom.people.models import Fact, Person, Source
from ryadom.people.queries.facts import whose as whose_of
from ryadom.people.shapes import Whose

AT_ONCE = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class NewValue:
    """One value to add, as kept."""

    whose: Whose
    kind: FactKind
    value: Json
    source: str
    as_of: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.valid_from, self.valid_to


@dataclass
class Added:
    """How many values were new, how many stand beside words that differ, and which proofs of the file were not taken
    because a stronger proof stands: to be asked about."""

    written: int = 0
    beside_words: int = 0
    asks: list[dict[str, Any]] | None = None


def chunks(rows: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The rows by so many at once."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def add_facts(writing: Writing, values: Sequence[NewValue], fresh: frozenset[UUID] = frozenset()) -> Added:
    """Add values to their subjects. Persons in `fresh` were entered a moment ago with their columns filled."""
    added = Added(asks=[])
    for some in chunks(values):
        _add(writing, some, fresh, added)
    return added


def _add(writing: Writing, values: list[NewValue], fresh: frozenset[UUID], added: Added) -> None:
    current = _current(writing.by.region, [one for one in values if one.whose.id not in fresh])
    made: list[tuple[Fact, list[Fact]]] = []
    for new in values:
        rows = current.get((new.whose, new.kind.key), [])
        touched = [row for row in rows if overlap((row.valid_from, row.valid_to), new.period)]
        if any(_says_it_already(row, new) for row in touched):
            continue
        stronger = next((row for row in touched if _outweighs(row, new)), None)
        if stronger is not None:
            _ask(added, new, stronger)
            continue
        replaced = [row for row in touched if _gives_way(row, new)]
        added.beside_words += any(row.value != new.value for row in touched if row not in replaced)
        made.append((_fact(writing, new), replaced))
    _write(writing, made)
    added.written += len(made)
    _copy_to_persons(writing, [new for new in values if new.kind.key in COLUMNS and new.whose.id not in fresh])


def _current(region: str, values: Sequence[NewValue]) -> dict[tuple[Whose, str], list[Fact]]:
    """What stands now, in one statement, the subjects held until the end."""
    ids: dict[str, set[UUID]] = {"person": set(), "family": set(), "dwelling": set()}
    for one in values:
        ids[one.whose.of].add(one.whose.id)
    about = Q(pk=None)
    for of, some in ids.items():
        about |= Q(**{f"{of}__in": some})
    rows = Fact.objects.in_region(region).filter(about, superseded_at=None, key__in={one.kind.key for one in values})
    found: dict[tuple[Whose, str], list[Fact]] = defaultdict(list)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        found[whose_of(row), row.key].append(row)
    return found


def _says_it_already(row: Fact, new: NewValue) -> bool:
    """The same value for the same days, from a source no weaker, on no older day."""
    same = row.value == new.value and (row.valid_from, row.valid_to) == new.period and row.source != Source.SAID
    later = new.as_of is not None and row.as_of is not None and new.as_of > row.as_of
    return same and new.kind.trust(row.source) <= new.kind.trust(new.source) and not later


def _outweighs(row: Fact, new: NewValue) -> bool:
    """A proof that this fact trusts more says something else."""
    differs = row.value != new.value
    return differs and row.source != Source.SAID and new.kind.trust(row.source) < new.kind.trust(new.source)


def _gives_way(row: Fact, new: NewValue) -> bool:
    """A proof takes the place of proofs and of words that it confirms; words that differ stay, to be asked about."""
    return row.source != Source.SAID or row.value == new.value


def _ask(added: Added, new: NewValue, row: Fact) -> None:
    assert added.asks is not None, "questions are gathered"
    added.asks.append(
        {
            "of": new.whose.of, "id": str(new.whose.id), "key": new.kind.key, "title": new.kind.titled(),
            "ours": row.value, "ours_from": row.source, "theirs": new.value, "theirs_from": new.source,
        }
    )  # fmt: skip


def _fact(writing: Writing, new: NewValue) -> Fact:
    return Fact(
        **{"region": writing.by.region, f"{new.whose.of}_id": new.whose.id}, key=new.kind.key, type=new.kind.type,
        value=new.value, absent=new.value is None, source=new.source, as_of=new.as_of or writing.on,
        valid_from=new.valid_from, valid_to=new.valid_to, note=new.note, recorded_at=writing.at,
        recorded_by_id=writing.by.account_id,
    )  # fmt: skip


def _write(writing: Writing, made: list[tuple[Fact, list[Fact]]]) -> None:
    rows = Fact.objects.in_region(writing.by.region)
    rows.bulk_create([fact for fact, _replaced in made])
    replaced = []
    for fact, before in made:
        for row in before:
            row.superseded_at, row.superseded_by = writing.at, fact
            replaced.append(row)
    rows.bulk_create([rest for fact, before in made for row in before for rest in remnants(row, fact, writing.at)])
    if replaced:
        rows.bulk_update(replaced, ["superseded_at", "superseded_by"])


def _copy_to_persons(writing: Writing, values: Sequence[NewValue]) -> None:
    """The columns of search and age say what stands: the newest proof, else the newest words."""
    if not values:
        return
    best: dict[tuple[UUID, str], Fact] = {}
    for (whose, key), rows in _current(writing.by.region, values).items():
        best[whose.id, key] = max(rows, key=lambda row: (row.source != Source.SAID, row.recorded_at, row.pk))
    persons = {one.pk: one for one in Person.objects.in_region(writing.by.region).filter(
        pk__in={one for one, _key in best})}  # fmt: skip
    for (person_id, key), row in best.items():
        value = decode(row.type, row.value)
        setattr(persons[person_id], COLUMNS[key], "" if value is None and key == "sex" else value)
    Person.objects.in_region(writing.by.region).bulk_update(persons.values(), sorted(COLUMNS.values()))
