"""Nouns: a thread, which belongs to a person or, before anybody is known, to an address; and what was said in it."""

import secrets
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ryadom.regions.models import RegionModel


def new_token() -> str:
    """A random name for an address: says nothing about the person, cannot be guessed."""
    return secrets.token_urlsafe(18)


class ThreadState(models.TextChoices):
    BOT = "bot", "отвечает помощник"
    WAITING = "waiting", "ждёт человека"
    STAFF = "staff", "отвечает сотрудник"
    CLOSED = "closed", "закрыт"


class Who(models.TextChoices):
    PERSON = "person", "человек"
    BOT = "bot", "помощник"
    STAFF = "staff", "сотрудник"
    SYSTEM = "system", "система"


class Thread(RegionModel):
    """One conversation. `stack`: where it stands, JSON of `dialogue.Stack`; `lock`: the rules of its last turn.

    `address`: where the person wrote from last, so that the answer goes the same way. `review_at`: the ending was
    bad, somebody above the one who answered looks into it.
    """

    token = models.CharField("ключ", max_length=32, unique=True, default=new_token, editable=False)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("кто отвечает", max_length=8, choices=ThreadState.choices, default=ThreadState.BOT)
    stack = models.JSONField("где остановились", default=dict)
    situation = models.CharField("жизненная ситуация", max_length=80, blank=True)
    lock = models.CharField("правила", max_length=80, blank=True)
    language = models.CharField("язык", max_length=2, default="ru")
    address = models.BigIntegerField("откуда пишет", null=True)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    staff_name = models.CharField("кто отвечает", max_length=200, blank=True)
    danger = models.CharField("опасность", max_length=20, blank=True)
    asked_at = models.DateTimeField("позвали человека", null=True)
    escalated_at = models.DateTimeField("никто не ответил вовремя", null=True)
    review_at = models.DateTimeField("смотрит руководитель", null=True)
    opened_at = models.DateTimeField("начат")
    last_at = models.DateTimeField("последнее слово")
    closed_at = models.DateTimeField("закрыт в", null=True)
    last_number = models.PositiveIntegerField("сколько сказано", default=0)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "person"],
                condition=Q(person__isnull=False) & ~Q(state="closed"),
                name="talk_thread_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed"), name="talk_thread_closed_at"
            ),
            models.CheckConstraint(
                condition=Q(state="staff", staff__isnull=False) | ~Q(state="staff"), name="talk_thread_who_answers"
            ),
        )
        indexes = (
            models.Index(fields=["region", "state", "asked_at"], name="talk_thread_queue"),
            models.Index(fields=["region", "person"], name="talk_thread_person"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.state} {self.last_at:%Y-%m-%d}"


class ThreadAddress(RegionModel):
    """In which thread an address speaks now; of one person's addresses all speak in one."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="addresses")
    address = models.BigIntegerField("адрес")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "address"], name="talk_threadaddress_once"),
        )


class Said(RegionModel):
    """One thing said or done. `heard`: a turn of the conversation, so that it can be replayed; `inbound`: which stored
    message of the channel it was, so that it is answered once; `key`: so that a doubled click says it once; `sent_key`:
    under which it went out to `address`, so that its delivery can be asked for.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="said")
    number = models.PositiveIntegerField("по порядку")
    who = models.CharField("кто", max_length=8, choices=Who.choices)
    name = models.CharField("имя", max_length=200, blank=True)
    text = models.TextField("слова", blank=True)
    buttons = models.JSONField("кнопки", default=list)
    foot = models.CharField("когда ответит человек", max_length=300, blank=True)
    heard = models.JSONField("ход разговора", null=True)
    at = models.DateTimeField("когда")
    channel = models.CharField("канал", max_length=10, blank=True)
    address = models.BigIntegerField("адрес", null=True)
    inbound = models.BigIntegerField("входящее", null=True)
    message_id = models.CharField("номер в канале", max_length=200, blank=True)
    key = models.CharField("однажды", max_length=80, blank=True)
    sent_key = models.CharField("ключ отправки", max_length=180, blank=True)
    paper = models.UUIDField("документ", null=True)
    edited_at = models.DateTimeField("исправлено", null=True)
    deleted_at = models.DateTimeField("удалено", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["thread", "number"], name="talk_said_number"),
            models.UniqueConstraint(
                fields=["region", "inbound"], condition=Q(inbound__isnull=False), name="talk_said_inbound_once"
            ),
            models.UniqueConstraint(fields=["thread", "key"], condition=~Q(key=""), name="talk_said_key_once"),
        )
        indexes = (models.Index(fields=["region", "address", "message_id"], name="talk_said_message"),)

    def __str__(self) -> str:
        return f"{self.thread_id} {self.number} {self.who}"


class DutyShift(RegionModel):
    """Who is on duty for danger from a moment to a moment; entered by the region, taken back by `cancelled_at`.

    `account` None: somebody who does not work in the program and is called by `phone` alone.
    """

    token = models.UUIDField("ключ", default=uuid4, unique=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("кто дежурит", max_length=200)
    phone = models.CharField("телефон дежурного", max_length=20, blank=True)
    starts_at = models.DateTimeField("с")
    ends_at = models.DateTimeField("до")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("внесено")
    cancelled_at = models.DateTimeField("отменено", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="talk_dutyshift_runs_forward"),
        )
        indexes = (models.Index(fields=["region", "ends_at"], name="talk_dutyshift_ends"),)

    def __str__(self) -> str:
        return f"{self.region} {self.starts_at:%Y-%m-%d %H:%M}"


class DutyTerm(RegionModel):
    """How soon danger is answered and when it goes higher, in minutes, from a day on; entered by the region with the
    act it rests on. The newest in force counts.
    """

    starts = models.DateField("с какого дня")
    within = models.PositiveSmallIntegerField("ответить за, минут")
    escalate_after = models.PositiveSmallIntegerField("поднять тревогу через, минут")
    act = models.CharField("каким актом", max_length=300)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("внесено")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(within__gte=1, escalate_after__gte=1), name="talk_dutyterm_minutes"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.starts}"


class DutyRing(RegionModel):
    """One call of somebody on duty to a thread in danger. `since`: when the person asked; `step` 0 is the first call.

    `shift` None: nobody was on duty, the head alone was called.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="rings")
    since = models.DateTimeField("опасность с")
    step = models.PositiveSmallIntegerField("который раз")
    shift = models.ForeignKey(DutyShift, null=True, on_delete=models.PROTECT, related_name="+")
    head = models.BooleanField("и руководителя", default=False)
    at = models.DateTimeField("позвали")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["thread", "since", "step"], name="talk_dutyring_once"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.step} {self.at:%Y-%m-%d}"
