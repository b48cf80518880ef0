"""What a minister keeps of a trial: the number that was moved, what came out, on which rules and people."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from ryadom.regions.models import RegionModel


class Scenario(RegionModel):
    """One saved trial. What came out is kept as it was shown then; `lock` and `snapshot` say of what it was made.

    It is its author's until shared; `proposed_at`: handed to the methodologists of the region.
    """

    token = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField("название", max_length=200)
    parameter = models.CharField("параметр", max_length=120)
    keys = models.JSONField("ключи", default=list, help_text='[["группа", "дети"]]')
    value = models.DecimalField("значение", max_digits=24, decimal_places=6)
    before = models.DecimalField("было", max_digits=24, decimal_places=6)
    found = models.JSONField("что вышло", help_text="семьи и копейки в год, как их показала страница")
    on = models.DateField("на день")
    lock = models.CharField("правила", max_length=64)
    snapshot = models.CharField("снимок населения", max_length=64)
    imagined = models.BooleanField("условное население")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField("кто сохранил", max_length=200)
    at = models.DateTimeField("когда")
    shared = models.BooleanField("видят коллеги", default=False)
    proposed_at = models.DateTimeField("предложено", null=True)

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["region", "-at"], name="ministry_scenario_latest"),)

    def __str__(self) -> str:
        return f"{self.region} {self.title}"
