"""«Могу показать путь по шагам»: the steps of a life situation in the conversation, a copy of one's own, and its moves.

Anybody may look: by what was told here every step is for them, not for them, or «если …». To keep a path under a name
one must be known for sure and say yes to it; for somebody else, be allowed to act for them.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course, cut
from ryadom.talk.dialogue.shapes import IDENTIFIED, Button, State, Way, WayStep
from ryadom.talk.family import family_of

WAY = "way"
SHOWN = 9  # steps told in one message; the page tells all
OPEN, AHEAD, DONE = "open", "ahead", "done"


def of_situation(course: Course, situation: str) -> Way | None:
    """The path that a life situation has, None where it has none."""
    found = course.world.ways.all().values() if course.world.ways and situation else ()
    return next((one for one in found if one.situation == situation), None)


def known(course: Course, id: str) -> Way | None:
    """The path by its id."""
    return course.world.ways.all().get(id) if course.world.ways else None


def enter(course: Course, id: str) -> bool:
    """Show the steps; False where the region has no such path."""
    if known(course, id) is None:
        return False
    course.push(WAY, way=id, stage="steps")
    _again(course)
    return True


def offer(course: Course) -> list[Button]:
    """The button of the path of the situation that is talked about, none where there is no path."""
    found = of_situation(course, course.stack.situation)
    return [course.button(_("Показать путь по шагам"), "way")] if found else []


def pressed(course: Course) -> bool:
    """The button of `offer`."""
    found = of_situation(course, course.stack.situation)
    return found is not None and enter(course, found.id)


def _steps(course: Course, id: str) -> tuple[WayStep, ...]:
    from ryadom.talk.dialogue.entitled import interview_of

    interview = interview_of(course)
    assert course.world.ways is not None, "a path is known only where there are paths"
    return course.world.ways.steps(id, family_of(interview, interview.incomes))


def _again(course: Course) -> None:
    top = course.stack.top
    data = top.data if top else {}
    {"steps": _show, "whose": _whose, "agree": _agree}[str(data.get("stage", "steps"))](course)


def _show(course: Course) -> None:
    top = course.stack.top
    way = known(course, str(top.data["way"])) if top else None
    if way is None:  # another edition of the practices has come meanwhile
        course.pop()
        flows.resume(course, _menu)
        return
    steps = _steps(course, way.id)
    _remember(course, way.id, steps)
    for_them = [one for one in steps if one.state != "not_yours"]
    lines = [_line(place, one) for place, one in enumerate(for_them[:SHOWN], 1)]
    if len(for_them) > SHOWN:
        lines.append(_("И ещё шагов: %(n)s.") % {"n": len(for_them) - SHOWN})
    course.say(_("Путь «%(title)s» по шагам:") % {"title": way.title})
    course.say("\n".join(lines))
    rows: list[tuple[Button, ...] | Button] = [course.button(_("Начать свой путь"), "begin")]
    if way.situation and any(one.id == way.situation for one in course.world.situations):
        rows.append(course.button(_("Что мне положено"), "due"))
    course.say("", *rows, (course.button(_("Назад"), "back"), course.person()))


def _line(place: int, one: WayStep) -> str:
    mark = " ✓" if one.state == DONE else ""
    perhaps = f" — {one.perhaps}" if one.perhaps else ""
    return cut(f"{place}. {one.title} ({one.who}){perhaps}{mark}", 240)


def _remember(course: Course, id: str, steps: tuple[WayStep, ...]) -> None:
    course.change(way=id, way_open=tuple(one.id for one in steps if one.state == OPEN))


def _whose(course: Course) -> None:
    rows = [course.button(_("Для меня"), "w:me")]
    rows += [course.button(one.name, f"w:{place}") for place, one in enumerate(course.world.acts_for)]
    course.say(_("Чей это будет путь?"), *rows, course.button(_("Не нужно"), "stop"))


def _agree(course: Course) -> None:
    top = course.stack.top
    name = str(top.data.get("name", "")) if top else ""
    text = (
        _("Сохраню путь под именем: %(name)s. Его увидите вы и сотрудники, которые вам помогают.") % {"name": name}
        if name
        else _("Сохраню путь под вашим именем. Его увидите вы и сотрудники, которые вам помогают.")
    )
    course.say(
        " ".join((text, _("Бросить можно в любой день. Начинаем?"))),
        (course.button(_("Да, начать"), "yes"), course.button(_("Нет"), "no")), course.person(),
    )  # fmt: skip


def _press(course: Course, code: str) -> bool:
    top = course.stack.top
    assert top is not None, "pressed on the frame"
    stage = top.data.get("stage")
    if stage == "steps" and code == "begin":
        _begin(course)
    elif stage == "steps" and code == "due":
        _due(course)
    elif stage == "whose" and code.startswith("w:"):
        return _chosen(course, code[2:])
    elif stage == "agree" and code == "yes":
        _begun(course)
    elif stage == "agree" and code == "no":
        course.keep(stage="steps")
        course.say(_("Хорошо, не сохраняю."))
        _again(course)
    else:
        return False
    return True


def _begin(course: Course) -> None:
    """Whose it will be, where one acts for others; without a name there is nobody to keep it for."""
    if course.stack.level != IDENTIFIED:
        course.announce("sign_in")
        course.say(
            _(
                "Свой путь храним под именем, поэтому сначала войдите на сайте по коду из отделения или МФЦ. "
                "Смотреть шаги можно и без входа."
            ),
            course.button(_("Показать шаги ещё раз"), "again"),
            course.button(_("Спросить о другом"), "menu"),
            course.person(),
        )
        return
    course.keep(stage="whose" if course.world.acts_for else "agree")
    _again(course)


def _chosen(course: Course, code: str) -> bool:
    if code == "me":
        course.keep(stage="agree", whose="", name="")
    elif code.isdigit() and int(code) < len(course.world.acts_for):
        one = course.world.acts_for[int(code)]
        course.keep(stage="agree", whose=one.key, name=one.name)
    else:
        return False
    _again(course)
    return True


def _begun(course: Course) -> None:
    top = course.stack.top
    assert top is not None, "pressed on the frame"
    course.pop()
    course.announce("way_begun", way=str(top.data["way"]), whose=str(top.data.get("whose", "")))
    course.say(_("Когда придут новые сведения или решение, путь сдвинется сам, и я об этом напишу."))
    flows.resume(course, _what_else)


def _due(course: Course) -> None:
    """From the steps to what is due in the same situation."""
    from ryadom.talk.dialogue import leading

    top = course.stack.top
    way = known(course, str(top.data["way"])) if top else None
    course.pop()
    under_way = course.stack.top is not None and course.stack.top.kind == "entitled"
    if way is None or (under_way and course.stack.situation == way.situation):
        flows.resume(course, _menu)
    else:
        leading.situation(course, way.situation)


def _back(course: Course) -> None:
    top = course.stack.top
    if top is not None and top.data.get("stage") != "steps":
        course.keep(stage="steps")
        _again(course)
        return
    course.pop()
    flows.resume(course, _menu)


def _menu(course: Course) -> None:
    from ryadom.talk.dialogue import opening

    opening.menu(course)


def _what_else(course: Course) -> None:
    course.say("", (course.button(_("Спросить о другом"), "menu"), course.person()))


def look(course: Course) -> None:
    """Say how the path that was shown has moved by what was told since; silent where it has not."""
    way = known(course, course.stack.way) if course.stack.way else None
    if way is None:
        return
    before, steps = course.stack.way_open, _steps(course, way.id)
    fresh = [one.title for one in steps if one.state == OPEN and one.id not in before]
    gone = [one.title for one in steps if one.state != OPEN and one.id in before]
    _remember(course, way.id, steps)
    lines = [_("Теперь можно: %(what)s.") % {"what": "; ".join(fresh)}] if fresh else []
    lines += [_("Больше не нужно или уже сделано: %(what)s.") % {"what": "; ".join(gone)}] if gone else []
    if lines:
        course.say("\n".join([_("Путь «%(title)s» сдвинулся.") % {"title": way.title}, *lines]))


def asked(course: Course) -> None:
    """«Мой путь»: one's own paths as they stand, or the steps of what is talked about."""
    if course.stack.level == IDENTIFIED:
        course.announce("ways_asked")
        course.say(_("Смотрю ваши пути."))
        flows.resume(course, _what_else)
    elif not ((course.stack.way and enter(course, course.stack.way)) or pressed(course)):
        course.say(_("Выберите, что случилось, и я покажу путь по шагам."))
        _menu(course)


def told(course: Course) -> None:
    """The house says that facts or a decision have opened steps of the person's own path. Beside a colleague who
    answers the bot stays silent: the page of paths shows it as well.
    """
    kept = course.heard.moved
    if kept is None or course.stack.state is State.STAFF:
        return
    title, steps, whose = str(kept["title"]), "; ".join(kept["steps"]), str(kept.get("whose", ""))
    head = (
        _("Путь «%(title)s» сдвинулся: %(whose)s.") % {"title": title, "whose": whose}
        if whose
        else _("Ваш путь «%(title)s» сдвинулся.") % {"title": title}
    )
    course.say("\n".join((head, _("Теперь можно: %(what)s.") % {"what": steps})))
    if course.stack.state is State.BOT:
        flows.resume(course, _what_else)


flows.register(WAY, flows.Flow(_press, flows.not_typed, _again, back=_back, returns=True))
