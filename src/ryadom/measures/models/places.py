"""Nouns of quotas: how many places there are, and who waits for one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.measures.models.claims import Claim
from ryadom.regions import fields
from ryadom.regions.models import RegionModel, RegionQuerySet


class Places(RegionModel):
    """How many places a measure with a quota has in a period: entered by one, approved by another, never edited.

    Of the approved lines that hold on a day the newest counts. `verdict` is empty while a line waits.
    """

    token = fields.token()
    measure = models.CharField("мера", max_length=120)
    starts = models.DateField("с")
    ends = models.DateField("по")
    places = models.PositiveIntegerField("мест")
    act = models.CharField("акт", max_length=500, blank=True)
    act_number = models.CharField("номер", max_length=60, blank=True)
    act_date = models.DateField("дата акта", null=True)
    act_url = models.CharField("где прочитать", max_length=500, blank=True)
    verified = models.CharField("как проверено", max_length=13, blank=True)
    by = fields.account()
    by_name = models.CharField("кто внёс", max_length=200, blank=True)
    at = models.DateTimeField("внесено")
    verdict = models.CharField(
        "итог", max_length=10, null=True,
        choices=[("approved", "утверждено"), ("returned", "возвращено"), ("taken_back", "отозвано")],
    )  # fmt: skip
    second = fields.account(null=True)
    second_name = models.CharField("кто утвердил", max_length=200, null=True)
    settled_at = models.DateTimeField("когда решено", null=True)
    second_note = models.CharField("почему", max_length=2000, null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="measures_places_dates"),
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("by")), name="measures_places_two_people"),
            models.CheckConstraint(
                # Lines from before two people were asked have no name of who entered them.
                condition=Q(verdict__in=["approved", "returned"], second__isnull=False)
                | Q(verdict="approved", by_name="")
                | Q(verdict="taken_back", second=None)
                | Q(verdict=None, second=None, settled_at=None),
                name="measures_places_settled_whole",
            ),
            models.UniqueConstraint(
                fields=["region", "measure", "starts"], condition=Q(verdict=None), name="measures_places_one_waiting"
            ),
        )
        indexes = (models.Index(fields=["region", "measure", "id"], name="measures_places_history"),)


class QueuePlace(RegionModel):
    """A right that waits for a place: ranked, then by the day of application, then by the order of coming."""

    TURN = ("rank", "joined_on", "pk")

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField("мера", max_length=120)
    rank = models.IntegerField("очередность", default=0)
    joined_on = models.DateField("в очереди с")
    given_on = models.DateField("место дано", null=True)

    class Meta(RegionModel.Meta):
        indexes = (
            models.Index(
                fields=["region", "measure", "rank", "joined_on"],
                condition=Q(given_on=None),
                name="measures_queue_order",
            ),
        )

    @classmethod
    def in_turn(cls, region: str, measure: str) -> RegionQuerySet[QueuePlace]:
        """Who waits for a place of this measure, the first in turn first."""
        return cls.objects.in_region(region).filter(measure=measure, given_on=None).order_by(*cls.TURN)
