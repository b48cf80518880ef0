"""The region's own values and measures: what counts is written once and settled once, by another person."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ryadom.regions.models import RegionModel


class ValueEntry(RegionModel):
    """One act, one parameter, values by keys for some days. The database lets nobody change or delete it.

    `verdict` is empty while it waits; the columns of the second person are filled once. `instead` names an approved
    record that was a mistake: once this one is approved, the other no longer counts.
    """

    token = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    parameter = models.CharField("параметр", max_length=120)
    values = models.JSONField("значения", help_text='[{"keys": {"группа": "дети"}, "value": "16901"}]')
    starts = models.DateField("с")
    ends = models.DateField("по", null=True)
    act = models.CharField("акт", max_length=500)
    act_number = models.CharField("номер", max_length=60, blank=True)
    act_date = models.DateField("дата акта")
    act_url = models.CharField("где прочитать", max_length=500, blank=True)
    verified = models.CharField("как проверено", max_length=13)
    instead = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="вместо")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField("кто внёс", max_length=200)
    at = models.DateTimeField("когда")
    verdict = models.CharField(
        "итог", max_length=10, null=True,
        choices=[("approved", "утверждено"), ("returned", "возвращено"), ("taken_back", "отозвано")],
    )  # fmt: skip
    second = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    second_name = models.CharField("кто утвердил", max_length=200, null=True)
    settled_at = models.DateTimeField("когда решено", null=True)
    second_note = models.CharField("почему", max_length=2000, null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="rules_valueentry_dates"),
            models.CheckConstraint(
                condition=Q(verified__in=["act", "official_page", "press", "recalled"]),
                name="rules_valueentry_verified",
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("author")), name="rules_valueentry_two_people"
            ),
            models.CheckConstraint(
                condition=Q(verdict=None, settled_at=None, second=None)
                | Q(verdict="taken_back", settled_at__isnull=False, second=None)
                | Q(verdict__in=["approved", "returned"], settled_at__isnull=False, second__isnull=False),
                name="rules_valueentry_settled_whole",
            ),
            models.UniqueConstraint(
                fields=["region", "parameter", "starts"], condition=Q(verdict=None), name="rules_valueentry_one_waiting"
            ),
            models.UniqueConstraint(
                fields=["instead"], condition=Q(verdict="approved"), name="rules_valueentry_replaced_once"
            ),
        )
        indexes = (models.Index(fields=["region", "parameter", "id"], name="rules_valueentry_history"),)

    def __str__(self) -> str:
        return f"{self.region} {self.parameter} {self.starts}"


class MeasureText(RegionModel):
    """What a person writes of a measure: the file as plain data, the law beside it, its personas, its act."""

    token = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    measure = models.CharField("мера", max_length=80)
    content = models.JSONField("файл меры")
    laws = models.JSONField("места закона", default=dict)
    cases = models.JSONField("случаи", default=list)
    starts = models.DateField("с", null=True)
    act = models.CharField("акт", max_length=500, blank=True)
    act_number = models.CharField("номер", max_length=60, blank=True)
    act_date = models.DateField("дата акта", null=True)
    act_url = models.CharField("где прочитать", max_length=500, blank=True)
    verified = models.CharField("как проверено", max_length=13, blank=True)
    revision = models.PositiveIntegerField("редакция", default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField("кто написал", max_length=200)
    writers = models.JSONField("кто писал", default=list, help_text="ключи учётных записей: никто из них не утверждает")
    at = models.DateTimeField("когда")
    second_name = models.CharField("кто решил", max_length=200, null=True)
    settled_at = models.DateTimeField("когда решено", null=True)
    second_note = models.CharField("почему", max_length=2000, null=True)

    class Meta(RegionModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.region} {self.measure} {self.starts}"


class MeasureDraft(MeasureText):
    """A measure while it is written. It changes with every saving, until it is approved: then the database keeps it."""

    state = models.CharField(
        "где стоит", max_length=10, default="writing",
        choices=[
            ("writing", "пишут"), ("waiting", "ждёт"), ("approved", "утверждено"), ("returned", "возвращено"),
            ("taken_back", "отложено"),
        ],
    )  # fmt: skip

    class Meta(MeasureText.Meta):
        constraints = (
            *MeasureText.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "measure"], condition=Q(state__in=["writing", "waiting", "returned"]),
                name="rules_measuredraft_one_open",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["region", "state", "id"], name="rules_measuredraft_state"),)


class MeasureEdition(MeasureText):
    """A text that was offered. The database lets nobody change or delete it; its verdict is written once.

    Rules read the approved ones. That the second person wrote none of it is a constraint too (see the migration).
    """

    draft = models.ForeignKey(MeasureDraft, on_delete=models.PROTECT, related_name="+", verbose_name="черновик")
    verdict = models.CharField(
        "итог", max_length=10, null=True,
        choices=[("approved", "утверждено"), ("returned", "возвращено"), ("taken_back", "отозвано")],
    )  # fmt: skip
    second = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(MeasureText.Meta):
        constraints = (
            *MeasureText.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts__isnull=False, act_date__isnull=False) & ~Q(act=""),
                name="rules_measureedition_cited",
            ),
            models.CheckConstraint(
                condition=Q(verified__in=["act", "official_page", "press", "recalled"]),
                name="rules_measureedition_verified",
            ),
            models.CheckConstraint(
                condition=Q(verdict=None, settled_at=None, second=None)
                | Q(verdict="taken_back", settled_at__isnull=False, second=None)
                | Q(verdict__in=["approved", "returned"], settled_at__isnull=False, second__isnull=False),
                name="rules_measureedition_settled_whole",
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(verdict=None), name="rules_measureedition_one_waiting"
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(verdict="approved"), name="rules_measureedition_approved_once"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["region", "verdict", "starts", "id"], name="rules_measureedition_counting"),)


class WhatIf(RegionModel):
    """A saved scenario: what was written, what came out, and of what it was made. Nothing of it changes afterwards
    but who sees it; it is withdrawn, never deleted, for somebody may have cited it.

    Whether it was written in a file or a number was moved on the board: then `summary` holds `moved`, and the rules of
    the scenario are those in force.
    """

    token = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField("название", max_length=200)
    on = models.DateField("на день")
    document = models.JSONField("сценарий", help_text="ключи файла сценария; меры целиком внутри")
    hash = models.CharField("хеш сценария", max_length=64)
    summary = models.JSONField("что вышло", help_text="суммы в копейках")
    population = models.CharField("хеш населения", max_length=64)
    imagined = models.BooleanField("условное население")
    lock_before = models.CharField("правила сейчас", max_length=64)
    lock_after = models.CharField("правила сценария", max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField("кто сохранил", max_length=200)
    at = models.DateTimeField("когда")
    shared = models.BooleanField("видит всё министерство", default=False)
    proposed_at = models.DateTimeField("предложено методологам", null=True)
    withdrawn_at = models.DateTimeField("убрано", null=True)

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["region", "-at"], name="rules_whatif_latest"),)

    def __str__(self) -> str:
        return f"{self.region} {self.title}"
