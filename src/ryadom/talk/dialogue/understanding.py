"""A sentence in a person's own words: at most three guesses as buttons, «другое», «человек»; facts shown back for one
tap. Nothing is guessed silently.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows, leading, opening
from ryadom.talk.dialogue.course import Course, cut
from ryadom.talk.dialogue.shapes import Button, Guess, Hearing, Lead
from ryadom.talk.hearing.shapes import MOST_GUESSES

CHOOSING = "choosing"
UNSURE = 0.35  # of scope: below it the sentence is hardly about what we can do


def understand(course: Course, hearing: Hearing, text: str) -> None:
    """Offer what the sentence may mean, or say honestly that it was not understood."""
    from ryadom.talk.dialogue import entitled

    guesses = [one for one in _with_meant(course, hearing) if lead_of(course, one.topic) is not None]
    facts = [one for one in said_facts(hearing) if not _hold(course) or entitled.usable(course, one)]
    if not course.stack.said_first and text:
        course.change(said_first=cut(text, 300))
    if not guesses:
        if facts and _hold(course):
            _confirm(course, facts)
            return
        miss(course)
        return
    options = [{"topic": one.topic, "title": one.title} for one in guesses]
    course.drop(opening.MENU)
    course.push(CHOOSING, options=options, facts=facts)
    _offer(course, hearing, guesses[0].near)


def _with_meant(course: Course, hearing: Hearing) -> tuple[Guess, ...]:
    """Our own guesses; a topic that was chosen outside stands first among them, and is a button like them."""
    lead = lead_of(course, course.heard.meant) if course.heard.meant else None
    if lead is None:
        return hearing.guesses
    others = tuple(one for one in hearing.guesses if one.topic != lead.topic)
    return (Guess(lead.topic, lead.title, 1.0, ""), *others)[:MOST_GUESSES]


def remember(course: Course, hearing: Hearing, text: str) -> None:
    """Keep what a sentence says beside its call for a person: for the colleague, and for when the bot goes on."""
    from ryadom.talk.dialogue import entitled

    if not course.stack.said_first and text:
        course.change(said_first=cut(text, 300))
    guesses = [one for one in hearing.guesses if _of_a_matter(course, one.topic)]
    facts = said_facts(hearing)
    entitled.note(course, facts)
    if not guesses or hearing.scope < UNSURE:
        return
    entitled.perhaps(course, guesses[0].title)
    if not _hold(course):
        course.drop(opening.MENU)
        course.push(CHOOSING, options=[{"topic": one.topic, "title": one.title} for one in guesses], facts=facts)


def _of_a_matter(course: Course, topic: str) -> bool:
    lead = lead_of(course, topic)
    return lead is not None and (lead.kind, lead.to) not in _NO_MATTER


_NO_MATTER = frozenset({("do", one) for one in ("person", "call_back", "greeting", "survey", "outside", "crisis")})


def said_facts(hearing: Hearing) -> list[dict[str, Any]]:
    """The facts of a sentence as a frame keeps them."""
    return [
        {"fact": one.fact, "value": plain(one.value), "whose": one.whose, "words": one.words} for one in hearing.facts
    ]


def plain(value: Any) -> Any:
    """A heard value as JSON, and as a person would type it."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value) if isinstance(value, (Decimal, float)) else value


def lead_of(course: Course, topic: str) -> Lead | None:
    """Where a topic leads in this region."""
    return course.world.leads.get(topic)


def _hold(course: Course) -> bool:
    """Whether facts alone say something: an interview is under way."""
    return any(frame.kind == "entitled" for frame in course.stack.frames)


def _confirm(course: Course, facts: list[dict[str, Any]]) -> None:
    from ryadom.talk.dialogue import confirming

    confirming.enter(course, facts, then="")


def _offer(course: Course, hearing: Hearing, near: str) -> None:
    lines = []
    if hearing.scope < UNSURE:
        lines.append(_("Не уверен, что это ко мне. Ближе всего вот что:"))
    else:
        lines.append(_("Правильно понял? Выберите."))
    if near:
        lines.append(_("Понял как: «%(near)s».") % {"near": cut(near, 120)})
    for aside in hearing.set_aside[:1]:
        told = {"said": aside.because.words, "title": aside.title}
        lines.append(_("Вы сказали: «%(said)s». Поэтому «%(title)s» ниже.") % told)
    course.say("\n".join(lines), *_rows(course))


def _rows(course: Course) -> list[tuple[Button, ...] | Button]:
    top = course.stack.top
    options = top.data["options"] if top else []
    rows: list[tuple[Button, ...] | Button] = [
        course.button(one["title"], f"t{place}") for place, one in enumerate(options)
    ]
    below = course.stack.frames[:-1]
    if below and below[-1].kind == "entitled":
        rows.append(course.button(_("Вернуться к вопросу"), "return"))
    rows.append((course.button(_("Другое"), "other"), course.person()))
    return rows


def _again(course: Course) -> None:
    course.say(_("Правильно понял? Выберите."), *_rows(course))


def _press(course: Course, code: str) -> bool:
    top = course.stack.top
    if top is None:
        return False
    if code == "other":
        course.pop()
        course.say(_("Скажите другими словами или выберите."))
        opening.menu(course)
        return True
    if code == "return":
        course.pop()
        flows.resume(course, opening.menu)
        return True
    options, facts = top.data["options"], top.data["facts"]
    place = int(code[1:]) if code[:1] == "t" and code[1:].isdigit() else -1
    if not 0 <= place < len(options):
        return False
    course.pop()
    _chosen(course, options[place]["topic"], facts)
    return True


def _chosen(course: Course, topic: str, facts: list[dict[str, Any]]) -> None:
    from ryadom.talk.dialogue import confirming, entitled

    lead = lead_of(course, topic)
    if lead is None:
        opening.menu(course)
    elif lead.kind in ("situation", "measure"):
        usable = [one for one in facts if entitled.usable(course, one)]
        entitled.note(course, [one for one in facts if one not in usable])
        if usable:
            confirming.enter(course, usable, then=topic)
        else:
            leading.follow(course, lead)
    else:
        leading.follow(course, lead)


def miss(course: Course) -> None:
    """It was not understood: once, other words and the question again; twice, a person is offered first."""
    misses = course.stack.misses + 1
    course.change(misses=misses)
    course.missed = True
    flow = flows.flow_of(course)
    if course.world.language != "ru":  # what it learnt are Russian sentences
        course.say(_("Фразы понимаю пока только по-русски. На других языках выручают кнопки."))
    if misses >= 2:
        course.say(_("Я снова не понял. Не мучайтесь: позову человека, он прочтёт всё, что вы написали."))
        course.say("", course.person(), course.button(_("Показать, что я умею"), "menu"))
    elif flow is not None and flow.returns:
        course.say(_("Не понял. Ответьте, пожалуйста, на вопрос или нажмите кнопку."))
        flow.again(course)
    else:
        course.say(_("Не понял. Скажите другими словами, коротко, или выберите."))
        opening.menu(course)


flows.register(CHOOSING, flows.Flow(_press, flows.not_typed, _again))
