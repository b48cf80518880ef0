"""What is given: awards with their sums."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Award(RegionModel):
    """What is given: apart from the application and from the decision, for it lives longer than both."""

    token = fields.token()
    claim = fields.down("measures.Claim")
    decision = fields.down("measures.Decision")
    person = fields.down("people.Person")
    subject = models.CharField("для кого", max_length=40)
    measure = models.CharField("мера", max_length=120)
    practice = models.CharField("практика", max_length=120)
    title = models.CharField("название меры", max_length=300)
    kind = models.CharField("вид", max_length=20)
    period = models.CharField("как часто", max_length=12)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True)
    renew_on = models.DateField("продлить", null=True)
    payer = models.CharField("плательщик", max_length=300, blank=True)
    ended_on = models.DateField("прекращено", null=True)
    end_reason = models.CharField("почему", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="measures_award_dates"),
        )
        indexes = (
            models.Index(fields=["person"], name="measures_award_person"),
            models.Index(fields=["region", "measure"], name="measures_award_measure"),
        )

    def __str__(self) -> str:
        return f"{self.measure}@{self.subject} {self.starts}"


class AwardPart(RegionModel):
    """One sum of an award: for which days, when it is due, who pays; exact to the kopeck."""

    award = fields.down("measures.Award")
    due_on = models.DateField("к выплате")
    starts = models.DateField("за период с")
    ends = models.DateField("за период по")
    amount = fields.money("сумма")
    payer = models.CharField("плательщик", max_length=300, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="measures_part_positive"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="measures_part_dates"),
            models.UniqueConstraint(fields=["award", "starts"], name="measures_part_once_a_period"),
        )
