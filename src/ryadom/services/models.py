"""Nouns of this room: the programme with its lines, the order to a provider, the visits, what came of each."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


def new_secret() -> str:
    return secrets.token_hex(16)


class Stage(models.TextChoices):
    """Where a programme stands. `refused`: no need was found; `replaced`: a later programme took its place."""

    NEED = "need", "оценка потребности"
    DRAWN = "drawn", "ждёт утверждения"
    APPROVED = "approved", "действует"
    REFUSED = "refused", "потребность не признана"
    REPLACED = "replaced", "заменена"
    ENDED = "ended", "закончена"


class Programme(RegionModel):
    """The individual programme of social services (ИППСУ) of one person, from the need on."""

    token = fields.token()
    case = models.OneToOneField("cases.Case", to_field="token", on_delete=models.PROTECT, related_name="+")
    person = fields.down("people.Person", verbose_name="кому")
    form = models.CharField("форма", max_length=9)
    stage = models.CharField("этап", max_length=8, choices=Stage.choices, default=Stage.NEED)
    need = models.TextField("в чём нужна помощь", max_length=2000)
    asked_by = models.CharField("кто попросил", max_length=16)
    why = models.CharField("почему так решили", max_length=500, blank=True)
    drawn_by = fields.account(null=True, verbose_name="кто составил")
    approved_by = fields.account(null=True, verbose_name="кто утвердил")
    starts = models.DateField("с", null=True)
    ends = models.DateField("по", null=True)
    # The most a month may cost the person, by the rule of the region on the day it was drawn; empty: not known.
    ceiling = fields.money("платит в месяц, не больше", null=True, blank=True)
    ceiling_said = models.CharField("откуда предел", max_length=500, blank=True)
    lock = models.CharField("отпечаток правил", max_length=64, blank=True)
    version = models.PositiveIntegerField("версия", default=1)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(stage="approved") | Q(starts__isnull=False, ends__isnull=False, approved_by__isnull=False),
                name="services_programme_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False, ends__gte=F("starts")), name="services_programme_dates"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drawn_by")), name="services_programme_two_people"
            ),
            models.UniqueConstraint(
                fields=["person", "form"], condition=Q(stage="approved"), name="services_programme_one_of_a_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.stage}"


class ProgrammeLine(RegionModel):
    """One service of a programme with its volume. Words are kept as they were on the day of the decision."""

    programme = fields.down("services.Programme")
    service = models.CharField("услуга", max_length=120)
    title = models.CharField("название", max_length=300)
    times = models.PositiveSmallIntegerField("раз")
    per = models.CharField("за", max_length=5)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "service"], name="services_line_once"),
            models.CheckConstraint(condition=Q(times__gt=0), name="services_line_volume"),
        )

    def __str__(self) -> str:
        return f"{self.service} {self.times}/{self.per}"


class OrderState(models.TextChoices):
    """An order that nobody answers in time lapses: the person chooses again, and the head sees whose silence it was."""

    SENT = "sent", "ждёт ответа"
    ACCEPTED = "accepted", "принят"
    REFUSED = "refused", "отказ поставщика"
    LAPSED = "lapsed", "нет ответа в срок"
    CANCELLED = "cancelled", "отменён человеком"
    ENDED = "ended", "закончен"


class Order(RegionModel):
    """A programme that a person has chosen a provider for. `secret`: the codes of visits are made from it."""

    token = fields.token()
    programme = fields.down("services.Programme")
    provider = models.UUIDField("поставщик")
    state = models.CharField("состояние", max_length=9, choices=OrderState.choices, default=OrderState.SENT)
    sent_on = models.DateField("отправлен")
    answer_by = models.DateField("ответить до", null=True)
    answered_on = models.DateField("ответ", null=True)
    answered_by = fields.account(null=True)
    reason = models.CharField("почему нет", max_length=500, blank=True)
    weekdays = models.JSONField("дни недели", default=list)
    starts = models.DateField("с", null=True)
    ends = models.DateField("по", null=True)
    # At what time one usually comes, and who; empty: not agreed.
    hour = models.TimeField("в котором часу", null=True)
    worker = fields.account(null=True, verbose_name="кто ходит")
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    version = models.PositiveIntegerField("версия", default=1)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state__in=["sent", "accepted"]), name="services_order_one_live"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="services_order_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False, ends__gte=F("starts")), name="services_order_dates"
            ),
        )
        indexes = (models.Index(fields=["region", "provider", "state"], name="services_order_provider"),)

    def __str__(self) -> str:
        return f"{self.provider} {self.state}"


class VisitState(models.TextChoices):
    PLANNED = "planned", "ждём"
    DONE = "done", "был"
    MISSED = "missed", "не пришли"
    AWAY = "away", "человека не было"
    CANCELLED = "cancelled", "отменён"


class Signed(models.TextChoices):
    """How the person confirmed a visit."""

    NO = "", "не подписан"
    CODE = "code", "код"
    PAPER = "paper", "на бумаге"


class Visit(RegionModel):
    """One visit by plan (`services`) and by fact (`given`): service -> times."""

    token = fields.token()
    order = fields.down("services.Order")
    on = models.DateField("день")
    services = models.JSONField("по плану", default=dict)
    given = models.JSONField("по факту", default=dict)
    state = models.CharField("состояние", max_length=9, choices=VisitState.choices, default=VisitState.PLANNED)
    note = models.CharField("заметка", max_length=500, blank=True)
    recorded_at = models.DateTimeField("записан", null=True)
    recorded_by = fields.account(null=True)
    signed = models.CharField("подпись", max_length=5, choices=Signed.choices, default=Signed.NO, blank=True)
    signed_at = models.DateTimeField("подписан", null=True)
    tries = models.PositiveSmallIntegerField("неверных кодов", default=0)
    paper = models.UUIDField("лист с подписью", null=True)
    # A low answer was given once: its case is opened once, whatever is answered afterwards.
    looked_into = models.BooleanField("плохая оценка отдана руководителю", default=False)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["order", "on"], condition=~Q(state="cancelled"), name="services_visit_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(signed="") | Q(state="done", signed_at__isnull=False),
                name="services_visit_signed_when_done",
            ),
            models.CheckConstraint(condition=~Q(signed="paper") | Q(paper__isnull=False), name="services_visit_paper"),
        )
        indexes = (
            models.Index(fields=["order", "on"], name="services_visit_order"),
            models.Index(fields=["region", "on", "state"], name="services_visit_day"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.state}"


class Rating(RegionModel):
    """How many visits of a provider got this answer in a month. Counts alone: whose answer it was stands nowhere."""

    provider = models.UUIDField("поставщик")
    month = models.DateField("месяц")
    score = models.PositiveSmallIntegerField("оценка")
    answers = models.PositiveIntegerField("ответов", default=0)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "provider", "month", "score"], name="services_rating_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="services_rating_score"),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.month:%Y-%m} {self.score}: {self.answers}"
