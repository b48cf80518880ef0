"""What the rules said of everybody of a region in one go. A proposal to look at, never a decision about anybody."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


def _amount(name: str) -> models.DecimalField:
    """Wider than money that is paid: a bound of what is not known may be anything that columns hold."""
    return models.DecimalField(name, max_digits=20, decimal_places=2, null=True)


class DeterminationRun(RegionModel):
    """One run over a region's own people, written whole with everything it found, or not at all."""

    token = fields.token()
    on = models.DateField("на день")
    at = models.DateTimeField("когда")
    lock = models.CharField("отпечаток правил", max_length=64)
    snapshot = models.CharField("отпечаток снимка", max_length=64)
    measures = models.JSONField("меры")
    families = models.IntegerField("семей")
    persons = models.IntegerField("людей")
    determined = models.IntegerField("определений")
    opened = models.IntegerField("новых")
    closed = models.IntegerField("закрытых")

    class Meta(RegionModel.Meta):
        constraints = (*RegionModel.Meta.constraints,)
        indexes = (models.Index(fields=["region", "-id"], name="measures_run_newest"),)

    def __str__(self) -> str:
        return f"{self.region} {self.on}"


class Determination(RegionModel):
    """What the rules said of one measure for one subject, from a run on until another run said something else.

    `family` is a family's id, or of somebody in no family their own; `person` is empty where the measure is the
    family's; `applicant` is the family's first person. `criteria` holds criterion id -> state, `missing` the facts an
    unknown answer waits for: enough to tell the reasons from the book without deciding again. The rules (their lock)
    and the snapshot are the run's. 152-ФЗ art. 16: nobody is granted or refused anything by such a row; a person is.
    """

    run = fields.down("measures.DeterminationRun", db_index=False)
    measure = models.CharField("мера", max_length=120)
    version_from = models.DateField("версия меры с", null=True)
    family = models.UUIDField("семья")
    person = models.UUIDField("человек", null=True)
    applicant = models.UUIDField("заявитель", null=True)
    outcome = models.CharField("ответ", max_length=12)
    amount_low = _amount("сумма от")
    amount_high = _amount("сумма до")
    amount_known = models.CharField("как известна сумма", max_length=7)
    criteria = models.JSONField("условия")
    missing = models.JSONField("не хватает")
    received = models.BooleanField("получает")
    valid_from = models.DateField("с")
    valid_to = models.DateField("до", null=True)
    closed_by = fields.down("measures.DeterminationRun", null=True, db_index=False)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                F("region"), F("family"), F("measure"), Coalesce("person", "family"),
                condition=Q(closed_by=None), name="measures_determination_one_current",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, valid_to=None) | Q(closed_by__isnull=False, valid_to__isnull=False),
                name="measures_determination_closed_whole",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(
                fields=["region", "measure", "id"],
                condition=Q(closed_by=None, received=False, outcome__in=["entitled", "likely"]),
                name="measures_determination_gap",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}@{self.person or self.family} {self.outcome}"
