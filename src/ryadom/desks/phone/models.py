"""Nouns of the phone desk: a call, a call to be given back, and each try to reach somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Known(models.TextChoices):
    """How surely it is known who calls. Only the last two open what is personal: the others are words of a stranger."""

    UNKNOWN = "unknown", "не знаем, кто"
    NAMED = "named", "назвал имя и дату рождения"
    LETTERS = "letters", "назвал номер заявления и буквы"
    CODE = "code", "назвал код для связи"
    CALLED_BACK = "callback", "перезвонили по номеру из дела"


SURE = (Known.CODE, Known.CALLED_BACK)


class Behalf(models.TextChoices):
    SELF = "self", "за себя"
    OTHER = "other", "за другого"


class Call(RegionModel):
    """One call. `address`: where the conversation of this call is led; `thread`: in which it is kept."""

    token = fields.token()
    operator = fields.account(verbose_name="кто ответил")
    began_at = models.DateTimeField("начат")
    ended_at = models.DateTimeField("закончен", null=True)
    phone = models.CharField("с какого номера", max_length=12, blank=True)
    said_name = models.CharField("как назвался", max_length=200, blank=True)
    behalf = models.CharField("за кого", max_length=5, choices=Behalf.choices, default=Behalf.SELF)
    for_whom = models.CharField("за кого именно", max_length=200, blank=True)
    about = models.CharField("о чём", max_length=2000, blank=True)
    answered = models.CharField("что ответили", max_length=2000, blank=True)
    person = fields.down("people.Person", verbose_name="кто звонил", null=True)
    known = models.CharField("как узнали", max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    address = models.BigIntegerField("адрес разговора", null=True)
    thread = models.CharField("переписка", max_length=40, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(known="unknown", person=None) | ~Q(known="unknown") & Q(person__isnull=False),
                name="phone_call_known_by_something",
            ),
        )
        indexes = (
            models.Index(fields=["region", "-began_at"], name="phone_call_recent"),
            models.Index(fields=["person"], name="phone_call_person"),
            models.Index(fields=["thread"], condition=~Q(thread=""), name="phone_call_thread"),
        )

    def __str__(self) -> str:
        return f"{self.known} {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def sure(self) -> bool:
        """Whether it is certain who calls, so that what the file knows may be said aloud."""
        return self.known in SURE


class Why(models.TextChoices):
    MISSED = "missed", "не успели ответить"
    ASKED = "asked", "просит перезвонить"
    ANSWER = "answer", "сотрудник ответил, прочитать"


class Open(models.TextChoices):
    OPEN = "open", "перезвонить"
    DONE = "done", "дозвонились"
    DROPPED = "dropped", "не нужно"


class CallBack(RegionModel):
    """A call to be given back by a promised moment. `agreed`: the person agreed aloud to be called at this number."""

    token = fields.token()
    call = fields.down("phone.Call", verbose_name="после звонка", null=True)
    person = fields.down("people.Person", verbose_name="кому", null=True)
    phone = models.CharField("на какой номер", max_length=12, blank=True)
    name = models.CharField("как назвался", max_length=200, blank=True)
    why = models.CharField("почему", max_length=6, choices=Why.choices)
    about = models.CharField("о чём", max_length=500, blank=True)
    thread = models.CharField("переписка", max_length=40, blank=True)
    agreed = models.BooleanField("согласен на звонок", default=False)
    asked_at = models.DateTimeField("когда попросил")
    promised_at = models.DateTimeField("обещали до")
    state = models.CharField("состояние", max_length=7, choices=Open.choices, default=Open.OPEN)
    settled_at = models.DateTimeField("когда закончено", null=True)
    settled_by = fields.account(verbose_name="кто закончил", null=True)
    settled_why = models.CharField("почему не нужно", max_length=300, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "thread"], condition=Q(state="open", why="answer"), name="phone_callback_one_answer"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None) | ~Q(state="open") & Q(settled_at__isnull=False),
                name="phone_callback_settled_at",
            ),
            models.CheckConstraint(
                condition=~Q(why="asked") | Q(agreed=True), name="phone_callback_asked_means_agreed"
            ),
        )
        indexes = (
            models.Index(fields=["region", "promised_at"], condition=Q(state="open"), name="phone_callback_open"),
            models.Index(fields=["person"], name="phone_callback_person"),
        )

    def __str__(self) -> str:
        return f"{self.why} {self.promised_at:%Y-%m-%d %H:%M}"


class Try(RegionModel):
    """One try to reach somebody."""

    call_back = fields.down("phone.CallBack", verbose_name="кому перезванивали")
    account = fields.account(verbose_name="кто звонил")
    at = models.DateTimeField("когда")
    reached = models.BooleanField("дозвонились")

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["call_back", "at"], name="phone_try_callback"),)

    def __str__(self) -> str:
        return f"{self.reached} {self.at:%Y-%m-%d %H:%M}"
