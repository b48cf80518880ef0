"""Nouns of this room: an address, what came from it, what goes to it, and how fast a bot may speak."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ryadom.regions.models import RegionModel


class ChannelName(models.TextChoices):
    WEB = "web", "сайт"
    PHONE = "phone", "телефон"
    MAX = "max", "MAX"
    VK = "vk", "ВКонтакте"
    SMS = "sms", "СМС"
    EMAIL = "email", "почта"
    PAPER = "paper", "письмо"
    TELEGRAM = "telegram", "Телеграм"


class Address(RegionModel):
    """One conversation at one channel. It is not a person: `person` is written when it was linked, and how.

    Its row is also the lane: whoever handles what came from it, or sends to it, holds the row meanwhile.
    """

    channel = models.CharField("канал", max_length=10, choices=ChannelName.choices)
    bot = models.CharField("бот", max_length=40, blank=True)
    chat = models.CharField("адрес в канале", max_length=200)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="чей"
    )
    linked_how = models.CharField("как связан", max_length=8, blank=True)
    linked_at = models.DateTimeField("когда связан", null=True)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="кто выдал код"
    )
    first_at = models.DateTimeField("впервые")
    blocked_at = models.DateTimeField("нас заблокировали", null=True)
    unsubscribed_at = models.DateTimeField("просил не писать", null=True)
    tries = models.PositiveSmallIntegerField("неверных кодов", default=0)
    tries_since = models.DateTimeField("считая с", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["channel", "bot", "chat", "region"], name="channels_address_once"),
            models.CheckConstraint(
                condition=Q(person=None, linked_at=None, linked_how="")
                | Q(person__isnull=False, linked_at__isnull=False) & ~Q(linked_how=""),
                name="channels_address_linked_whole",
            ),
        )
        indexes = (models.Index(fields=["person"], name="channels_address_person"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class InboundUpdate(RegionModel):
    """What a channel told us, stored before we said that we have it. `payload` goes when it is no longer needed.

    `begun` counts how often handling began, written before it begins: an update that kills its worker is counted too.
    """

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("канал", max_length=10, choices=ChannelName.choices)
    bot = models.CharField("бот", max_length=40, blank=True)
    update_id = models.CharField("номер в канале", max_length=120)
    sort = models.CharField("что это", max_length=10)
    payload = models.JSONField("содержание", default=dict)
    stored_at = models.DateTimeField("записано")
    handled_at = models.DateTimeField("обработано", null=True)
    begun = models.PositiveSmallIntegerField("попыток", default=0)
    next_at = models.DateTimeField("не раньше")
    fault = models.CharField("что помешало", max_length=200, blank=True)
    dead_at = models.DateTimeField("отложено для сотрудника", null=True)
    given_up_at = models.DateTimeField("оставлено без ответа", null=True)
    given_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="кто так решил"
    )
    given_up_why = models.CharField("почему оставлено", max_length=300, blank=True, db_default="")
    erased_at = models.DateTimeField("текст стёрт", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["channel", "bot", "update_id"], name="channels_inbound_once"),
        )
        indexes = (
            models.Index(
                fields=["address", "id"], condition=Q(handled_at=None, dead_at=None), name="channels_inbound_waiting"
            ),
            models.Index(fields=["dead_at"], condition=Q(dead_at__isnull=False), name="channels_inbound_dead"),
            models.Index(fields=["handled_at"], condition=Q(erased_at=None), name="channels_inbound_erase"),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Status(models.TextChoices):
    """How far a message came. `sent`: the channel took it; `delivered`: it says that the person has it; `read`: that
    the person has opened it."""

    CREATED = "created", "ждёт отправки"
    SENDING = "sending", "отправляется"
    SENT = "sent", "отправлено"
    DELIVERED = "delivered", "доставлено"
    READ = "read", "прочитано"
    TEMPORARY = "temporary-failure", "не вышло, попробуем ещё"
    PERMANENT = "permanent-failure", "адрес не принимает"
    TECHNICAL = "technical-failure", "не вышло отправить"
    CANCELLED = "cancelled", "отменено"
    HELD = "held", "задержано"


WAITING = (Status.CREATED, Status.TEMPORARY, Status.HELD)


class OutboundMessage(RegionModel):
    """One message on its way, or a part of a long one. (address, key) is said once, whoever asks again.

    `doubtful`: the channel did not say whether it took an earlier try, so the person may have it twice.
    """

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    key = models.CharField("ключ", max_length=200)
    weight = models.CharField("зачем", max_length=8)
    status = models.CharField("состояние", max_length=20, choices=Status.choices)
    why = models.CharField("почему", max_length=40, blank=True)
    text = models.TextField("текст", blank=True)
    buttons = models.JSONField("кнопки", default=list)
    numbered = models.BooleanField("кнопки сказаны строками", default=False)
    created_at = models.DateTimeField("создано")
    next_at = models.DateTimeField("не раньше", null=True)
    sending_at = models.DateTimeField("начали отправлять", null=True)
    sent_at = models.DateTimeField("отправлено", null=True)
    reached_at = models.DateTimeField("доставлено или прочитано", null=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="кто отнёс письмо"
    )
    tries = models.PositiveSmallIntegerField("попыток", default=0)
    doubtful = models.BooleanField("могло прийти дважды", default=False)
    foreign_id = models.CharField("номер в канале", max_length=120, blank=True)
    erased_at = models.DateTimeField("текст стёрт", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["address", "key"], name="channels_outbound_once"),
        )
        indexes = (
            models.Index(
                fields=["address", "id"],
                condition=Q(status__in=["created", "temporary-failure", "sending", "held"]),
                name="channels_outbound_waiting",
            ),
            models.Index(fields=["sent_at"], condition=Q(erased_at=None), name="channels_outbound_erase"),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.status}"


class Fetching(RegionModel):
    """The files of one update on their way from the channel to the room that keeps them.

    `waiting` until they are here; then `kept`, `refused` (by whoever keeps) or `lost` (the channel did not give them).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт"
        KEPT = "kept", "сохранено"
        REFUSED = "refused", "не принято"
        LOST = "lost", "канал не отдал"

    inbound = models.OneToOneField(InboundUpdate, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("что с файлом", max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField("почему", max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField("попыток", default=0)
    next_at = models.DateTimeField("не раньше")
    settled_at = models.DateTimeField("закончено", null=True)

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["next_at"], condition=Q(state="waiting"), name="channels_fetching_waiting"),)

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class Watched(RegionModel):
    """What the watch saw when it last looked at a bot: `kept`, `renewed`, or why it could not."""

    channel = models.CharField("канал", max_length=10, choices=ChannelName.choices)
    bot = models.CharField("бот", max_length=40, blank=True)
    told = models.CharField("что увидели", max_length=40)
    looked_at = models.DateTimeField("когда смотрели")
    since = models.DateTimeField("так с")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "channel", "bot"], name="channels_watched_once"),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.bot}: {self.told}"


class Bucket(models.Model):
    """How many calls a bot may still make at once; shared by all workers. It belongs to a bot, not to a person."""

    channel = models.CharField("канал", max_length=10)
    bot = models.CharField("бот", max_length=40, blank=True)
    tokens = models.FloatField("осталось")
    filled_at = models.DateTimeField("наполнено")
    shut_until = models.DateTimeField("канал просил подождать до", null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["channel", "bot"], name="channels_bucket_once"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.bot}"


class LinkCode(RegionModel):
    """A one-time code given at the office: whoever writes it from an address shows that the address is theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField("отпечаток", max_length=64)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("выдан")
    expires_at = models.DateTimeField("действует до")
    used_at = models.DateTimeField("использован", null=True)
    used_from = models.ForeignKey(Address, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("отозван", null=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "digest"], condition=Q(used_at=None, withdrawn_at=None), name="channels_code_open"
            ),
        )
        indexes = (models.Index(fields=["person"], name="channels_code_person"),)

    def __str__(self) -> str:
        return f"код {self.pk}"
