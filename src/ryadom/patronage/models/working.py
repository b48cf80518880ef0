"""Nouns of the work: what a family needs, who was in touch and how, who asked not to be called, the day's plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ryadom.patronage.models.choices import NeedState, Planned, Reached, Source, Way, Why
from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Need(RegionModel):
    """What a family needs, in the person's words. `answered_ref`: what helped, as `room:thing:key` where it is one."""

    token = fields.token()
    person = fields.down("people.Person", verbose_name="кому")
    words = models.CharField("словами человека", max_length=1000)
    source = models.CharField("от кого", max_length=10, choices=Source.choices)
    thread = models.CharField("переписка", max_length=40, blank=True)
    state = models.CharField("состояние", max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    answer = models.CharField("что помогло", max_length=500, blank=True)
    answered_ref = models.CharField("чем ответили", max_length=120, blank=True)
    answered_by = fields.account(verbose_name="кто ответил", null=True)
    answered_at = models.DateTimeField("когда помогли", null=True)
    by = fields.account(verbose_name="кто записал", null=True)
    at = models.DateTimeField("когда записано")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open", answer="", answered_at=None)
                | ~Q(state="open") & ~Q(answer="") & Q(answered_at__isnull=False),
                name="patronage_need_answered_by_something",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="patronage_need_in_words"),
        )
        indexes = (
            models.Index(fields=["person"], name="patronage_need_person"),
            models.Index(fields=["region", "at"], condition=Q(state="open"), name="patronage_need_open"),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d}"


class Contact(RegionModel):
    """One contact with a person, never changed. `next_on`: the day promised next."""

    token = fields.token()
    person = fields.down("people.Person", verbose_name="с кем")
    account = fields.account(verbose_name="кто говорил")
    at = models.DateTimeField("когда")
    way = models.CharField("как", max_length=8, choices=Way.choices)
    reached = models.CharField("вышло ли", max_length=10, choices=Reached.choices)
    about = models.CharField("о чём", max_length=1000, blank=True)
    next_on = models.DateField("следующий контакт", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reached="talked") | ~Q(about=""), name="patronage_contact_talked_about_something"
            ),
        )
        indexes = (models.Index(fields=["person", "-at"], name="patronage_contact_person"),)

    def __str__(self) -> str:
        return f"{self.way} {self.at:%Y-%m-%d}"


class NoCalls(RegionModel):
    """«Не звонить»: the person asked so; they may write and come, nobody calls until it is lifted."""

    person = fields.down("people.Person", verbose_name="кому")
    since = models.DateTimeField("с")
    words = models.CharField("словами человека", max_length=300, blank=True)
    by = fields.account(verbose_name="кто записал", null=True)
    lifted_at = models.DateTimeField("снято", null=True)
    lifted_by = fields.account(verbose_name="кто снял", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "person"], condition=Q(lifted_at=None), name="patronage_nocalls_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.since:%Y-%m-%d}"


class PlannedCall(RegionModel):
    """One line of a curator's plan for a day. `measures`: what the rules say became due, by measure id."""

    token = fields.token()
    account = fields.account(verbose_name="кто звонит")
    day = models.DateField("день")
    person = fields.down("people.Person", verbose_name="кому")
    why = models.CharField("почему", max_length=10, choices=Why.choices)
    measures = models.JSONField("что положено", default=list)
    due_on = models.DateField("к какому дню", null=True)
    place = models.PositiveSmallIntegerField("по порядку")
    state = models.CharField("состояние", max_length=8, choices=Planned.choices, default=Planned.OPEN)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "day", "person"], name="patronage_plan_once_a_day"),
        )
        indexes = (models.Index(fields=["region", "account", "day"], name="patronage_plan_day"),)

    def __str__(self) -> str:
        return f"{self.day}: {self.why}"
