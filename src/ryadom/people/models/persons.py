"""Persons, organisations, and what a person agreed to."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q

from ryadom.kit import names
from ryadom.people.models.accounts import Account
from ryadom.regions.models import RegionManager, RegionModel, RegionQuerySet

_KEY: dict[str, Any] = {"max_length": 120, "editable": False, "default": "", "db_collation": "C"}


class Sex(models.TextChoices):
    FEMALE = "female", "женский"
    MALE = "male", "мужской"


class PersonQuerySet(RegionQuerySet["Person"]):
    def bulk_create(self, objs: Iterable["Person"], *args: Any, **kwargs: Any) -> list["Person"]:
        """An import writes many at once; each must be found by search like the rest."""
        rows = list(objs)
        for row in rows:
            row.remember_keys()
        return super().bulk_create(rows, *args, **kwargs)


class Person(RegionModel):
    """A human being known to one region. The id is a random token: it may stand in an address.

    Birth date, sex and date of death are copies of the winning facts of those keys, kept here for search and age.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    surname = models.CharField("фамилия", max_length=100)
    name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    sex = models.CharField("пол", max_length=6, choices=Sex.choices, blank=True)
    snils = models.CharField("СНИЛС", max_length=11, null=True, blank=True)
    # A number that a relative told takes no place from its owner and tells nobody whether it is taken.
    snils_said = models.CharField("СНИЛС со слов", max_length=11, blank=True)
    phone = models.CharField("телефон", max_length=12, blank=True)
    address = models.CharField("адрес", max_length=500, blank=True)
    died_on = models.DateField("дата смерти", null=True, blank=True)
    passport_seen_at = models.DateTimeField("паспорт предъявлен", null=True, blank=True)
    passport_seen_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("внесён")
    registered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    # Another record turned out to be of the same person: this one stays, and points to the one that is read.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    surname_key = models.CharField(**_KEY)
    name_key = models.CharField(**_KEY)
    patronymic_key = models.CharField(**_KEY)
    sort_key = models.CharField(max_length=650, editable=False, default="", db_collation="C")

    objects = RegionManager.from_queryset(PersonQuerySet)()  # type: ignore[misc]

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "snils"], condition=Q(snils__isnull=False), name="people_person_snils"
            ),
            models.CheckConstraint(
                condition=Q(snils=None) | Q(snils__regex=r"^\d{11}$"), name="people_person_snils_digits"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="people_person_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(birth_date=None) | Q(died_on__gte=F("birth_date")),
                name="people_person_lived",
            ),
        )
        indexes = (
            models.Index(
                fields=["region", "surname_key", "name_key"],
                opclasses=["varchar_pattern_ops"] * 3,
                name="people_person_surname",
            ),
            models.Index(
                fields=["region", "name_key"], opclasses=["varchar_pattern_ops"] * 2, name="people_person_name"
            ),
            models.Index(fields=["region", "phone"], name="people_person_phone"),
            models.Index(fields=["region", "sort_key"], name="people_person_sort"),
            models.Index(fields=["region", "birth_date"], name="people_person_born"),
            models.Index(fields=["snils_said"], condition=~Q(snils_said=""), name="people_person_told_number"),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.remember_keys()
        super().save(*args, **kwargs)

    def remember_keys(self) -> None:
        """Write the keys of search and order anew from the names."""
        self.surname_key = names.search_key(self.surname)
        self.name_key = names.search_key(self.name)
        self.patronymic_key = names.search_key(self.patronymic)
        self.sort_key = names.sort_key(self.surname, self.name, self.patronymic)


class Organisation(RegionModel):
    """A body of power, a provider, an employer: anything with an ИНН."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("название", max_length=500)
    short_title = models.CharField("короткое название", max_length=200, blank=True)
    kind = models.CharField("вид", max_length=40, blank=True)
    inn = models.CharField("ИНН", max_length=12, null=True, blank=True)
    ogrn = models.CharField("ОГРН", max_length=15, blank=True)
    phone = models.CharField("телефон", max_length=12, blank=True)
    address = models.CharField("адрес", max_length=500, blank=True)
    hours = models.CharField("часы приёма", max_length=200, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "inn"], condition=Q(inn__isnull=False), name="people_organisation_inn"
            ),
        )

    def __str__(self) -> str:
        return self.short_title or self.title


class Consent(RegionModel):
    """What a person agreed to: the purpose, which text was read, when and how; withdrawing keeps the row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("цель", max_length=60)
    text_version = models.CharField("редакция текста", max_length=60)
    how = models.CharField("как дано", max_length=16)
    given_at = models.DateTimeField("дано")
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("отозвано", null=True, blank=True)
    withdrawn_how = models.CharField("как отозвано", max_length=16, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="people_consent_one_open"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="people_consent_dates"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} ({self.text_version})"
