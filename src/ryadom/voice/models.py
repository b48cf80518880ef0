"""Nouns of this room: one asking at one ending with its answer, and the words people add, kept apart."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ryadom.regions.models import RegionModel


def new_token() -> str:
    """A random name for an address: it says nothing about the person, the case or the answer."""
    return secrets.token_urlsafe(12)


class Channel(models.TextChoices):
    """How the person went this way."""

    WEB = "web", _("сайт")
    OFFICE = "office", _("приём")
    PHONE = "phone", _("телефон")
    PAPER = "paper", _("почта")
    CHAT = "chat", _("чат")


class Outcome(models.TextChoices):
    """How it ended. Another body's decision is reported by the person: got, not_got."""

    GRANTED = "granted", _("назначено")
    REFUSED = "refused", _("отказано")
    WITHDRAWN = "withdrawn", _("заявление отозвано")
    GOT = "got", _("получено у другого ведомства")
    NOT_GOT = "not_got", _("отказало другое ведомство")
    SERVED = "served", _("посещение")
    ANSWERED = "answered", _("получен ответ без заявления")
    CLOSED = "closed", _("закрыто по другой причине")


class Asking(RegionModel):
    """The question put once, at one ending. Holds no person, account or case: `once` is a keyed hash, not a link."""

    token = models.CharField("ключ", max_length=24, unique=True, default=new_token, editable=False)
    once = models.CharField("отпечаток окончания", max_length=64, editable=False)
    survey = models.CharField("вопрос", max_length=80)
    situation = models.CharField("жизненная ситуация", max_length=80, blank=True)
    measure = models.CharField("мера", max_length=80, blank=True)
    stage = models.CharField("этап", max_length=40, blank=True)
    outcome = models.CharField("итог", max_length=12, choices=Outcome.choices)
    channel = models.CharField("канал", max_length=8, choices=Channel.choices)
    assisted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("спрошено")
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    score = models.PositiveSmallIntegerField("оценка", null=True, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "once"], name="voice_asking_once"),
            models.CheckConstraint(
                condition=Q(score=None, answered_at=None) | Q(score__gte=1, score__lte=5, answered_at__isnull=False),
                name="voice_asking_score",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")), name="voice_asking_order"
            ),
        )
        indexes = (models.Index(fields=["region", "asked_at"], name="voice_asking_asked"),)

    def __str__(self) -> str:
        return f"{self.region} {self.situation} {self.outcome} {self.asked_at:%Y-%m-%d}"


class Comment(RegionModel):
    """What a person added in their own words. The link to the asking is cut after a day."""

    asking = models.OneToOneField(Asking, null=True, on_delete=models.SET_NULL, related_name="+")
    situation = models.CharField("жизненная ситуация", max_length=80, blank=True)
    measure = models.CharField("мера", max_length=80, blank=True)
    month = models.DateField("месяц")
    satisfied = models.BooleanField("доволен")
    text = models.TextField("слова", max_length=1000)

    def __str__(self) -> str:
        return f"{self.region} {self.month:%Y-%m}"
