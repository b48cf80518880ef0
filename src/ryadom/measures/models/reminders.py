"""What a person asked to be told of, on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Reminder(RegionModel):
    """«Напомнить в этот день»: a person, a measure for somebody, the day. Asking is the consent; it is taken back by
    one button. Nothing is recomputed silently: on the day staff get a task, and the person's own page says it.

    `begins`: a right begins on the day; otherwise it is the day after its last.
    """

    token = fields.token()
    person = fields.down("people.Person")
    subject = models.CharField("для кого", max_length=40)
    subject_name = models.CharField("имя", max_length=300, blank=True)
    measure = models.CharField("мера", max_length=120)
    title = models.CharField("название меры", max_length=300)
    day = models.DateField("день")
    begins = models.BooleanField("право начнётся")
    channel = models.CharField("канал", max_length=8)
    account = fields.account()
    helper_name = models.CharField("кто из сотрудников записал", max_length=200, blank=True)
    asked_at = models.DateTimeField("попросили")
    told_at = models.DateTimeField("напомнили", null=True)
    withdrawn_at = models.DateTimeField("больше не напоминать", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "measure", "subject", "day"],
                condition=Q(told_at=None, withdrawn_at=None),
                name="measures_reminder_one_open",
            ),
        )
        indexes = (
            models.Index(fields=["person"], name="measures_reminder_person"),
            models.Index(
                fields=["region", "day"], condition=Q(told_at=None, withdrawn_at=None), name="measures_reminder_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}@{self.subject} {self.day}"
