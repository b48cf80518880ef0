"""Who logs in. An account is not a person: it may act for one, for several, or for a body of power."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ryadom.regions.models import RegionModel


class Level(models.TextChoices):
    """How surely we know who sits behind an account; each level includes the ones before it."""

    ANONYMOUS = "anonymous", "не представился"
    CONTACT = "contact", "контакт подтверждён"
    IDENTIFIED = "identified", "личность подтверждена"


class Role(models.TextChoices):
    CURATOR = "curator", "куратор"
    SPECIALIST = "specialist", "специалист"
    HEAD = "head", "руководитель"
    METHODOLOGIST = "methodologist", "методолог"
    OBSERVER = "observer", "наблюдатель"


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(login=self.model.normalize_username(login.strip()), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=username)


class Account(AbstractBaseUser):
    """A login. Carries no region: one account may be staff in several, and a resident may move."""

    login = models.CharField("логин", max_length=150, unique=True)
    email = models.EmailField("почта", blank=True)
    phone = models.CharField("телефон", max_length=12, blank=True)
    contact_confirmed_at = models.DateTimeField("контакт подтверждён", null=True, blank=True)
    is_active = models.BooleanField("действует", default=True)
    created_at = models.DateTimeField("создан", default=timezone.now, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.login


class Staff(RegionModel):
    """One role of one account in one region. Three different people: helper, decider, approver."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("роль", max_length=16, choices=Role.choices)
    name = models.CharField("имя для людей", max_length=200)
    position = models.CharField("должность", max_length=200, blank=True)
    phone = models.CharField("телефон", max_length=12, blank=True)
    organisation = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField("с")
    ends = models.DateField("по", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "region", "role"], condition=Q(ends=None), name="people_staff_one_open_role"
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="people_staff_dates"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.role} {self.region}"


class Identity(RegionModel):
    """The link between an account and the person who uses it, with the level at which we know it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    level = models.CharField("уровень", max_length=16, choices=Level.choices)
    how = models.CharField("как подтверждено", max_length=16)
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("когда")
    ended_at = models.DateTimeField("отвязан", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "region"], condition=Q(ended_at=None), name="people_identity_one_person_an_account"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} -> {self.person_id}: {self.level}"


class LoginCode(RegionModel):
    """A one-time code given at the office: `number` finds the row, the secret is kept only as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("номер кода", max_length=4)
    secret_hash = models.CharField("отпечаток кода", max_length=128)
    passport_seen = models.BooleanField("паспорт предъявлен", default=False)
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("выдан")
    expires_at = models.DateTimeField("действует до")
    attempts = models.PositiveSmallIntegerField("неверных попыток", default=0)
    used_at = models.DateTimeField("использован", null=True, blank=True)
    used_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("отозван", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "number"],
                condition=Q(used_at=None, withdrawn_at=None),
                name="people_logincode_open_number",
            ),
        )

    def __str__(self) -> str:
        return f"код {self.number} для {self.person_id}"
