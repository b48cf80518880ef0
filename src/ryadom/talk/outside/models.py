"""Nouns: a region's decision to ask an endpoint outside, and each time it was asked. No words of anybody stand here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ryadom.regions.models import RegionModel


class Purpose(models.TextChoices):
    CHOOSE = "choose", "выбрать тему из списка"
    REWORD = "reword", "сказать другими словами"


class Result(models.TextChoices):
    USED = "used", "взято"
    REFUSED = "refused", "ответ не из списка или искажён"
    FAILED = "failed", "не ответил или ответил ошибкой"
    LATE = "late", "не успел"


class OutsideDecision(RegionModel):
    """A region lets its conversation ask an endpoint, by an act, until it is ended. `timeout` in milliseconds."""

    url = models.URLField("адрес", max_length=300)
    model = models.CharField("модель", max_length=100)
    choose = models.BooleanField("выбирать тему", default=False)
    reword = models.BooleanField("говорить другими словами", default=False)
    timeout = models.PositiveIntegerField("ждать, мс", default=1500)
    act = models.CharField("каким актом решено", max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("решено")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("выключено", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region"], condition=Q(ended_at=None), name="talk_outside_one_decision"),
            models.CheckConstraint(condition=~Q(act=""), name="talk_outside_by_an_act"),
            models.CheckConstraint(condition=Q(timeout__gte=100, timeout__lte=5000), name="talk_outside_timeout"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.decided_at:%Y-%m-%d}"


class OutsideCall(RegionModel):
    """One question to the endpoint: for what, how much went and came in characters, how it ended, how long it took."""

    decision = models.ForeignKey(OutsideDecision, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("зачем", max_length=8, choices=Purpose.choices)
    sent = models.PositiveIntegerField("знаков ушло")
    got = models.PositiveIntegerField("знаков пришло", default=0)
    masked = models.PositiveIntegerField("скрыто слов", default=0)
    result = models.CharField("чем кончилось", max_length=8, choices=Result.choices)
    took = models.PositiveIntegerField("мс")
    at = models.DateTimeField("когда")

    def __str__(self) -> str:
        return f"{self.region} {self.purpose} {self.result}"
