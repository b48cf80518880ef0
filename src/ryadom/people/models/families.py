"""Families with dated members, where they live, and who acts for whom. Family is not permission."""

import uuid

from django.db import models
from django.db.models import F, Q

from ryadom.people.models.accounts import Account
from ryadom.people.models.persons import Person
from ryadom.people.models.sources import Source
from ryadom.regions.models import RegionModel


class Dwelling(RegionModel):
    """A home: facts about gas, area and ownership belong to it, not to a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.CharField("адрес", max_length=500, blank=True)
    oktmo = models.CharField("ОКТМО", max_length=11, blank=True)

    def __str__(self) -> str:
        return self.address or str(self.id)


class Family(RegionModel):
    """People who live as one family; each measure takes from it the members its own law names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dwelling = models.ForeignKey(Dwelling, null=True, on_delete=models.PROTECT, related_name="+")
    founded_at = models.DateTimeField("внесена")
    founded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField("пометка", max_length=500, blank=True)

    def __str__(self) -> str:
        return f"семья {self.id}"


class FamilyRole(models.TextChoices):
    """What a member is to the head of the family. Relations to an applicant follow from these."""

    HEAD = "head", "глава"
    SPOUSE = "spouse", "супруг(а)"
    CHILD = "child", "ребёнок"
    WARD = "ward", "подопечный"
    PARENT = "parent", "родитель"
    OTHER = "other", "другой"


class FamilyMember(RegionModel):
    """A person in a family, in one role, from one day to another (both included).

    `source` says who knows it: `said` until a paper confirms, and no grant stands on that.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("роль", max_length=8, choices=FamilyRole.choices)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)
    contract_date = models.DateField("договор о приёмной семье", null=True, blank=True)
    source = models.CharField("источник", max_length=8, choices=Source.choices, default=Source.STAFF)
    evidence = models.CharField("чем подтверждено", max_length=500, blank=True)
    confirmed_at = models.DateTimeField("подтверждено", null=True, blank=True)
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("внесено")
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="people_member_dates"),
            models.UniqueConstraint(
                fields=["family", "person"], condition=Q(ends=None), name="people_member_once_in_a_family"
            ),
            models.UniqueConstraint(
                fields=["family", "role"],
                condition=Q(ends=None, role__in=["head", "spouse"]),
                name="people_member_one_couple",
            ),
            models.CheckConstraint(
                condition=Q(contract_date=None) | Q(role="ward"), name="people_member_contract_of_a_ward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"


class Ground(models.TextChoices):
    PARENT = "parent", "родитель"
    GUARDIAN = "guardian", "опекун или попечитель"
    POWER_OF_ATTORNEY = "power_of_attorney", "доверенность"
    STAFF_ASSIST = "staff_assist", "помощь сотрудника"


class Representation(RegionModel):
    """Who acts for whom, on what ground, for what, until when. Nothing else gives this right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    representative = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    staff_account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("основание", max_length=20, choices=Ground.choices)
    purposes = models.JSONField("для чего", default=list)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)
    evidence = models.CharField("чем подтверждено", max_length=500, blank=True)
    recorded_at = models.DateTimeField("внесено")
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="people_repr_dates"),
            models.CheckConstraint(
                condition=Q(representative__isnull=False, staff_account=None) & ~Q(ground="staff_assist")
                | Q(representative=None, staff_account__isnull=False, ground="staff_assist"),
                name="people_repr_person_or_staff",
            ),
            models.CheckConstraint(
                condition=Q(representative=None) | ~Q(representative=F("person")), name="people_repr_not_self"
            ),
        )

    def __str__(self) -> str:
        return f"{self.representative_id or self.staff_account_id} за {self.person_id}: {self.ground}"
