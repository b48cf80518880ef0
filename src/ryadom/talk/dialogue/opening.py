"""The beginning: who speaks, what can be asked, situations to choose from. Buttons alone lead everywhere from here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.shapes import ANONYMOUS, Button, Lead

MENU, TOPICS = "menu", "topics"
PAGE = 6


def greet(course: Course) -> None:
    """The first words of a thread: that it is a program, what it does, that a person is near."""
    if course.stack.greeted:
        menu(course)
        return
    course.change(greeted=True)
    text = _(
        "Здравствуйте. Я помощник «Рядом», программа. Напишите одной фразой, что случилось, или выберите. "
        "Скажу, что вам положено, сколько и что делать."
    )
    course.say(text, *_page(course, 0))
    if course.stack.level == ANONYMOUS:
        course.say(_("Имя называть не нужно: это консультация. Коды и номера карт не спрашиваем."))


def menu(course: Course, page: int = 0) -> None:
    """The situations of the region, a page at a time, and what else there is."""
    course.say(_("Что случилось? Напишите или выберите."), *_page(course, page))


def _page(course: Course, page: int) -> list[tuple[Button, ...] | Button]:
    found = course.world.situations
    pages = max(1, -(-len(found) // PAGE))
    page %= pages
    course.drop(MENU)
    course.push(MENU, page=page)
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows: list[tuple[Button, ...] | Button] = [course.button(one.title, f"s:{one.id}") for one in shown]
    if pages > 1:
        rows.append(course.button(_("Другие ситуации"), "more"))
    if _others(course):
        rows.append(course.button(_("Другие темы"), "topics"))
    rows.append((course.button(_("Моё заявление"), "status"), course.button(_("Перезвоните мне"), "call")))
    rows.append((course.button(_("Жалоба или обращение"), "complaint"), course.person()))
    return rows


_IN_THE_MENU = frozenset({"person", "call_back", "status", "complaint", "appeal", "greeting", "crisis", "outside"})


def _others(course: Course) -> list[Lead]:
    """Topics to which no situation and no button of the menu leads, by title."""
    here = {one.id for one in course.world.situations}
    found = (
        one
        for one in course.world.leads.values()
        if not (one.kind == "situation" and one.to in here) and not (one.kind == "do" and one.to in _IN_THE_MENU)
    )
    return sorted(found, key=lambda one: (one.title, one.topic))


def topics(course: Course, page: int = 0) -> None:
    """What else one may ask about, a page at a time: so that nothing needs to be typed."""
    found = _others(course)
    pages = max(1, -(-len(found) // PAGE))
    page %= pages
    course.drop(MENU)
    course.drop(TOPICS)
    course.push(TOPICS, page=page)
    rows: list[tuple[Button, ...] | Button] = [
        course.button(one.title, f"l:{one.topic}") for one in found[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        rows.append(course.button(_("Ещё темы"), "more"))
    course.say(_("О чём спросить?"), *rows, (course.button(_("Назад"), "menu"), course.person()))


def _press_topic(course: Course, code: str) -> bool:
    from ryadom.talk.dialogue import leading

    top = course.stack.top
    if code == "more":
        topics(course, int(top.data.get("page", 0)) + 1 if top else 0)
        return True
    lead = course.world.leads.get(code[2:]) if code.startswith("l:") else None
    if lead is None:
        return False
    course.drop(TOPICS)
    leading.follow(course, lead)
    return True


def _press(course: Course, code: str) -> bool:
    from ryadom.talk.dialogue import leading

    top = course.stack.top
    if code == "more":
        menu(course, int(top.data.get("page", 0)) + 1 if top else 0)
        return True
    if code == "topics":
        topics(course)
        return True
    kind, _colon, id = code.partition(":")
    if kind == "s" and any(one.id == id for one in course.world.situations):
        course.drop(MENU)
        leading.situation(course, id)
        return True
    return leading.does(course, code)


flows.register(TOPICS, flows.Flow(_press_topic, flows.not_typed, topics))
flows.register(MENU, flows.Flow(_press, flows.not_typed, menu))
