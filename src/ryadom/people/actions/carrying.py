"""Values that nobody may change, written anew on the record that stays: proofs first, words never over a proof."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ryadom.kit.periods import overlap
from ryadom.people.catalogue import decode
from ryadom.people.core import COLUMNS
from ryadom.people.models import ChangeLine, Fact, IncomeRecord, IncomeTotal, Person, Source
from ryadom.people.shapes import Actor

# What two rows must share to speak of one thing, and what they then say.
_ABOUT: Mapping[Any, tuple[str, ...]] = {
    Fact: ("key",), IncomeRecord: ("month", "kind"), IncomeTotal: ("first_month", "last_month", "kind"),
}  # fmt: skip
_NOT_COPIED = frozenset({"id", "recorded_at", "superseded_at", "superseded_by", "withdrawn_by", "withdrawn_why"})


def copy_values(by: Actor, merged: Person, survivor: Person, at: datetime) -> dict[str, list[int]]:
    """Write what the survivor's record lacks: {table: ids of new rows}. A proof that differs from a proof stays behind;
    words beside a proof are kept, to be asked about."""
    made: dict[str, list[int]] = {}
    for model in _ABOUT:
        mine, theirs = _standing(model, survivor), _standing(model, merged)
        fresh = [_copy(row, survivor, at) for row in theirs if _comes_over(row, [m for m in mine if _same(m, row)])]
        rows = model.objects.in_region(by.region).bulk_create(fresh)
        if rows:
            made[model._meta.label_lower] = [row.pk for row in rows]
    return made


def stays_behind(merged: Person, survivor: Person) -> list[tuple[Any, Any]]:
    """Pairs of rows, the survivor's and the other's, that are proved and differ: the survivor's stand."""
    found = []
    for model in _ABOUT:
        mine = _standing(model, survivor)
        for row in _standing(model, merged):
            other = next((one for one in mine if _same(one, row) and _says(one) != _says(row)), None)
            if other is not None and not _comes_over(row, [other]):
                found.append((other, row))
    return found


def _standing(model: Any, person: Person) -> list[Any]:
    rows = model.objects.in_region(person.region).filter(person=person, superseded_at=None)
    return list(rows.order_by("recorded_at", "pk"))


def _same(one: Any, other: Any) -> bool:
    """Whether both speak of one thing in one time."""
    if any(getattr(one, name) != getattr(other, name) for name in _ABOUT[type(one)]):
        return False
    return not isinstance(one, Fact) or overlap((one.valid_from, one.valid_to), (other.valid_from, other.valid_to))


def _says(row: Any) -> Any:
    return (row.value, row.absent) if isinstance(row, Fact) else row.amount


def _comes_over(row: Any, mine: Sequence[Any]) -> bool:
    if any(_says(one) == _says(row) and (one.source != Source.SAID or row.source == Source.SAID) for one in mine):
        return False
    if row.source != Source.SAID:
        return all(one.source == Source.SAID for one in mine)
    return all(one.source != Source.SAID or one.recorded_at < row.recorded_at for one in mine)


def _copy(row: Any, survivor: Person, at: datetime) -> Any:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
        if field.name not in _NOT_COPIED
    }  # fmt: skip
    return type(row)(**values | {"person_id": survivor.pk, "recorded_at": at})


def withdraw_copies(
    by: Actor, copied: Mapping[str, Sequence[int]], survivor: Person, reason: str, at: datetime
) -> None:
    """Take back what was written anew, unless something newer has taken its place."""
    why = _("Разъединены дела: %(reason)s") % {"reason": reason}
    _forget_columns(survivor, copied.get(Fact._meta.label_lower, ()))
    for model in _ABOUT:
        rows = model.objects.in_region(by.region).filter(
            pk__in=copied.get(model._meta.label_lower, ()), person=survivor, superseded_at=None
        )
        rows.update(superseded_at=at, withdrawn_by=by.account, withdrawn_why=why[:500])


def _forget_columns(person: Person, copied: Sequence[int]) -> None:
    """A column that only a copy filled is empty again; what stands is written anew afterwards."""
    keys = Fact.objects.in_region(person.region).filter(pk__in=copied, key__in=COLUMNS).values_list("key", flat=True)
    for key in keys:
        setattr(person, COLUMNS[key], "" if key == "sex" else None)


def refresh_columns(person: Person) -> None:
    """The columns of search and age say what stands: the newest proof, else the newest words; none keeps what was."""
    rows = Fact.objects.in_region(person.region).filter(person=person, key__in=COLUMNS, superseded_at=None)
    best: dict[str, Fact] = {}
    for row in sorted(rows, key=lambda row: (row.source != Source.SAID, row.recorded_at, row.pk)):
        best[row.key] = row
    for key, row in best.items():
        value = decode(row.type, row.value)
        setattr(person, COLUMNS[key], "" if value is None and key == "sex" else value)
    person.save(update_fields=[COLUMNS[key] for key in best])


def keep_change(by: Actor, person: Person, field: str, after: str | None, at: datetime) -> None:
    """A line for a field that was written anew."""
    ChangeLine.objects.in_region(person.region).create(
        person=person, field=field, before=getattr(person, field) or "", after=after or "", at=at,
        account_id=by.account_id,
    )  # fmt: skip
