"""What a person received before Ryadom, or elsewhere, as a file of the region says."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Received(RegionModel):
    """One award that was not decided here: no claim and no decision stand behind it, a file does."""

    token = fields.token()
    person = fields.down("people.Person")
    subject = models.CharField("для кого", max_length=40)
    measure = models.CharField("мера", max_length=120)
    title = models.CharField("название меры", max_length=300)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True)
    amount = fields.money("сумма", null=True)
    source = models.CharField("источник", max_length=8)
    note = models.CharField("откуда", max_length=500, blank=True)
    batch = models.UUIDField("загрузка", editable=False)
    recorded_at = models.DateTimeField("внесено")
    recorded_by = fields.account(null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="measures_received_dates"),
            models.UniqueConstraint(fields=["person", "subject", "measure", "starts"], name="measures_received_once"),
        )
        indexes = (models.Index(fields=["region", "measure"], name="measures_received_measure"),)

    def __str__(self) -> str:
        return f"{self.measure}@{self.subject} {self.starts}"
