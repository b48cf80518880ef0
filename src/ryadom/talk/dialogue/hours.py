"""When a person answers, said truthfully: what the region has entered, and that nothing is where nothing is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ryadom.regions.clock import local
from ryadom.talk.dialogue.shapes import Desk, Heard, QueuePlace, Sort, Stack, State, World
from ryadom.ui import figures


def foot(world: World, stack: Stack) -> str:
    """The line under every answer: when a person answers."""
    if stack.state is State.STAFF:
        return _("Отвечает %(name)s.") % {"name": stack.staff}
    if stack.state is State.WAITING:
        return waiting(world)
    if stack.state is State.CLOSED:
        return _("Разговор закрыт. Напишите, и он продолжится.")
    return _("Человек: %(when)s") % {"when": when(world)}


def sent_foot(world: World, before: Stack, heard: Heard, foot: str) -> str:
    """The line as a messenger is sent it, where what was said before stays in sight: a time comes with every answer,
    but that no hours are entered is said once, and a colleague who comes is named by the answer itself.
    """
    named = heard.sort is Sort.TOOK
    again = foot == before.foot and before.state is State.BOT and not world.desk.entered
    return "" if named or again else foot


def when(world: World) -> str:
    """When somebody would answer who is asked for now."""
    desk = world.desk
    if not desk.entered:
        return _("часы ответа регион ещё не внёс.") + _phone(desk)
    if desk.open_now:
        if desk.within is not None:
            return _("ответит за %(time)s.") % {"time": minutes(desk.within)}
        until = clock(world, desk.closes_at)
        return _("ответит сегодня до %(time)s.") % {"time": until} if until else _("отвечает сейчас.")
    if desk.opens_at is not None:
        return _("ответит %(day)s, с %(time)s.") % {
            "day": day(world, desk.opens_at), "time": clock(world, desk.opens_at),
        } + _phone(desk)  # fmt: skip
    return _("сейчас не отвечает.") + _phone(desk)


def waiting(world: World) -> str:
    """Where a waiting person stands: the place, and by when they are answered."""
    place = world.place
    if place is None:
        return _("Человек: %(when)s") % {"when": when(world)}
    said = _("Вы %(n)s в очереди.") % {"n": f"{place.place}-й"} if place.place > 1 else _("Вы первый в очереди.")
    return f"{said} {_promise(world, place)}".strip()


def _promise(world: World, place: QueuePlace) -> str:
    if place.waits_until is not None:
        return _("Ответят до %(time)s, %(day)s.") % {
            "time": clock(world, place.waits_until), "day": day(world, place.waits_until),
        }  # fmt: skip
    if not place.open_now and place.opens_at is not None:
        return _("Начнут отвечать %(day)s с %(time)s.") % {
            "day": day(world, place.opens_at), "time": clock(world, place.opens_at),
        }  # fmt: skip
    return _("Человек: %(when)s") % {"when": when(world)}


def _phone(desk: Desk) -> str:
    if not desk.phone:
        return ""
    hours = f" ({desk.hours})" if desk.hours else ""
    return " " + _("Телефон: %(phone)s%(hours)s.") % {"phone": figures.phone(desk.phone), "hours": hours}


def clock(world: World, at: datetime | None) -> str:
    """«14:30» on the region's clock."""
    return f"{local(at, world.region):%H:%M}" if at else ""


def day(world: World, at: datetime) -> str:
    """«сегодня», «завтра», or the day."""
    on = local(at, world.region).date()
    away = (on - world.on).days
    return _("сегодня") if away == 0 else _("завтра") if away == 1 else figures.day(on)


def minutes(count: int) -> str:
    """«15 минут», «2 часа»."""
    if count % 60 == 0 and count >= 60:
        return figures.counted(count // 60, _("час/часа/часов"))
    return figures.counted(count, _("минуту/минуты/минут"))


def crisis(world: World) -> str:
    """When a person answers somebody in danger: only what was promised, and first whom to call at once."""
    desk = world.desk
    if not desk.crisis_now:
        return _nobody(world)
    who = f" ({desk.duty_name})" if desk.duty_name else ""
    phone = _(" Телефон дежурного: %(phone)s.") % {"phone": figures.phone(desk.duty_phone)} if desk.duty_phone else ""
    if desk.crisis_within is not None:
        said = _("Ваше сообщение передано дежурному%(who)s, он ответит здесь за %(time)s.")
        return said % {"who": who, "time": minutes(desk.crisis_within)} + phone
    said = _("Ваше сообщение передано дежурному%(who)s. Когда он ответит, обещать не можем, поэтому сначала позвоните.")
    return said % {"who": who} + phone


def _nobody(world: World) -> str:
    """Nobody is on duty: that is said, with when somebody will be."""
    opens = world.desk.duty_opens_at
    if not world.desk.rota:
        return _("Дежурства в этом чате сейчас нет. Здесь могут ответить не сразу, поэтому позвоните.")
    if opens is None:
        return _("Сейчас никто не дежурит. Здесь могут ответить не сразу, поэтому позвоните.")
    return _("Сейчас никто не дежурит, дежурство начнётся %(day)s в %(time)s. Не ждите его, позвоните.") % {
        "day": day(world, opens), "time": clock(world, opens),
    }  # fmt: skip
