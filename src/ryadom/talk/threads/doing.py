"""What a turn asked the house to do: told to other rooms, a case opened. May give a line more for the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.cases.api import Kind, Stage, Term, Words
from ryadom.people.api import system_actor
from ryadom.rules import api as rules
from ryadom.talk import events
from ryadom.talk.dialogue.shapes import Event, Stack, World
from ryadom.talk.dialogue.summing import summary
from ryadom.talk.threads import knowing, ringing, ways
from ryadom.talk.threads.models import Thread
from ryadom.ui import figures

ENQUIRY, BAD_ENDING = "enquiry", "bad-ending"
ENQUIRY_ANSWER = "enquiry-answer"  # calendar days, as practices enter them; not entered, nothing is promised
log = structlog.get_logger(__name__)

ENQUIRY_KIND = Kind(
    ENQUIRY,
    _n("Обращение"),
    (
        Stage("sent", _n("Принято"), _n("Обращение у нас.")),
        Stage("check", _n("Рассмотрение"), _n("Разбираемся и готовим ответ.")),
    ),
    {"answered": _n("ответ дан"), "closed": _n("закрыто")},
)
BAD_ENDING_KIND = Kind(
    BAD_ENDING,
    _n("Разговор закончился плохо"),
    (Stage("sent", _n("Ждёт руководителя"), _n("Руководитель читает разговор.")),),
    {"settled": _n("разобрались"), "closed": _n("закрыто")},
)
TOLD = Words(_n("Вы написали: %(text)s"), _n("Человек написал в чате: %(text)s"))
ENDED = Words("", _n("Оценка %(score)s из 5. Переписка: %(thread)s."))


def ending_of(thread: Thread) -> str:
    """The name of this ending of a thread: one that is closed again ends otherwise."""
    return f"talk:thread:{thread.token}:{thread.closed_at:%Y%m%d%H%M%S}" if thread.closed_at else ""


def do(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    """Do what a turn asked for. Gives a line more for the answer, "" for none."""
    act = _ACTS.get(event.name)
    return act(thread, event, world, stack, at) if act else ""


def _about(thread: Thread, at: datetime, account: int | None = None) -> dict[str, Any]:
    return {
        "region": thread.region, "at": at, "account_id": account, "thread": thread.token, "person": thread.person_id,
        "situation": thread.situation,
    }  # fmt: skip


def _asked(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    with override("ru"):  # staff read it, whatever language the person reads
        title = next((one.title for one in world.situations if one.id == stack.situation), stack.situation)
        told = summary(thread.region, stack, world.book, title).text
    events.announce(events.AskedForAPerson(**_about(thread, at), summary=told, crisis=bool(event.data.get("crisis"))))
    log.info("thread_asked_for_a_person", region=thread.region, crisis=bool(event.data.get("crisis")))
    return ""


def _left(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    events.announce(events.LeftTheQueue(**_about(thread, at)))
    return ""


def _call_back(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    data = event.data
    events.announce(events.CallBackAsked(**_about(thread, at), phone=data["phone"], when=data["when"]))
    return ""


def _crisis(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    events.announce(events.CrisisHeard(**_about(thread, at), danger=event.data["danger"]))
    ringing.call_first(thread, at)
    log.info("thread_crisis_heard", region=thread.region)
    return ""


def _false_alarm(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    events.announce(events.FalseAlarm(**_about(thread, at), danger=event.data["danger"]))
    return ""


def _settled(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    events.announce(
        events.ThreadClosed(
            **_about(thread, at), ending=ending_of(thread), by=str(event.data["by"]), staff=thread.staff_id
        )
    )
    return ""


def _enquiry(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    """A known person's words become a case with a number, and a promised day where the practices set a term."""
    if thread.person_id is None:
        return ""
    by = knowing.actor_of(thread.region, thread.person_id, stack.level)
    text = str(event.data["text"])
    case = cases.open_case(
        by=by, kind=ENQUIRY, title=_("Обращение из чата"), person=thread.person_id, channel="chat",
        calendar=rules.calendar_of(world.book), on=world.on, at=at, situation=thread.situation, term=_term(world),
    )  # fmt: skip
    cases.record(by=by, case=case.token, what="told", words=TOLD, values={"text": text}, on=world.on, at=at)
    promised = _(" Ответим до %(day)s.") % {"day": figures.day(case.promised_on)} if case.promised_on else ""
    letters = cases.code_of(thread.region, case.number)
    ask = _(" Узнать о нём по телефону: назовите номер и буквы %(letters)s.") % {"letters": letters}
    return _("Номер обращения: %(number)s.") % {"number": case.number} + (promised or _no_term()) + ask


def _no_term() -> str:
    return _(" Срок ответа регион ещё не внёс: спросите, когда ждать.")


def _term(world: World) -> Term | None:
    days = rules.whole_number(world.book, ENQUIRY_ANSWER, world.on) if world.book else None
    return None if days is None else Term(days, working=False)


def _way_begun(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    data = event.data
    return ways.begin(thread, stack.level, str(data["way"]), str(data["whose"]), world.on, at)


def _ways_asked(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    return ways.told(thread, stack.level, world.on) or _("Своего пути у вас пока нет. Выберите, что случилось.")


def _surveyed(thread: Thread, event: Event, world: World, stack: Stack, at: datetime) -> str:
    score = int(event.data["score"])
    events.announce(
        events.SurveyAnswered(**_about(thread, at), ending=ending_of(thread), score=score, staff=thread.staff_id)
    )
    if event.data["bad"] and thread.review_at is None:
        thread.review_at = at
        case = _bad_ending(thread, world, score, at)
        events.announce(events.EndedBadly(**_about(thread, at), score=score, case=case))
    return ""


def _bad_ending(thread: Thread, world: World, score: int, at: datetime) -> UUID | None:
    """A case for the head, where the person is known; a thread of somebody unknown is listed for review alone."""
    if thread.person_id is None:
        return None
    by = system_actor(region=thread.region, reason="a low answer after a thread")
    with override("ru"):
        case = cases.open_case(
            by=by, kind=BAD_ENDING, title=_("Разговор в чате: оценка %(score)s из 5") % {"score": score},
            person=thread.person_id, channel="chat", calendar=rules.calendar_of(world.book), on=world.on, at=at,
            situation=thread.situation, helper=thread.staff_id,
        )  # fmt: skip
    cases.record(
        by=by, case=case.token, what="ended", words=ENDED, values={"score": str(score), "thread": thread.token},
        on=world.on, at=at,
    )  # fmt: skip
    return case.token


_ACTS = {
    "asked_for_a_person": _asked, "person_left_queue": _left, "call_back": _call_back, "crisis_heard": _crisis,
    "false_alarm": _false_alarm, "settled": _settled, "appeal_told": _enquiry, "survey_answered": _surveyed,
    "way_begun": _way_begun, "ways_asked": _ways_asked,
}  # fmt: skip
