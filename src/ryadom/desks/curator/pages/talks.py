"""One conversation, whatever the channels: who it is, what they told and were answered, and the word to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from ryadom.desks.curator import channelwords, keys, may, reading
from ryadom.desks.curator.visit import Missing, Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.rules.api import Rulebook
from ryadom.talk import api as talk

FACTS = 7  # on one screen beside the conversation; the others open by a press


@require_GET
@staff_page(may.runs_curators)
def conversation(request: HttpRequest, thread: str) -> HttpResponse:
    """The thread with the screen for who takes it. Looking at it leaves a line."""
    return _show(request, visit_of(request), thread)


def _show(
    request: HttpRequest, visit: Visit, token: str, *, error: str = "", text: str = "", status: int = 200
) -> HttpResponse:
    found = talk.thread(region=visit.region, token=token, language=visit.language, delivery=True)
    ways = talk.reach(region=visit.region, thread=found)
    entry = patronage.entry(by=visit.by, thread=token, **visit.when)
    person = people.person(region=visit.region, id=found.person) if found.person else None
    if person:
        reading.for_list(request, visit, [person.id], what="thread")
    care = patronage.of_person(by=visit.by, person=person.id, on=visit.on) if person else None
    titles = channelwords.titles()
    mine = found.state == "staff" and found.line.staff == visit.by.account_id
    canned = patronage.canned(book_of(visit), visit.on, visit.language) if mine else ()
    wanted = request.GET.get("canned", "")
    chosen = next((one for one in canned if one.id == wanted), None)
    facts = sorted(found.summary.facts, key=lambda one: not one.contradicts)  # what contradicts the file is read first
    context: dict[str, Any] = {
        "facts": facts[:FACTS], "facts_more": facts[FACTS:],
        "thread": found, "entry": entry, "person": person, "care": care, "mine": mine, "error": error,
        "messages": [(one, titles.get(one.channel, one.channel)) for one in found.messages],
        "ways": ways, "way": titles.get(ways.now.channel, "") if ways.now else "",
        "others": [(one.id, titles.get(one.channel, one.channel)) for one in ways.others],
        "lost": any(one.delivery and one.delivery.failed for one in found.messages),
        "opens": mine or (care is not None and (care.own or care.stands_in)),
        "channels": [titles.get(one, one) for one in found.line.channels],
        "canned": canned, "near": _near(canned, found, book_of(visit)), "keys": keys.of_talk(),
        "chosen": chosen, "text": text or (chosen.said if chosen else ""), "key": uuid4(),
        "on": visit.on,
    }  # fmt: skip
    return page(request, "curator/talk.html", context, status)


def _near(
    canned: tuple[patronage.Canned, ...], thread: talk.ThreadView, book: Rulebook
) -> list[patronage.Canned]:  # fmt: skip
    """The ready answers of this situation, at most nine: each is one key away."""
    situation = thread.line.situation
    if not situation:
        return []
    own = [one for one in canned if one.situation == situation]
    of_measures = [one for one in canned if _about(one, situation, book)]
    return [*own, *of_measures][:9]


def _about(one: patronage.Canned, situation: str, book: Rulebook) -> bool:
    kind, _colon, id = one.id.partition(":")
    return kind == "measure" and id in book.measures and situation in book.measures[id].file.situations


@require_POST
@staff_page(may.runs_curators)
def take(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Answer from now on; a need that waits opens its family."""
    visit = visit_of(request)
    seen = patronage.entry(by=visit.by, token=entry, **visit.when)
    try:
        thread = patronage.answer(by=visit.by, entry=entry, **visit.when)
    except Missing:
        raise
    except Refused as no:
        if seen is None or not seen.thread:
            raise
        return _show(request, visit, seen.thread, error=said_of(no, visit.language), status=status_of(no))
    if thread:
        return redirect("curator:talk", thread=thread)
    return redirect("curator:beside", person=seen.person.id) if seen and seen.person else redirect("curator:day")


@require_POST
@staff_page(may.runs_curators)
def act(request: HttpRequest, thread: str, do: str) -> HttpResponse:
    """Say, answer by another channel, give the word back to the bot, pass on to a colleague, close."""
    visit = visit_of(request)
    text = request.POST.get("text", "")
    entry = patronage.entry(by=visit.by, thread=thread, **visit.when)
    try:
        if do == "say":
            patronage.say(by=visit.by, thread=thread, text=text, key=request.POST.get("key", "")[:60], **visit.when)
        elif do == "give-back":
            patronage.give_back(by=visit.by, thread=thread, at=visit.at)
        elif do == "pass-on" and entry is not None:
            patronage.pass_on(by=visit.by, entry=entry.token, **visit.when)
        elif do == "by":
            address = request.POST.get("address", "")
            talk.go_on_by(by=visit.by, token=thread, address=int(address) if address.isdecimal() else 0, at=visit.at)
        elif do == "close":
            patronage.close(by=visit.by, thread=thread, at=visit.at)
    except Missing:
        raise
    except Refused as no:
        return _show(request, visit, thread, error=said_of(no, visit.language), text=text, status=status_of(no))
    return redirect("curator:talk", thread=thread) if do in ("say", "by") else redirect("curator:day")


@require_POST
@staff_page(may.runs_curators)
def first(request: HttpRequest, person: UUID) -> HttpResponse:
    """Write to somebody of one's families first."""
    from ryadom.desks.curator.pages.families import show

    visit = visit_of(request)
    try:
        thread = patronage.write_first(
            by=visit.by, person=person, text=request.POST.get("text", ""), key=request.POST.get("key", "")[:60],
            **visit.when,
        )  # fmt: skip
    except Missing:
        raise
    except Refused as no:
        return show(request, visit, person, error=said_of(no, visit.language), status=status_of(no))
    return redirect("curator:talk", thread=thread)
