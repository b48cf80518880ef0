"""Nouns of this room: the conversation, which is a draft of answers kept for 30 days."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ryadom.regions.models import RegionModel


def new_token() -> str:
    """A random name for an address: says nothing about the person, cannot be guessed."""
    return secrets.token_urlsafe(18)


class ForWhom(models.TextChoices):
    SELF = "self", "для себя"
    CHILD = "child", "для ребёнка"
    SPOUSE = "spouse", "для мужа или жены"
    PARENT = "parent", "для мамы или папы"
    OTHER = "other", "для другого человека"


class Conversation(RegionModel):
    """What one person told so far. JSON holds answers by the name of the fact (`birth-date@child-1`).

    `answers`: {"type", "value", "state": said | unknown | absent, "about", "at", "aside"}, where
    `aside` marks an answer before a step back: shown again, not counted.
    `prefilled`: what registers already know, with source and date; never mixed with what was said.
    `trail`: the pages asked, oldest first, each a list of fact names.
    """

    token = models.CharField("ключ", max_length=32, unique=True, default=new_token, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    anonymous_hash = models.CharField("отпечаток ключа посетителя", max_length=64, blank=True)
    assisted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    for_whom = models.CharField("для кого", max_length=8, choices=ForWhom.choices, blank=True)
    subject = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    subject_name = models.CharField("как зовут", max_length=60, blank=True)
    situation = models.CharField("жизненная ситуация", max_length=80, blank=True)
    measure = models.CharField("мера", max_length=80, blank=True)
    household = models.JSONField("семья", default=dict)
    answers = models.JSONField("ответы", default=dict)
    prefilled = models.JSONField("уже известно", default=dict)
    trail = models.JSONField("заданные страницы", default=list)
    enough = models.BooleanField("хватит вопросов", default=False)
    started_at = models.DateTimeField("начат")
    touched_at = models.DateTimeField("изменён")
    expires_at = models.DateTimeField("хранится до")
    version = models.PositiveIntegerField("версия", default=1)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(account__isnull=False) | ~Q(anonymous_hash=""), name="talk_conversation_has_owner"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("started_at")), name="talk_conversation_dates"),
        )
        indexes = (
            models.Index(fields=["expires_at"], name="talk_conversation_expires"),
            models.Index(fields=["region", "account"], name="talk_conversation_account"),
            models.Index(fields=["region", "anonymous_hash"], name="talk_conversation_visitor"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.situation or self.measure or '…'} {self.touched_at:%Y-%m-%d}"


# Django looks for nouns here.
from ryadom.talk.outside.models import OutsideCall, OutsideDecision  # noqa: E402, F401
from ryadom.talk.threads.models import DutyRing, DutyShift, DutyTerm, Said, Thread, ThreadAddress  # noqa: E402, F401
