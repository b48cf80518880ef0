"""The wall between regions: rows that carry a region, and queries that name one or fail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, Self, TypeVar

import structlog
from django.db import models
from django.db.models import Q
from django.db.models.sql import Query

from ryadom.kit.codes import REGION_PATTERN, BadRegionCode, is_region_code, region_code

M = TypeVar("M", bound="RegionModel")
log = structlog.get_logger(__name__)


class RegionMissing(RuntimeError):
    """A query over rows of regions was about to run without naming its region."""


class RegionMismatch(RuntimeError):
    """A row of one region was about to be written as a row of another."""


class RegionQuery(Query):
    """A query that compiles only when it was narrowed to a region, or somebody said aloud why not."""

    region: str | None = None
    across: str | None = None

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        # Every path to the database compiles first: lists, counts, exists, aggregates, subqueries.
        self.demand_region()
        return super().get_compiler(*args, **kwargs)

    def demand_region(self) -> None:
        if self.region is None and self.across is None:
            name = self.model.__name__ if self.model else "?"
            raise RegionMissing(f"{name}: narrow the query with .in_region(code), or say .across_regions(reason)")


class RegionQuerySet(models.QuerySet[M]):
    """Rows of one region. Say `.in_region(code)` first; system jobs say `.across_regions(reason)`."""

    query: RegionQuery  # type: ignore[assignment]

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model=model, query=query or RegionQuery(model), using=using, hints=hints)

    def in_region(self, code: str) -> Self:
        """Only the rows of this region. Raises BadRegionCode on a text that is no code."""
        narrowed = self.filter(region=region_code(code))
        narrowed.query.region = code
        return narrowed

    def across_regions(self, reason: str) -> Self:
        """The rows of every region, for a system job; the reason goes to the log."""
        if not reason.strip():
            raise RegionMissing(f"{self.model.__name__}: a query across regions needs a reason")
        log.info("across_regions", model=self.model._meta.label, reason=reason)
        wide = self.all()
        wide.query.across = reason
        return wide

    def create(self, **values: Any) -> M:
        values.setdefault("region", self.query.region)
        if self.query.region and values["region"] != self.query.region:
            raise RegionMismatch(
                f"{self.model.__name__}: a row of {values['region']} among rows of {self.query.region}"
            )
        return super().create(**values)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        for row in rows:
            row.demand_region()
            if self.query.region and row.region != self.query.region:
                raise RegionMismatch(f"{self.model.__name__}: a row of {row.region} among rows of {self.query.region}")
        return super().bulk_create(rows, *args, **kwargs)

    # Updating and deleting turn the query into another class, so they ask here.
    def update(self, **values: Any) -> int:
        self.query.demand_region()
        if "region" in values:
            raise RegionMismatch(f"{self.model.__name__}: a row never moves to another region")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def _update(self, values: Any) -> int:
        self.query.demand_region()
        return super()._update(values)  # type: ignore[misc]

    def delete(self) -> tuple[int, dict[str, int]]:
        self.query.demand_region()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using: str | None) -> int:
        self.query.demand_region()
        return super()._raw_delete(using)  # type: ignore[misc]

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RegionMissing(f"{self.model.__name__}: raw SQL cannot show that it names its region")


RegionManager = models.Manager.from_queryset(RegionQuerySet)


class RegionModel(models.Model):
    """A row that belongs to a region for good. A room's personal rows all stand on this."""

    region = models.CharField("регион", max_length=6, editable=False)
    _region_in_db: str | None = None

    objects = RegionManager()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(region__regex=REGION_PATTERN), name="%(app_label)s_%(class)s_region_is_code"
            ),
        )

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:  # type: ignore[override]
        row = super().from_db(db, field_names, values)
        row._region_in_db = row.__dict__.get("region")
        return row

    def demand_region(self) -> None:
        """Raises RegionMissing without a region, RegionMismatch when it differs from the stored one."""
        if not self.region:
            raise RegionMissing(f"{type(self).__name__}: the row has no region")
        if not is_region_code(self.region):
            raise BadRegionCode(f"{self.region!r:.40} is not a region code of the shape RU-CHE (ISO 3166-2:RU)")
        if self._region_in_db not in (None, self.region):
            raise RegionMismatch(f"{type(self).__name__}: a row never moves to another region")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.demand_region()
        super().save(*args, **kwargs)
        self._region_in_db = self.region
