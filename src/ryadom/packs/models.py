"""Installed practices: their content as it was, and since when each holds in a region."""

from django.db import models
from django.db.models import F, Q

from ryadom.regions.models import RegionModel


class Installed(models.Model):
    """One content of a practice, whole. It stays as long as a decision may be pinned to its lock."""

    lock = models.CharField(primary_key=True, max_length=64)
    practice = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    files = models.JSONField(help_text="path inside the practice -> text")
    installed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["practice", "version"], name="packs_installed_by_practice"),)

    def __str__(self) -> str:
        return f"{self.practice} {self.version}"


class Activation(RegionModel):
    """In this region this content of the practice holds from one day on; a roll-back is a new activation."""

    practice = models.CharField(max_length=120)
    installed = models.ForeignKey(Installed, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="the last day; empty while it holds")
    recorded_at = models.DateTimeField()

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="packs_activation_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["region", "practice"], condition=Q(until__isnull=True), name="packs_one_open_activation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.practice} {self.since}"
