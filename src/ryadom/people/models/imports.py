"""What came from files, who may be one person with whom, and what was moved when two records became one."""

import uuid

from django.db import models
from django.db.models import F, Q

from ryadom.people.models.accounts import Account
from ryadom.people.models.persons import Person
from ryadom.regions.models import RegionModel


class ImportBatch(RegionModel):
    """One file or folder that was loaded, whole. It holds the content while it waits to be confirmed, then the hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("файл", max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField("содержимое", null=True)
    state = models.CharField(
        "состояние", max_length=8, default="waiting", choices=[("waiting", "ждёт"), ("loaded", "загружено")]
    )
    counts = models.JSONField("сколько чего", default=dict)
    asks = models.JSONField("о чём спросить", default=list, help_text="сведения файла, которым противоречит дело")
    at = models.DateTimeField("когда")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField("кто", max_length=200)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "sha256"], condition=Q(state="loaded"), name="people_batch_loaded_once"
            ),
        )
        indexes = (models.Index(fields=["region", "-at"], name="people_batch_at"),)

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class ImportedRow(RegionModel):
    """Which person a row of a file became: the same row in a later file is the same person. A keyed hash, no copy."""

    digest = models.CharField("отпечаток строки", max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="+")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "digest"], name="people_importedrow_once"),
        )


class Verdict(models.TextChoices):
    """What a person of staff said of two records."""

    WAITING = "waiting", "ждёт"
    LATER = "later", "отложено"
    ONE = "one", "один человек"
    DIFFERENT = "different", "разные люди"


class Likeness(RegionModel):
    """«Возможно, один человек»: two records, why they look alike, what staff said. A pair stands here once for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("сходство имён, 0-100")
    why = models.JSONField("что совпало и что нет", default=list)
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("предложено")
    verdict = models.CharField("ответ", max_length=9, choices=Verdict.choices, default=Verdict.WAITING)
    settled_at = models.DateTimeField("когда решено", null=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField("кто", max_length=200, blank=True)
    reason = models.CharField("почему", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            # The first id is the smaller one, so a pair cannot stand twice in two orders.
            models.UniqueConstraint(fields=["first", "second"], name="people_likeness_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="people_likeness_in_order"),
        )
        indexes = (
            models.Index(fields=["region", "verdict", "asked_at"], name="people_likeness_open"),
            models.Index(fields=["second"], name="people_likeness_second"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}: {self.verdict}"


class Merge(RegionModel):
    """Two records became one: what moved, what stayed, what was taken over; enough to part them again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pair = models.ForeignKey(Likeness, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("когда")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    who = models.CharField("кто", max_length=200)
    reason = models.CharField("почему", max_length=500)
    moved = models.JSONField("что перешло", default=dict, help_text='{"cases.case.person": [17, 19]}')
    copied = models.JSONField("что записано заново", default=dict)
    fields = models.JSONField("поля до объединения", default=dict)
    parted_at = models.DateTimeField("разъединено", null=True)
    parted_account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    parted_who = models.CharField("кто разъединил", max_length=200, blank=True)
    parted_why = models.CharField("почему разъединили", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["merged"], condition=Q(parted_at=None), name="people_merge_into_one"),
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="people_merge_two_records"),
        )
        indexes = (models.Index(fields=["survivor"], name="people_merge_survivor"),)

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.survivor_id}"
