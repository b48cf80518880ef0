"""Danger before anything else: whom to call at once, a person called, and one polite question for a false alarm."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.crisis import EMERGENCY, Danger
from ryadom.talk.dialogue import flows, hours
from ryadom.talk.dialogue.course import Course, cut
from ryadom.talk.dialogue.shapes import Lead, State
from ryadom.talk.dialogue.wanting import wants_person

CRISIS = "crisis"


def enter(course: Course, danger: Danger | str, text: str = "") -> None:
    """Hot lines at once, a person called, the truth about when one answers, and the one question."""
    again = course.stack.top is not None and course.stack.top.kind == CRISIS
    already = course.stack.state in (State.STAFF, State.WAITING)
    course.push(CRISIS, danger=str(danger), text=cut(text, 500), was=str(course.stack.state))
    course.change(danger=str(danger))
    if not again:
        course.announce("crisis_heard", danger=str(danger))
    if not already:
        course.change(state=State.WAITING)
        course.announce("asked_for_a_person", crisis=True)
    course.say(_comfort(str(danger)))
    course.say(phones(course, str(danger)))
    course.say(hours.crisis(course.world))
    _again(course)


def of_topic(lead: Lead) -> str:
    """The danger that a topic of crisis is about, by its name: crisis_suicide."""
    name = lead.topic.removeprefix("crisis_")
    return name if name in set(Danger) else str(Danger.VIOLENCE)


def _comfort(danger: str) -> str:
    if danger == Danger.LOST_CHILD:
        return _("Не ждите: искать начинают сразу. Позвоните прямо сейчас.")
    if danger == Danger.LIFE:
        return _("Позвоните 112 прямо сейчас: что случилось и где. Нашего ответа не ждите.")
    if danger == Danger.VIOLENCE:
        return _("Если опасно, уйдите туда, где есть люди, и звоните. Вы не виноваты.")
    if danger == Danger.SUICIDE:
        return _("Вы не одни. Поговорите с человеком, который умеет помогать. Позвоните прямо сейчас.")
    if danger == Danger.FOOD:
        return _("Вы не одни. Позвоните и скажите, что есть нечего.")
    return _("Вы не одни. Позвоните прямо сейчас.")


def phones(course: Course, danger: str) -> str:
    """The numbers to dial, the first first; 112 always."""
    lines = course.world.hotlines.get(danger) or (EMERGENCY,)
    return "\n".join(f"{line.phone} — {line.title}. {line.note}" for line in lines[:5])


def _again(course: Course) -> None:
    rows = (course.button(_("Да, нужна"), "now"), course.button(_("Нет, я в безопасности"), "safe"))
    course.say(_("Вам нужна помощь прямо сейчас?"), rows)


def press(course: Course, code: str) -> bool:
    """The answer to the one question."""
    top = course.stack.top
    if top is None or code not in ("now", "safe"):
        return False
    data = top.data
    course.pop()
    if code == "now":
        course.say(_("Дежурному передано. Пока он не ответил, звоните:"))
        course.say(phones(course, str(data["danger"])))
        course.say(hours.crisis(course.world), course.button(_("Я в безопасности, продолжить"), "bot"))
        return True
    course.change(danger="")
    course.announce("false_alarm", danger=str(data["danger"]))
    if data["was"] == State.STAFF:
        course.say(_("Хорошо. Спросил, потому что такие слова важно не пропустить."))
        return True
    course.change(state=State(data["was"]))
    if data["was"] == State.BOT:
        course.announce("person_left_queue")
    course.say(_("Хорошо. Спросил, потому что такие слова важно не пропустить."))
    _go_on(course, str(data["text"]))
    return True


def _go_on(course: Course, text: str) -> None:
    """What was said beside the danger is understood now."""
    from dataclasses import replace

    from ryadom.talk.dialogue import handing, opening, understanding

    hearing = course.world.ear.hear(text) if text else None
    if hearing is not None and wants_person(text):
        understanding.remember(course, replace(hearing, crisis=None), text)
        handing.ask(course)
    elif hearing is not None and hearing.guesses:
        understanding.understand(course, replace(hearing, crisis=None), text)
    else:
        flows.resume(course, opening.menu)


def _typed(course: Course, text: str) -> bool:
    from ryadom.talk.dialogue import commands

    said = commands.command(text)
    codes = {commands.YES: "now", commands.NO: "safe"}
    return said in codes and press(course, codes[said])


flows.register(CRISIS, flows.Flow(press, _typed, _again))
