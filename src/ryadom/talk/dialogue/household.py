"""«Для кого?» and «Кто живёт с вами?» in a conversation: at most a handful of taps, children's births one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ryadom.people.api import BadValue, parse_value
from ryadom.talk.dialogue import ways
from ryadom.talk.dialogue.commands import plain
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.interview import Interview
from ryadom.talk.dialogue.shapes import Button
from ryadom.talk.family import names
from ryadom.talk.household import BIRTH, MOST_CHILDREN, Household, Who, packed, unborn, with_who
from ryadom.talk.models import ForWhom

STAGES = frozenset({"whom", "spouse", "children", "others", "born"})
_NUMBERS = {
    "нет": 0, "ни одного": 0, "ноль": 0, "один": 1, "одна": 1, "одно": 1, "двое": 2, "два": 2, "две": 2, "трое": 3,
    "три": 3, "четверо": 4, "четыре": 4, "пятеро": 5, "пять": 5, "шестеро": 6, "шесть": 6, "семеро": 7, "семь": 7,
}  # fmt: skip


def ask(course: Course, interview: Interview) -> bool:
    """Ask the next thing about the family; False when nothing is left to ask about it."""
    stage = _next(interview)
    if stage == "":
        return False
    course.keep(stage=stage)
    _ASK[stage](course, interview)
    return True


def _next(interview: Interview) -> str:
    if not interview.for_whom:
        return "whom"
    family = interview.family
    if family.stage == "who":
        hints = interview.hints
        return next((name for name in ("spouse", "children", "others") if name not in hints), "others")
    if family.stage == "children":
        return "born"
    return ""


def _whom(course: Course, interview: Interview) -> None:
    titles = {
        "self": _("Для себя"), "child": _("Для ребёнка"), "spouse": _("Для мужа или жены"),
        "parent": _("Для мамы или папы"), "other": _("Для другого человека"),
    }  # fmt: skip
    buttons = [course.button(title, f"w:{id}") for id, title in titles.items()]
    course.say(_("Несколько коротких вопросов. На любой можно ответить «не знаю». Для кого спрашиваете?"),
               buttons[0], (buttons[1], buttons[2]), (buttons[3], buttons[4]), *ways.offer(course),
               _more(course, skip=False))  # fmt: skip


def _spouse(course: Course, interview: Interview) -> None:
    course.say(
        _("Есть муж или жена, с кем живёте одной семьёй?"),
        (course.button(_("Да"), "f:yes"), course.button(_("Нет"), "f:no")),
        _more(course),
    )


def _children(course: Course, interview: Interview) -> None:
    buttons = [course.button(str(n), f"f:{n}") for n in range(7)]
    text = _("Сколько детей до 23 лет живёт с вами? Считайте и тех, кто под опекой. Если больше шести, напишите.")
    course.say(text, tuple(buttons[:4]), tuple(buttons[4:]), _more(course))


def _others(course: Course, interview: Interview) -> None:
    options = {"0": _("Больше никто"), "p1": _("Мама или папа"), "p2": _("Оба родителя"), "o1": _("Другой родственник")}
    buttons = [course.button(title, f"f:{id}") for id, title in options.items()]
    course.say(_("Кто ещё живёт с вами одной семьёй?"), buttons[0], (buttons[1], buttons[2]), buttons[3], _more(course))


def _born(course: Course, interview: Interview) -> None:
    child = next(one for one in interview.family.children if one.born is None and one.id not in _passed(interview))
    number = [one.id for one in interview.family.children].index(child.id) + 1
    many = len(interview.family.children)
    text = (
        _("Когда родился ребёнок? Напишите дату, например 27.03.2018.")
        if many == 1
        else _("Когда родился ребёнок %(n)s из %(many)s? Напишите дату, например 27.03.2018.")
        % {"n": number, "many": many}
    )
    course.say(text, course.button(_("Не знаю"), "skip"), _more(course, skip=False))


_ASK = {"whom": _whom, "spouse": _spouse, "children": _children, "others": _others, "born": _born}


def _more(course: Course, *, skip: bool = True) -> tuple[Button, ...]:
    row = [course.button(_("Почему спрашиваете?"), "why"), course.button(_("Назад"), "back")]
    return tuple([course.button(_("Не хочу говорить"), "silent"), *row] if skip else row)


def _passed(interview: Interview) -> list[str]:
    found: list[str] = interview.hints.get("passed", [])
    return found


def press(course: Course, code: str) -> bool:
    """A button of these questions."""
    from ryadom.talk.dialogue.entitled import interview_of

    interview, stage = interview_of(course), _next(interview_of(course))
    if code == "silent":
        interview.household = packed(Household(interview.family.members, "skipped"))
        _go_on(course, interview)
        return True
    if code.startswith("w:") and stage == "whom" and code[2:] in ForWhom.values:
        interview.for_whom = code[2:]
        _go_on(course, interview)
        return True
    if code.startswith("f:") and stage in ("spouse", "children", "others"):
        return _told(course, interview, stage, code[2:])
    return False


def _told(course: Course, interview: Interview, stage: str, value: str) -> bool:
    """One thing of the family; after the last, the family is laid out."""
    hints = dict(interview.hints)
    if stage == "spouse" and value in ("yes", "no"):
        hints["spouse"] = value == "yes"
    elif stage == "children" and value.isdigit() and int(value) <= MOST_CHILDREN:
        hints["children"] = int(value)
    elif stage == "others" and value in ("0", "p1", "p2", "o1"):
        hints["others"] = value
    else:
        return False
    interview.hints = hints
    if all(name in hints for name in ("spouse", "children", "others")):
        _lay_out(interview)
    _go_on(course, interview)
    return True


def _lay_out(interview: Interview) -> None:
    hints = interview.hints
    parents = {"p1": 1, "p2": 2}.get(hints["others"], 0)
    who = Who(hints["spouse"], hints["children"], parents, 1 if hints["others"] == "o1" else 0)
    interview.family = with_who(interview.family, who)


def typed(course: Course, text: str) -> bool:
    """Words where a button or a date was expected."""
    from ryadom.talk.dialogue.entitled import interview_of

    interview, stage, said = interview_of(course), _next(interview_of(course)), plain(text)
    if stage == "born":
        return _date(course, interview, text)
    if stage == "children":
        digits = said if said.isdigit() and len(said) <= 2 else str(_NUMBERS.get(said, ""))
        return bool(digits) and _told(course, interview, stage, digits)
    if stage == "spouse" and said in ("да", "есть", "нет", "нету"):
        return _told(course, interview, stage, "yes" if said in ("да", "есть") else "no")
    if stage == "others" and said in ("никто", "никого", "больше никто", "нет"):
        return _told(course, interview, stage, "0")
    return False


def _date(course: Course, interview: Interview, text: str) -> bool:
    try:
        born = parse_value(BIRTH, text.strip(), on=course.world.on)
    except BadValue as bad:
        if not any(sign.isdigit() for sign in text):
            return False  # it is no date at all: perhaps something else is meant
        course.missed = True
        course.change(misses=course.stack.misses + 1)
        course.say(unborn() if bad.name == "future" else bad.said(course.world.language))
        ask(course, interview)
        return True
    assert isinstance(born, date)
    child = next(one for one in interview.family.children if one.born is None and one.id not in _passed(interview))
    members = tuple(replace(one, born=born) if one.id == child.id else one for one in interview.family.members)
    interview.family = Household(members, "children")
    _next_child(course, interview)
    return True


def _next_child(course: Course, interview: Interview) -> None:
    family, passed = interview.family, _passed(interview)
    if all(one.born is not None or one.id in passed for one in family.children):
        interview.family = Household(family.members, "done")
        interview.hints = {name: value for name, value in interview.hints.items() if name != "passed"}
    _go_on(course, interview)


def skip(course: Course) -> None:
    """«Не знаю»: of a birth it is kept; of who lives there it leaves the family open."""
    from ryadom.talk.dialogue.entitled import interview_of

    interview = interview_of(course)
    if _next(interview) == "born":
        child = next(one for one in interview.family.children if one.born is None and one.id not in _passed(interview))
        interview.hints = {**interview.hints, "passed": [*_passed(interview), child.id]}
        _next_child(course, interview)
    elif _next(interview) == "whom":
        interview.for_whom = "self"
        _go_on(course, interview)
    else:
        interview.household = packed(Household(interview.family.members, "skipped"))
        _go_on(course, interview)


def _go_on(course: Course, interview: Interview) -> None:
    from ryadom.talk.dialogue import entitled

    entitled.take_hints(course, interview)
    course.change(told=interview.told())
    entitled.proceed(course)


def why(course: Course) -> None:
    """Why we ask who lives there."""
    from ryadom.talk.dialogue.entitled import interview_of

    course.say(_("От состава семьи зависит, какие меры подойдут и какой будет сумма. Можно не отвечать."))
    ask(course, interview_of(course))


def called(interview: Interview, person: str) -> str:
    """How one of the family is called; "" for who asks."""
    return "" if person in ("", "applicant") else names(interview).get(person, "")
