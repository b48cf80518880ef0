"""Nouns of this room: the case, its history, pauses, requests, notes and who held it when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class State(models.TextChoices):
    OPEN = "open", "в работе"
    PAUSED = "paused", "приостановлено"
    CLOSED = "closed", "закрыто"


class Channel(models.TextChoices):
    """How the request came to us."""

    WEB = "web", "сайт"
    OFFICE = "office", "приём"
    PHONE = "phone", "телефон"
    PAPER = "paper", "почта"
    CHAT = "chat", "чат"


class Case(RegionModel):
    """One request of one person: from its number to its outcome. The token may stand in an address, the number too."""

    token = fields.token()
    number = models.CharField("номер", max_length=24, editable=False)
    kind = models.CharField("вид", max_length=40)
    title = models.CharField("о чём", max_length=300)
    person = fields.down("people.Person", verbose_name="о ком")
    applicant = fields.down("people.Person", null=True, verbose_name="кто обратился")
    situation = models.CharField("жизненная ситуация", max_length=120, blank=True)
    channel = models.CharField("канал", max_length=8, choices=Channel.choices)
    opened_on = models.DateField("открыто")
    term_days = models.PositiveSmallIntegerField("срок, дней", null=True)
    term_working = models.BooleanField("дни рабочие", default=True)
    may_pause = models.BooleanField("можно приостановить", default=False)
    promised_on = models.DateField("обещано", null=True)
    first_promised_on = models.DateField("обещано вначале", null=True)
    state = models.CharField("состояние", max_length=8, choices=State.choices, default=State.OPEN)
    stage = models.CharField("этап", max_length=40)
    holder = fields.account(null=True, verbose_name="у кого")
    helper = fields.account(null=True, verbose_name="кто помогал")
    closed_on = models.DateField("закрыто", null=True)
    outcome = models.CharField("итог", max_length=40, blank=True)
    appeal_of = fields.down("cases.Case", null=True, verbose_name="жалоба по делу")
    codeword = models.CharField("кодовое слово", max_length=40, blank=True)
    version = models.PositiveIntegerField("версия", default=1)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "number"], name="cases_case_number"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_on=None, outcome=""),
                name="cases_case_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="cases_case_closed_after_opened"
            ),
            models.UniqueConstraint(
                fields=["appeal_of"], condition=~Q(state="closed"), name="cases_case_one_open_appeal"
            ),
        )
        indexes = (
            models.Index(fields=["region", "state", "promised_on"], name="cases_case_queue"),
            models.Index(fields=["holder", "state"], name="cases_case_holder"),
            models.Index(fields=["person"], name="cases_case_person"),
        )

    def __str__(self) -> str:
        return self.number


class Counter(RegionModel):
    """The last number given in a region and a year; its row is locked while a number is given, so none is lost."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "year"], name="cases_counter_once"),
        )


class CaseEvent(RegionModel):
    """One line of history; the database refuses to change it. Texts are Russian msgids, `values` fills them."""

    case = fields.down("cases.Case")
    at = models.DateTimeField("когда")
    on = models.DateField("какого числа")
    account = fields.account(null=True, verbose_name="кто")
    who = models.CharField("имя", max_length=200, blank=True)
    what = models.CharField("что", max_length=40)
    for_person = models.CharField("слова для человека", max_length=500, blank=True)
    for_staff = models.CharField("слова для сотрудника", max_length=500, blank=True)
    values = models.JSONField("значения", default=dict)

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["case", "id"], name="cases_event_case"),)

    def __str__(self) -> str:
        return f"{self.what} {self.on}"


class Pause(RegionModel):
    """The clock stood from one day until another (the first day it ran again)."""

    case = fields.down("cases.Case")
    starts = models.DateField("с")
    ends = models.DateField("по", null=True)
    reason = models.CharField("почему", max_length=500)
    by = fields.account()

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["case"], condition=Q(ends=None), name="cases_pause_one_open"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="cases_pause_dates"),
        )


class Request(RegionModel):
    """A question to another authority: what the state holds is asked from the state, not from the person."""

    token = fields.token()
    case = fields.down("cases.Case")
    authority = models.CharField("кому", max_length=300)
    subject = models.CharField("что нужно", max_length=500)
    key = models.CharField("документ из перечня", max_length=120, blank=True)
    sent_on = models.DateField("отправлен")
    due_on = models.DateField("ждём до")
    answered_on = models.DateField("ответ получен", null=True)
    answer = models.CharField("ответ", max_length=2000, blank=True)
    positive = models.BooleanField("подтверждено", null=True)
    by = fields.account(null=True)
    answered_by = fields.account(null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(due_on__gte=F("sent_on")), name="cases_request_dates"),
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=~Q(key="") & Q(answered_on=None),
                name="cases_request_one_open_a_document",
            ),
        )
        indexes = (models.Index(fields=["case"], name="cases_request_case"),)

    def __str__(self) -> str:
        return f"{self.authority}: {self.subject}"


# A task that asks staff to see whether two records are of one person; every other one asks them to get in touch.
ONE_PERSON = "one-person"


class Note(RegionModel):
    """What a curator must remember about a person, with the day of the next contact."""

    token = fields.token()
    person = fields.down("people.Person")
    case = fields.down("cases.Case", null=True)
    text = models.CharField("заметка", max_length=2000)
    about = models.CharField("что сделать", max_length=20, blank=True)
    next_contact_on = models.DateField("следующий контакт", null=True)
    done_on = models.DateField("сделано", null=True)
    by = fields.account(null=True)  # nobody: a task that the house itself leaves to all staff
    at = models.DateTimeField("когда")

    class Meta(RegionModel.Meta):
        indexes = (
            models.Index(fields=["region", "next_contact_on"], condition=Q(done_on=None), name="cases_note_today"),
            models.Index(fields=["person"], name="cases_note_person"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Assignment(RegionModel):
    """Who held the case, or helped with it, from when until when."""

    case = fields.down("cases.Case")
    account = fields.account()
    role = models.CharField("как", max_length=8, choices=[("holder", "ведёт"), ("helper", "помогает")])
    starts = models.DateTimeField("с")
    ends = models.DateTimeField("по", null=True)
    reason = models.CharField("почему", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=Q(ends=None, role="holder"), name="cases_assignment_one_holder"
            ),
        )
        indexes = (models.Index(fields=["case"], name="cases_assignment_case"),)


class LetterTry(RegionModel):
    """One wrong letter code. The number is a digest; a try is forgotten when an hour is over."""

    place = models.CharField("где", max_length=5)
    number = models.CharField("отпечаток номера", max_length=64)
    at = models.DateTimeField("когда")

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["region", "place", "at"], name="cases_lettertry_place"),)

    def __str__(self) -> str:
        return f"{self.place} {self.at:%H:%M}"
