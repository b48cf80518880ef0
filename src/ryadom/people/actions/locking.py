"""Rows taken for writing: found in the actor's region and held until the transaction ends."""

from typing import TypeVar, cast

from django.utils.translation import gettext as _

from ryadom.people.errors import NotFound, Refused
from ryadom.people.models import Dwelling, Family, Person
from ryadom.people.queries.persons import as_id
from ryadom.people.shapes import Id, Whose
from ryadom.regions.models import RegionModel

M = TypeVar("M", bound=RegionModel)

SUBJECTS: dict[str, type[RegionModel]] = {"person": Person, "family": Family, "dwelling": Dwelling}


def hold(model: type[M], region: str, row_id: Id) -> M:
    """The row, locked. Raises NotFound, also when it is another region's."""
    rows = model.objects.in_region(region).select_for_update(of=("self",))
    row = rows.filter(pk=as_id(row_id)).first()
    if row is None:
        raise NotFound(model._meta.model_name or "row")
    if isinstance(row, Person) and row.merged_into_id is not None:
        raise Refused("joined", _("Это дело объединено с другим делом того же человека. Откройте его."))
    return cast("M", row)


def hold_subject(region: str, whose: Whose) -> RegionModel:
    """The subject of facts, locked: two who record at once do so one after the other. Raises NotFound."""
    return hold(SUBJECTS[whose.of], region, whose.id)
