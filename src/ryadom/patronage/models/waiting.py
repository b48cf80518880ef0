"""The noun of waiting: somebody asked for a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ryadom.patronage.models.choices import EntryState, Priority
from ryadom.patronage.models.working import Need
from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Entry(RegionModel):
    """A thread that waits for a person, or a need that does. `curator`: on whose desk it lies, empty: on everybody's.

    `quiet_since`: since when whoever took it owes a word; empty once they answered and the person has the next word.
    """

    token = fields.token()
    thread = models.CharField("переписка", max_length=40, blank=True)
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="+")
    person = fields.down("people.Person", null=True, verbose_name="кто ждёт")
    summary = models.CharField("коротко", max_length=2000, blank=True)
    priority = models.PositiveSmallIntegerField("срочность", choices=Priority.choices)
    state = models.CharField("состояние", max_length=8, choices=EntryState.choices, default=EntryState.WAITING)
    curator = fields.account(verbose_name="у кого на столе", null=True)
    asked_at = models.DateTimeField("спросили")
    promised_at = models.DateTimeField("обещали ответить до")
    taken_by = fields.account(verbose_name="кто взял", null=True)
    taken_at = models.DateTimeField("взято", null=True)
    quiet_since = models.DateTimeField("молчим с", null=True)
    spoke_at = models.DateTimeField("последний ответ", null=True)
    answered_at = models.DateTimeField("первый ответ", null=True)
    taken_back = models.PositiveSmallIntegerField("сколько раз возвращали в очередь", default=0)
    escalated_at = models.DateTimeField("передано руководителю", null=True)
    closed_at = models.DateTimeField("закрыто", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "thread"],
                condition=~Q(thread="") & ~Q(state="closed"),
                name="patronage_entry_one_a_thread",
            ),
            models.UniqueConstraint(fields=["need"], condition=~Q(state="closed"), name="patronage_entry_one_a_need"),
            models.CheckConstraint(
                condition=Q(thread="", need__isnull=False) | ~Q(thread="") & Q(need=None),
                name="patronage_entry_thread_or_need",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", taken_by=None, closed_at=None)
                | Q(state="taken", taken_by__isnull=False, taken_at__isnull=False, closed_at=None)
                | Q(state="closed", closed_at__isnull=False),
                name="patronage_entry_state",
            ),
        )
        indexes = (
            models.Index(
                fields=["region", "priority", "asked_at"], condition=~Q(state="closed"), name="patronage_entry_line"
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.asked_at:%Y-%m-%d %H:%M}"
