"""What is due, told in a conversation: sums and days first, why by the trace, what to do, what would change it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import handing, ways
from ryadom.talk.dialogue.course import Course, cut
from ryadom.talk.dialogue.interview import Interview
from ryadom.talk.dialogue.shapes import Button
from ryadom.talk.telling import TO_DO, ToldMeasure, Why, grouped
from ryadom.talk.telling import tell as tell_measure
from ryadom.ui import outcomes

SOON = timedelta(days=2 * 366)
SHOWN = 6
BUTTONS = 4
NO_SHOWN = 8
CHANGED = 8


def tell(course: Course, interview: Interview) -> None:
    """Everything that is due by what was told, the surest first."""
    groups, no = _grouped(course, interview)
    told = [one for _group, items in groups for one in items]
    course.keep(stage="results", ids=[one.id for one in told[:BUTTONS]], view="list")
    course.change(shown=tuple(f"{one.title}: {outcomes.told(one.outcome).word}. {one.amount}" for one in told[:SHOWN]))
    if not told:
        course.say(_("По вашим ответам среди мер для этой ситуации пока ничего не положено."))
    else:
        course.say(_("Вот что выходит по вашим ответам и правилам на сегодня. Окончательно решает ведомство."))
    left = SHOWN
    for outcome, items in groups:
        if left > 0:
            course.say(_group(outcome, items[:left]))
            left -= len(items)
    if len(told) > SHOWN:
        course.say(_("И ещё: %(n)s. Человек или страница покажут всё.") % {"n": len(told) - SHOWN})
    ways.look(course)
    course.say("", *_buttons(course, told, no))


def _grouped(course: Course, interview: Interview) -> tuple[list[tuple[str, list[ToldMeasure]]], list[ToldMeasure]]:
    book, world = course.world.book, course.world
    assert book is not None, "results come from a book"
    found = interview.results(book, world.on)
    return grouped(book, found.measures, world.language, interview.income_source, until=world.on + SOON)


def _group(outcome: str, items: list[ToldMeasure]) -> str:
    word = _("сначала сделайте") if outcome == TO_DO else str(outcomes.told(outcome).word)
    return "\n".join([f"{word[:1].upper()}{word[1:]}:", *(f"• {_line(one)}" for one in items)])


def _line(one: ToldMeasure) -> str:
    who = f" ({one.subject_name})" if one.subject_name and one.subject != "applicant" else ""
    amount = f" — {one.amount}" if one.amount else ""
    note = f" {one.amount_note}" if one.amount and one.amount_note else ""
    more = one.next_word or (one.ahead.words if one.ahead else "")
    asked = (
        _("Нужно знать: %(what)s.") % {"what": ", ".join([*dict.fromkeys(one.missing)][:3])}
        if one.outcome == "unknown" and one.missing
        else ""
    )
    return cut(" ".join(filter(None, (f"{one.title}{who}{amount}{note}.", more, asked))), 420)


def _buttons(course: Course, told: list[ToldMeasure], no: list[ToldMeasure]) -> list[tuple[Button, ...] | Button]:
    rows: list[tuple[Button, ...] | Button] = [
        course.button(_("Почему и что делать: %(title)s") % {"title": one.short or one.title}, f"m:{place}")
        for place, one in enumerate(told[:BUTTONS])
    ]
    if no:
        rows.append(course.button(_("Что не положено и почему"), "no"))
    rows += ways.offer(course)
    rows.append((course.button(_("Исправить ответ"), "change"), course.button(_("Спросить о другом"), "menu")))
    rows.append((course.button(_("Всё понятно, спасибо"), "done"), course.person()))
    return rows


def press(course: Course, code: str) -> bool:
    """A button under the results."""
    from ryadom.talk.dialogue.entitled import interview_of, proceed

    interview = interview_of(course)
    if code == "list":
        proceed(course)
    elif code == "no":
        _tell_no(course, interview)
    elif code == "change":
        _offer_change(course, interview)
    elif code == "done":
        _done(course)
    elif code[:2] == "m:" and code[2:].isdigit():
        return _detail(course, interview, int(code[2:]))
    elif code[:2] == "x:" and code[2:].isdigit():
        return _change(course, interview, int(code[2:]))
    elif code == "apply":
        _apply(course, interview)
    else:
        return False
    return True


def typed(course: Course, text: str) -> bool:
    """Words after the results are understood like any others."""
    return False


def why(course: Course) -> None:
    """«Почему?» after the results: the first of them, in full."""
    from ryadom.talk.dialogue.entitled import interview_of

    top = course.stack.top
    place = int(top.data.get("place", 0)) if top and top.data.get("view") == "one" else 0
    if not _detail(course, interview_of(course), place):
        _tell_no(course, interview_of(course))


def _detail(course: Course, interview: Interview, place: int) -> bool:
    top, world = course.stack.top, course.world
    ids = list(top.data.get("ids", [])) if top else []
    if not place < len(ids) or world.book is None:
        return False
    found = interview.results(world.book, world.on)
    one = next((answer for answer in found.measures if answer.id == ids[place]), None)
    if one is None:
        return False
    told = tell_measure(world.book, one, world.language, interview.income_source)
    course.keep(view="one", place=place, one=told.id)
    course.say(_head(told))
    if told.why:
        heading = _("Почему:") if told.outcome not in ("not_entitled", "closed") else _("Почему нет:")
        course.say("\n".join([heading, *(_why_line(line) for line in told.why[:8])]))
    if told.outcome not in ("not_entitled", "closed"):
        course.say(_what_to_do(told))
    rows = [course.button(_("Подать заявление"), "apply")] if _can_apply(told) else []
    course.say("", *rows, course.button(_("Назад к списку"), "list"),
               (course.button(_("Всё понятно, спасибо"), "done"), course.person()))  # fmt: skip
    return True


def _can_apply(told: ToldMeasure) -> bool:
    return told.outcome in ("entitled", "likely", "unknown", "failed")


def _head(told: ToldMeasure) -> str:
    word = str(outcomes.told(told.outcome, told.closed_on).word)
    lines = [f"{told.title}: {word}."]
    if told.amount:
        lines.append(f"{told.amount} {told.amount_note}".strip())
    elif told.amount_note:
        lines.append(told.amount_note)
    lines += [told.next_word, told.what_stands, told.ahead.words if told.ahead else ""]
    if told.sample:
        lines.append(_("Закон не сверен с текстом акта: это образец, проверит специалист."))
    return "\n".join(line for line in lines if line)


def _why_line(line: Why) -> str:
    mark = {"met": "✓", "likely": "✓", "not_met": "✗"}.get(line.state, "?")
    note = f": {line.note}" if line.note else ""
    law = f" [{line.law}]" if line.law else ""
    return cut(f"{mark} {line.text}{note}{law}", 260)


def _what_to_do(told: ToldMeasure) -> str:
    blocks = [" ".join(filter(None, (_("Решает: %(who)s.") % {"who": told.decided_by}, told.promise)))]
    if told.steps:
        steps = (cut(f"{n}. {step['title']}", 200) for n, step in enumerate(told.steps[:5], 1))
        blocks.append("\n".join([_("Что делать:"), *steps]))
    if told.bring:
        blocks.append(_("Возьмите с собой: %(papers)s.") % {"papers": cut("; ".join(told.bring[:5]), 400)})
    return "\n\n".join(blocks)


def _tell_no(course: Course, interview: Interview) -> None:
    _groups, no = _grouped(course, interview)
    lines = [cut(f"• {one.title}: {one.next_word or one.what_stands}".rstrip(": "), 300) for one in no[:NO_SHOWN]]
    course.say("\n".join([_("Сейчас не положено и почему:"), *lines]) if lines else _("Отказов среди мер нет."))
    course.say(_("Не согласны? Напишите «жалоба» или позовите человека."), course.button(_("Назад к списку"), "list"),
               course.person())  # fmt: skip


def _offer_change(course: Course, interview: Interview) -> None:
    """The answers given, the last first: one tap asks again."""
    pages = list(reversed(interview.trail))[:CHANGED]
    rows = [course.button(_label(course, page[0]), f"x:{n}") for n, page in enumerate(pages) if page]
    if not rows:
        course.say(_("Вопросов ещё не было. Начнём с семьи?"), course.button(_("Рассказать о семье заново"), "x:99"),
                   course.button(_("Назад к списку"), "list"))  # fmt: skip
        return
    course.say(_("Какой ответ исправить?"), *rows, course.button(_("Рассказать о семье заново"), "x:99"),
               course.button(_("Назад к списку"), "list"))  # fmt: skip


def _label(course: Course, ref: str) -> str:
    from ryadom.rules import api as rules
    from ryadom.rules.api import FactRef

    book, fact = course.world.book, FactRef.of(ref)
    if book is None or (not fact.prefix and fact.key not in book.facts):
        return fact.key
    return rules.question(book, rules.Family(book.region), fact).label.said(course.world.language)


def _change(course: Course, interview: Interview, place: int) -> bool:
    from ryadom.talk.dialogue.entitled import proceed

    pages = list(reversed(interview.trail))[:CHANGED]
    interview.enough = False
    if place == 99:
        interview.household, interview.hints = {}, {}
    elif place < len(pages):
        page = pages[place]
        interview.answers = {ref: entry for ref, entry in interview.answers.items() if ref not in page}
        interview.trail = [kept for kept in interview.trail if kept != page]
    else:
        return False
    course.change(told=interview.told())
    proceed(course)
    return True


def _apply(course: Course, interview: Interview) -> None:
    """Where an application is made: on the page with the same answers; a person helps where there is no page."""
    top = course.stack.top
    course.announce("apply", measure=str(top.data.get("one", "")) if top else "")
    course.say(
        _("Заявление подают на странице: ваши ответы туда перейдут. Если страницы под рукой нет, поможет человек."),
        course.button(_("Назад к списку"), "list"), course.person(),
    )  # fmt: skip


def _done(course: Course) -> None:
    handing.settle(course)
