"""How the channels are, what could not be handled or sent, and the letters that go by post."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from ryadom.channels import api as channels
from ryadom.desks.curator import channelwords, letters, may, reading
from ryadom.desks.curator.visit import Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.people import api as people


@require_GET
@staff_page(may.sees_load)
def health(request: HttpRequest) -> HttpResponse:
    """Figures for who watches; for the head also what failed, without a word of what people wrote."""
    visit = visit_of(request)
    titles = channelwords.titles()
    settles = may.approves(visit.by)
    found = channels.health(by=visit.by, at=visit.at)
    dead = channels.dead(by=visit.by, limit=50) if settles else ()
    unsent = channels.unsent(by=visit.by, at=visit.at, limit=50) if settles else ()
    bots_of = Counter(one.channel for one in found.watches)
    context = {
        "found": found, "settles": settles,
        "figures": [(one, titles[one.channel]) for one in found.channels],
        "watches": [
            (
                one,
                # The name of a bot says something only beside another of the same channel.
                titles[one.channel] + (f", {one.bot}" if bots_of[one.channel] > 1 else ""),
                channelwords.watch_told(one.told, stale=one.stale, mail=one.channel is channels.Channel.EMAIL),
            )
            for one in found.watches
        ],
        # The words of a person stand on the letter's own page: looking at them leaves a line.
        "dead": [(one.id, titles[one.channel], one.dead_at, channelwords.why_not_heard(one.fault)) for one in dead],
        "unsent": [(one, titles[one.channel], channelwords.why_not_sent(one.why)) for one in unsent],
    }  # fmt: skip
    return page(request, "curator/channels.html", context)


@require_GET
@staff_page(may.approves)
def letter(request: HttpRequest, letter: int) -> HttpResponse:
    """One message that could not be handled, with its words. Looking at it leaves a line."""
    return _letter(request, visit_of(request), letter)


def _letter(request: HttpRequest, visit: Visit, number: int, error: str = "", status: int = 200) -> HttpResponse:
    found = channels.one_dead(by=visit.by, letter=number)
    person = people.person(region=visit.region, id=UUID(found.person)) if found.person else None
    if person:
        with override("ru"):
            purpose = _("Сообщение, которое программа не смогла обработать")
        people.log_reading(by=visit.by, at=visit.at, person_ids=[person.id], purpose=purpose, what=("thread",))
    context: dict[str, Any] = {
        "letter": found, "person": person, "channel": channelwords.titles()[found.channel], "error": error,
        "why": channelwords.why_not_heard(found.fault),
    }  # fmt: skip
    return page(request, "curator/letter.html", context, status)


@require_POST
@staff_page(may.approves)
def settle(request: HttpRequest, letter: int, do: str) -> HttpResponse:
    """Try once more, or leave it with a reason."""
    visit = visit_of(request)
    try:
        if do == "again":
            channels.return_dead(by=visit.by, letter=letter, at=visit.at)
        elif do == "leave":
            channels.give_up(by=visit.by, letter=letter, why=request.POST.get("why", ""), at=visit.at)
        elif do == "send":
            channels.send_again(by=visit.by, message=letter, at=visit.at)
    except Refused as no:
        return _letter(request, visit, letter, said_of(no, visit.language), status_of(no))
    return redirect("curator:channels")


@require_GET
@staff_page(may.works)
def post(request: HttpRequest) -> HttpResponse:
    """The letters that wait to be printed."""
    visit = visit_of(request)
    found, persons = _to_post(request, visit)
    context = {"letters": [(one, persons.get(one.person or "")) for one in found], "on": visit.on}
    return page(request, "curator/post.html", context)


@require_GET
@staff_page(may.works)
def post_pdf(request: HttpRequest) -> HttpResponse:
    """All of them in one file, a sheet for each."""
    visit = visit_of(request)
    found, persons = _to_post(request, visit)
    book = book_of(visit)
    pdfs = []
    for one in found:
        person = persons.get(one.person or "")
        addressee = ", ".join(filter(None, (person.full_name if person else "", one.place)))
        pdfs.append(letters.plain(visit, book, addressee, one.text))
    return letters.together(pdfs, "letters.pdf") if pdfs else redirect("curator:post")


@require_POST
@staff_page(may.works)
def posted(request: HttpRequest) -> HttpResponse:
    """These were carried to the post."""
    visit = visit_of(request)
    chosen = [int(one) for one in request.POST.getlist("letter") if one.isdecimal() and len(one) < 19]
    channels.mark_posted(by=visit.by, letters=chosen, at=visit.at)
    return redirect("curator:post")


def _to_post(
    request: HttpRequest, visit: Visit
) -> tuple[tuple[channels.ToPost, ...], dict[str, people.Person]]:  # fmt: skip
    """The letters and whose they are; one line a day for each of these persons."""
    found = channels.to_post(by=visit.by, at=visit.at)
    ids = [UUID(one.person) for one in found if one.person]
    reading.for_list(request, visit, ids, what="letter")
    known = people.persons(region=visit.region, ids=ids)
    return found, {str(id): person for id, person in known.items()}
