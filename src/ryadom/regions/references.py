"""Columns of a room that name a row of a lower room: moved from one row to another, and back, as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast, Replace

from ryadom.regions.models import RegionModel

Moved = dict[str, list[Any]]


@dataclass(frozen=True)
class Reference:
    """One column. `inside`: the id stands as a text inside it, in JSON; else the column is the id."""

    model: type[RegionModel]
    field: str
    inside: bool = False

    @property
    def name(self) -> str:
        """«cases.case.person»."""
        return f"{self.model._meta.label_lower}.{self.field}"

    def of(self, region: str, row: UUID) -> models.QuerySet:
        """The rows that name it."""
        rows = self.model.objects.in_region(region)
        if not self.inside:
            column = self.model._meta.get_field(self.field)
            return rows.filter(**{self.field: row if column.is_relation else str(row)})
        return rows.annotate(**{_TEXT: Cast(self.field, TextField())}).filter(**{f"{_TEXT}__contains": str(row)})

    def move(self, region: str, one: UUID, other: UUID) -> list[Any]:
        """Name `other` where `one` was named; gives the keys of the rows. What a constraint keeps, stays as it was."""
        rows = self.of(region, one)
        if self.inside:  # a text that names both already would name one of them twice
            rows = rows.exclude(**{f"{_TEXT}__contains": str(other)})
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return [_plain(key) for key in keys if self._moved(region, key, one, other)]

    def _moved(self, region: str, key: Any, one: UUID, other: UUID) -> bool:
        try:
            with transaction.atomic():
                self.model.objects.in_region(region).filter(pk=key).update(**{self.field: self._new(one, other)})
        except IntegrityError:
            return False
        return True

    def _new(self, one: UUID, other: UUID) -> Any:
        if self.inside:
            text = Replace(Cast(F(self.field), TextField()), Value(str(one)), Value(str(other)))
            return Cast(text, models.JSONField())
        return other if self.model._meta.get_field(self.field).is_relation else str(other)

    def back(self, region: str, keys: Sequence[Any], one: UUID, other: UUID) -> None:
        """Name `one` again in these rows, where `other` still stands."""
        for key in self.of(region, other).filter(Q(pk__in=list(keys))).values_list("pk", flat=True):
            self.model.objects.in_region(region).filter(pk=key).update(**{self.field: self._new(other, one)})


_TEXT = "text_of_reference"


def _plain(key: Any) -> Any:
    return str(key) if isinstance(key, UUID) else key


class References:
    """The columns of one room: what an upper room hands to the lower one whose rows they name."""

    def __init__(self, *columns: Reference) -> None:
        self.columns = columns

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def count(self, region: str, row: UUID) -> dict[str, int]:
        """How many rows of each column name it; none where there is nothing."""
        found = {column.name: column.of(region, row).count() for column in self.columns}
        return {name: count for name, count in found.items() if count}

    def move(self, region: str, one: UUID, other: UUID) -> Moved:
        """Move every column from `one` to `other`: {column: keys of rows}."""
        found = {column.name: column.move(region, one, other) for column in self.columns}
        return {name: keys for name, keys in found.items() if keys}

    def back(self, region: str, moved: Mapping[str, Sequence[Any]], one: UUID, other: UUID) -> None:
        """Undo `move`."""
        for column in self.columns:
            column.back(region, moved.get(column.name, ()), one, other)
