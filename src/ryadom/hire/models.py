"""Nouns of this room: a thing on a point's shelf with its number, and one hire from the asking to the return."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.kit.doorcodes import new_secret
from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Item(RegionModel):
    """One real thing of a point (`provider`), under its inventory number. `off_since`: it is given to nobody."""

    token = fields.token()
    provider = models.UUIDField("пункт")
    thing = models.CharField("что это", max_length=120)
    number = models.CharField("инвентарный номер", max_length=40)
    since = models.DateField("с")
    off_since = models.DateField("не выдаётся с", null=True)
    off_why = models.CharField("почему не выдаётся", max_length=200, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "provider", "number"], name="hire_item_number_once"),
        )
        indexes = (models.Index(fields=["region", "thing", "provider"], name="hire_item_shelf"),)

    def __str__(self) -> str:
        return f"{self.thing} {self.number}"


class Stage(models.TextChoices):
    """Where a hire stands. `kept`: the thing waits at the point for this person; `out`: the person has it."""

    ASKED = "asked", "проверяем"
    CONFIRMED = "confirmed", "положено"
    KEPT = "kept", "отложено"
    OUT = "out", "на руках"
    RETURNED = "returned", "вернули"
    REFUSED = "refused", "не положено"
    WITHDRAWN = "withdrawn", "человек передумал"


class Signed(models.TextChoices):
    """How the person confirmed that they took the thing."""

    NO = "", "не подписано"
    CODE = "code", "код"
    PAPER = "paper", "на бумаге"


HOLDING = (Stage.KEPT, Stage.OUT)


class Hire(RegionModel):
    """One thing for one person for a time. While it is kept or out it holds its item, and no other hire can."""

    token = fields.token()
    case = fields.once("cases.Case", to_field="token")
    person = fields.down("people.Person", verbose_name="кому")
    thing = models.CharField("что это", max_length=120)
    title = models.CharField("название", max_length=300)
    stage = models.CharField("этап", max_length=9, choices=Stage.choices, default=Stage.ASKED)
    need = models.CharField("зачем", max_length=1000, blank=True)
    asked_on = models.DateField("просьба")
    ground = models.CharField("по какому правилу", max_length=6, blank=True)
    why = models.CharField("почему так решили", max_length=500, blank=True)
    decided_by = fields.account(null=True)
    item = models.ForeignKey("hire.Item", null=True, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField("выдано", null=True)
    due_on = models.DateField("вернуть до", null=True)
    signed = models.CharField("подпись", max_length=5, choices=Signed.choices, default=Signed.NO, blank=True)
    paper = models.UUIDField("лист с подписью", null=True)
    tries = models.PositiveSmallIntegerField("неверных кодов", default=0)
    prolonged = models.PositiveSmallIntegerField("сколько раз продлён", default=0)
    reminded_on = models.DateField("напомнили о сроке", null=True)
    returned_on = models.DateField("вернули", null=True)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["item"], condition=Q(stage__in=["kept", "out"]), name="hire_lent_once"),
            models.CheckConstraint(
                condition=~Q(stage__in=["kept", "out", "returned"]) | Q(item__isnull=False), name="hire_holds_a_thing"
            ),
            models.CheckConstraint(
                condition=~Q(stage="out") | (Q(given_on__isnull=False, due_on__isnull=False) & ~Q(signed="")),
                name="hire_out_is_signed_with_a_day",
            ),
            models.CheckConstraint(condition=~Q(signed="paper") | Q(paper__isnull=False), name="hire_paper"),
            models.CheckConstraint(condition=Q(due_on=None) | Q(due_on__gte=F("given_on")), name="hire_dates"),
            models.UniqueConstraint(
                fields=["person", "thing"], condition=Q(stage__in=["asked", "confirmed", "kept", "out"]),
                name="hire_one_live_of_a_thing",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["region", "stage", "due_on"], name="hire_due"),)

    def __str__(self) -> str:
        return f"{self.thing} {self.stage}"
