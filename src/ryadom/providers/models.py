"""Nouns of this room: the provider in its register, its places by form of care, the people who work there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Owner(models.TextChoices):
    """Whose the provider is."""

    STATE = "state", "государственная"
    NGO = "ngo", "некоммерческая"
    BUSINESS = "business", "коммерческая"


class Form(models.TextChoices):
    """The forms of social service that the law knows (442-ФЗ, article 19; recalled)."""

    HOME = "home", "на дому"
    HALF_DAY = "half_day", "полустационарно"
    INPATIENT = "inpatient", "в стационаре"


class Provider(RegionModel):
    """An organisation that stands in the region's register of providers of social services."""

    token = fields.token()
    organisation = fields.down("people.Organisation", verbose_name="организация")
    owner = models.CharField("чья", max_length=8, choices=Owner.choices)
    register_number = models.CharField("номер в реестре", max_length=40, blank=True)
    about = models.CharField("о себе", max_length=500, blank=True)
    starts = models.DateField("в реестре с")
    ends = models.DateField("в реестре по", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ends=None), name="providers_provider_listed_once"
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="providers_provider_dates"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.region}"


class Places(RegionModel):
    """How many people a provider serves at once in a form; a new number ends the one before."""

    provider = fields.down("providers.Provider")
    form = models.CharField("форма", max_length=9, choices=Form.choices)
    places = models.PositiveIntegerField("мест")
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider", "form"], condition=Q(ends=None), name="providers_places_one_number"
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="providers_places_dates"),
        )

    def __str__(self) -> str:
        return f"{self.form}: {self.places}"


class Worker(RegionModel):
    """An account that acts for a provider: sees its orders and visits, and nothing else of a person.

    `leads`: answers orders, says who comes when, sets the places. Where nobody leads, everybody who works there does.
    """

    provider = fields.down("providers.Provider")
    account = fields.account()
    name = models.CharField("имя для людей", max_length=200)
    leads = models.BooleanField("руководит", default=False)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider", "account"], condition=Q(ends=None), name="providers_worker_once"
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="providers_worker_dates"),
        )

    def __str__(self) -> str:
        return self.name
