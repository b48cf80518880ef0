"""Nouns of this room: a person's own copy of a route, and what was said of its steps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class RouteCopy(RegionModel):
    """A route that a person walks. Its text stands here as it was when it was chosen: a new version of the practice
    changes nothing until somebody takes it.
    """

    token = fields.token()
    person = fields.down("people.Person")
    route = models.CharField("маршрут", max_length=120)
    practice = models.CharField("практика", max_length=120)
    version = models.CharField("версия практики", max_length=20)
    digest = models.CharField("отпечаток текста", max_length=16)
    content = models.JSONField("текст маршрута")
    happened_on = models.DateField("когда случилось", null=True)
    chosen_at = models.DateTimeField("выбран")
    chosen_by = fields.account(null=True)
    asked = models.CharField("кто попросил", max_length=300, blank=True)
    left_at = models.DateTimeField("закончен", null=True)
    look_again = models.BooleanField("пересмотреть", default=False)
    opened = models.JSONField("открытые шаги", default=list)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "route"], condition=Q(left_at=None), name="routes_copy_one_at_a_time"
            ),
        )
        indexes = (
            models.Index(fields=["region", "person"], name="routes_copy_person"),
            models.Index(fields=["region"], condition=Q(look_again=True), name="routes_copy_look_again"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.route}"


class StepMark(RegionModel):
    """What was said of a step. Written once; the newest of a step counts, and a day that was put stands until then.

    `words`: the paper by which it is done, or why it is passed over; `due`: the day that was put, for `planned`.
    """

    copy = fields.down("routes.RouteCopy")
    step = models.CharField("шаг", max_length=80)
    what = models.CharField(
        "что",
        max_length=8,
        choices=[
            ("started", "начат"), ("done", "сделан"), ("undone", "не сделан"), ("skipped", "пропущен"),
            ("planned", "назначен день"),
        ],
    )  # fmt: skip
    words = models.CharField("бумага или причина", max_length=300, blank=True)
    due = models.DateField("назначенный день", null=True)
    on = models.DateField("день")
    at = models.DateTimeField("записано")
    by = fields.account(null=True)
    staff = models.BooleanField("сотрудником", default=False)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(what="planned") | Q(due__isnull=False), name="routes_mark_planned_for_a_day"
            ),
            models.CheckConstraint(condition=~Q(what="skipped") | ~Q(words=""), name="routes_mark_skipped_why"),
        )
        indexes = (models.Index(fields=["copy", "step", "id"], name="routes_mark_step"),)

    def __str__(self) -> str:
        return f"{self.step} {self.what} {self.on}"
