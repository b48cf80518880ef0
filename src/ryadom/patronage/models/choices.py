"""The words in which this room's rows may stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a curator may be beside a family."""

    CONSENT = "consent", _("согласие")
    LAW = "law", _("по закону")
    OVERRIDE = "override", _("без согласия, причина записана")


class Ended(models.TextChoices):
    """How a curator stopped being beside a family."""

    TRANSFERRED = "transferred", _("передана другому куратору")
    ASKED = "asked", _("семья попросила")
    WITHDRAWN = "withdrawn", _("согласие отозвано")
    SETTLED = "settled", _("помощь больше не нужна")
    MOVED = "moved", _("семья уехала")
    REASSIGNED = "reassigned", _("назначен другой куратор")


class Away(models.TextChoices):
    """Why a curator is away; what illness it is nobody writes."""

    LEAVE = "leave", _("отпуск")
    SICK = "sick", _("болезнь")
    STUDY = "study", _("учёба")
    OTHER = "other", _("другое")


class Source(models.TextChoices):
    """From whom a need came."""

    SELF = "self", _("от самой семьи")
    NEIGHBOUR = "neighbour", _("от соседей или родных")
    CURATOR = "curator", _("заметил куратор")
    THREAD = "thread", _("из переписки")


class NeedState(models.TextChoices):
    OPEN = "open", _("нужна помощь")
    ANSWERED = "answered", _("помогли")
    WITHDRAWN = "withdrawn", _("больше не нужно")


class Way(models.TextChoices):
    """How one was in touch."""

    CALL = "call", _("звонок")
    VISIT = "visit", _("визит")
    MESSAGE = "message", _("сообщение")
    OFFICE = "office", _("приём")


class Reached(models.TextChoices):
    """How a contact came out."""

    TALKED = "talked", _("поговорили")
    NO_ANSWER = "no_answer", _("не ответили")
    BUSY = "busy", _("просили позже")
    NO_CALLS = "no_calls", _("просили не звонить")


class Why(models.TextChoices):
    """Why a family stands in the plan of a day; the order is the order of the plan."""

    PROMISED = "promised", _("обещали связаться")
    GAINED = "gained", _("появилось право")
    AHEAD = "ahead", _("скоро изменится")
    LONG_AGO = "long_ago", _("давно не говорили")


class Planned(models.TextChoices):
    OPEN = "open", _("позвонить")
    DONE = "done", _("сделано")
    DROPPED = "dropped", _("не нужно")


class Move(models.TextChoices):
    """What is done with a family between people and bodies."""

    ASSIGN = "assign", _("назначение")
    REFER = "refer", _("направление")
    TRANSFER = "transfer", _("передача")
    REVOKE = "revoke", _("прекращение")


class MoveState(models.TextChoices):
    ASKED = "asked", _("ждёт ответа")
    ACCEPTED = "accepted", _("принято")
    REFUSED = "refused", _("не приняли")
    DONE = "done", _("сделано")
    REVOKED = "revoked", _("отозвано")


class Priority(models.IntegerChoices):
    """The smaller comes first: danger never waits behind a question."""

    CRISIS = 0, _("опасность")
    NEED = 5, _("потребность")
    USUAL = 9, _("вопрос")


class EntryState(models.TextChoices):
    WAITING = "waiting", _("ждёт")
    TAKEN = "taken", _("отвечают")
    CLOSED = "closed", _("закрыто")
