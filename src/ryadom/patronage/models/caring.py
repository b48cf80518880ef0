"""Nouns of being beside: how many families a curator takes, when they are away, who is beside whom, what moved."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.patronage.models.choices import Away, Ended, Ground, Move, MoveState
from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Capacity(RegionModel):
    """How many families one curator takes and where. `district`: the first digits of an ОКТМО, empty: anywhere."""

    account = fields.account(verbose_name="куратор")
    families = models.PositiveSmallIntegerField("семей, не больше")
    district = models.CharField("район, начало ОКТМО", max_length=11, blank=True)
    set_by = fields.account(verbose_name="кто установил", null=True)
    set_at = models.DateTimeField("когда")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "account"], name="patronage_capacity_once"),
            models.CheckConstraint(condition=Q(district__regex=r"^\d{0,11}$"), name="patronage_capacity_district"),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.families}"


class Absence(RegionModel):
    """A curator is away from one day to another, both included; the deputy stands in for all their families."""

    token = fields.token()
    account = fields.account(verbose_name="куратор")
    starts = models.DateField("с")
    ends = models.DateField("по")
    why = models.CharField("почему", max_length=8, choices=Away.choices)
    deputy = fields.account(verbose_name="кто замещает", null=True)
    recorded_by = fields.account(verbose_name="кто записал", null=True)
    recorded_at = models.DateTimeField("записано")
    cancelled_at = models.DateTimeField("отменено", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="patronage_absence_dates"),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("account")), name="patronage_absence_another_stands_in"
            ),
        )
        indexes = (
            models.Index(
                fields=["region", "starts", "ends"], condition=Q(cancelled_at=None), name="patronage_absence_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.starts} — {self.ends}"


class Care(RegionModel):
    """Which curator a family has, since when, on what ground. Without a curator: the family waits for one.

    `person` is with whom we speak; `family` is empty for somebody in no family. `last_contact_at`, `next_contact_on`,
    `ahead` and `ahead_on` are copies for order and filters; the contacts and the rules are where they come from.
    `foreseen_on`: the last day on which the rules were asked what lies ahead.
    """

    token = fields.token()
    family = fields.down("people.Family", null=True, verbose_name="семья")
    person = fields.down("people.Person", verbose_name="с кем говорим")
    curator = fields.account(verbose_name="куратор", null=True)
    since = models.DateTimeField("с")
    ground = models.CharField("основание", max_length=8, choices=Ground.choices)
    ground_words = models.CharField("чем подтверждено", max_length=500)
    ends_at = models.DateTimeField("по", null=True)
    ended = models.CharField("как закончилось", max_length=12, choices=Ended.choices, blank=True)
    ended_words = models.CharField("почему закончилось", max_length=500, blank=True)
    ended_by = fields.account(verbose_name="кто закончил", null=True)
    by = fields.account(verbose_name="кто назначил", null=True)
    last_contact_at = models.DateTimeField("последний контакт", null=True)
    next_contact_on = models.DateField("следующий контакт", null=True)
    ahead_on = models.DateField("ближайшая дата по правилам", null=True)
    ahead = models.JSONField("что изменится само", default=list)
    foreseen_on = models.DateField("когда смотрели вперёд", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "family"], condition=Q(ends_at=None), name="patronage_care_one_a_family"
            ),
            models.UniqueConstraint(
                fields=["region", "person"], condition=Q(ends_at=None), name="patronage_care_one_a_person"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None, ended="") | Q(ends_at__isnull=False) & ~Q(ended=""),
                name="patronage_care_ended_how",
            ),
            models.CheckConstraint(condition=~Q(ground_words=""), name="patronage_care_ground_in_words"),
        )
        indexes = (
            models.Index(fields=["region", "curator"], condition=Q(ends_at=None), name="patronage_care_caseload"),
            models.Index(fields=["person"], name="patronage_care_person"),
            models.Index(fields=["region", "foreseen_on"], condition=Q(ends_at=None), name="patronage_care_foreseen"),
        )

    def __str__(self) -> str:
        return f"{self.curator_id or '—'}: {self.person_id}"


class Transition(RegionModel):
    """One move of a family: to a curator, to another body, away; asked on consent or on a recorded override."""

    token = fields.token()
    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="+")
    move = models.CharField("что", max_length=8, choices=Move.choices)
    state = models.CharField("состояние", max_length=8, choices=MoveState.choices)
    to_curator = fields.account(verbose_name="какому куратору", null=True)
    to_agency = models.CharField("в какое ведомство", max_length=300, blank=True)
    about = models.CharField("зачем", max_length=1000)
    consent = models.BooleanField("семья согласна")
    override = models.CharField("почему без согласия", max_length=500, blank=True)
    asked_by = fields.account(verbose_name="кто попросил", null=True)
    asked_at = models.DateTimeField("когда")
    settled_by = fields.account(verbose_name="кто ответил", null=True)
    settled_at = models.DateTimeField("когда ответили", null=True)
    answer = models.CharField("что ответили", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consent=True) | ~Q(override=""), name="patronage_transition_consent_or_override"
            ),
            models.CheckConstraint(
                condition=Q(move="revoke")
                | Q(to_curator__isnull=False, to_agency="")
                | Q(to_curator=None) & ~Q(to_agency=""),
                name="patronage_transition_to_whom",
            ),
            models.UniqueConstraint(
                fields=["care"], condition=Q(move="transfer", state="asked"), name="patronage_transition_one_transfer"
            ),
        )
        indexes = (
            models.Index(fields=["region", "state", "to_curator"], name="patronage_transition_asked"),
            models.Index(fields=["care"], name="patronage_transition_care"),
        )

    def __str__(self) -> str:
        return f"{self.move} {self.state}"
