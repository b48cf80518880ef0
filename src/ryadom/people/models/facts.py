"""What is known about a person, a family or a dwelling: added, superseded, never changed (bitemporal)."""

from django.db import models
from django.db.models import F, Q

from ryadom.people.models.accounts import Account
from ryadom.people.models.families import Dwelling, Family
from ryadom.people.models.persons import Person
from ryadom.people.models.sources import Source
from ryadom.regions.models import RegionModel


class Kept(RegionModel):
    """What every recorded value remembers: from where, when, by whom, and what took its place."""

    source = models.CharField("источник", max_length=8, choices=Source.choices)
    about = models.BooleanField("примерно", default=False)
    note = models.CharField("пометка", max_length=500, blank=True)
    recorded_at = models.DateTimeField("внесено")
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField("заменено", null=True, blank=True)
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = models.CharField("почему отозвано", max_length=500, null=True, blank=True)

    class Meta(RegionModel.Meta):
        abstract = True


class Fact(Kept):
    """One value of one catalogue key. `absent` says: known not to be there. Dates are inclusive, empty = open.

    Values are kept exactly: dates as ISO text, numbers and money as decimal text, yes/no as a JSON boolean.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, null=True, on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey(Dwelling, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField("факт", max_length=80)
    type = models.CharField("тип", max_length=8)
    value = models.JSONField("значение", null=True)
    absent = models.BooleanField("точно нет", default=False)
    as_of = models.DateField("по состоянию на", null=True, blank=True)
    valid_from = models.DateField("верно с", null=True, blank=True)
    valid_to = models.DateField("верно по", null=True, blank=True)

    class Meta(Kept.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, family=None, dwelling=None)
                | Q(person=None, family__isnull=False, dwelling=None)
                | Q(person=None, family=None, dwelling__isnull=False),
                name="people_fact_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, absent=True) | Q(value__isnull=False, absent=False),
                name="people_fact_value_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="people_fact_valid_dates",
            ),
        )
        indexes = (
            models.Index(fields=["person", "key"], name="people_fact_person"),
            models.Index(fields=["family", "key"], name="people_fact_family"),
            models.Index(fields=["dwelling", "key"], name="people_fact_dwelling"),
            models.Index(fields=["region", "key"], name="people_fact_key"),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.source})"


class IncomeRecord(Kept):
    """What a person received in one month, of one kind, before tax unless the kind says otherwise; exact roubles."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("месяц")
    kind = models.CharField("вид дохода", max_length=60)
    amount = models.DecimalField("сумма", max_digits=15, decimal_places=2)

    class Meta(Kept.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(month__day=1), name="people_income_first_of_month"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="people_income_not_negative"),
        )
        indexes = (models.Index(fields=["person", "month"], name="people_income_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m}"


class IncomeTotal(Kept):
    """One total for a stated window of months, when nobody knows the months apart."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_month = models.DateField("первый месяц")
    last_month = models.DateField("последний месяц")
    kind = models.CharField("вид дохода", max_length=60, blank=True)
    amount = models.DecimalField("сумма", max_digits=15, decimal_places=2)

    class Meta(Kept.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first_month__day=1, last_month__day=1, last_month__gte=F("first_month")),
                name="people_total_months",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="people_total_not_negative"),
        )
        indexes = (models.Index(fields=["person", "first_month"], name="people_total_person"),)

    def __str__(self) -> str:
        return f"{self.first_month:%Y-%m} … {self.last_month:%Y-%m}"
