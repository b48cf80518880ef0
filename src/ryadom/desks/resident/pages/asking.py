"""From «Для кого?» to the last question: one page, one thing. The address stays the same, the conversation moves on."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.resident.forms import ChildrenForm, QuestionForm, WhoForm, WhomForm, place
from ryadom.desks.resident.visit import Visit, visit_of
from ryadom.people import api as people
from ryadom.talk import api as talk
from ryadom.ui import ahead

View = Callable[..., HttpResponse]


def with_conversation(page: View) -> View:
    """A draft that is gone is said calmly, with a way to begin anew."""

    @wraps(page)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if "\0" in token:
            raise Http404  # no token holds it, and the database refuses to look for one
        try:
            return page(request, token, *args, **kwargs)
        except talk.ConversationLost as lost:
            return render(request, "resident/lost.html", {"said": lost.said}, status=404)

    return guarded


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """«Для кого?»: the first page; a chosen situation or measure may already stand in the address."""
    visit = visit_of(request)
    form = WhomForm(request.POST or None, initial={"for_whom": "self"})
    chosen = {name: request.GET.get(name, "")[:80] for name in ("situation", "measure")}
    if request.method == "POST" and form.is_valid():
        return _started(visit, form, chosen)
    drafts = talk.latest(region=visit.region, owner=visit.owner, at=visit.at, most=3)
    return render(
        request,
        "resident/whom.html",
        {"form": form, "drafts": drafts, "chosen": chosen},
        status=422 if form.errors else 200,
    )


def _started(visit: Visit, form: WhomForm, chosen: dict[str, str]) -> HttpResponse:
    token = talk.start(region=visit.region, owner=visit.owner, at=visit.at)
    known = visit.key(token)
    talk.choose_for_whom(**known, for_whom=form.cleaned_data["for_whom"], name=form.cleaned_data["name"])
    by = visit.by
    if by.person_id is not None and not by.is_staff and form.cleaned_data["for_whom"] == "self":
        with suppress(people.NotAllowed):  # a code without a passport: nothing of the file is shown
            talk.prefill_from_people(**known, actor=by, person_id=by.person_id, on=visit.on)
    if any(chosen.values()):
        with suppress(talk.BadAnswer):  # an old link: the page asks what happened
            talk.choose_situation(**known, situation=chosen["situation"], measure=chosen["measure"])
    return redirect("resident:step", token=token)


@require_GET
@with_conversation
def step(request: HttpRequest, token: str) -> HttpResponse:
    """Whatever comes next in this conversation."""
    visit = visit_of(request)
    view, now = talk.next_step(**visit.key(token), on=visit.on)
    if isinstance(now, talk.ForWhomStep):
        return render(request, "resident/whom.html", {"form": WhomForm(initial={"for_whom": "self"}), "token": token})
    if isinstance(now, talk.SituationStep):
        return _what_happened(request, visit, token, view)
    if isinstance(now, talk.HouseholdStep):
        return _household(request, token, now)
    if isinstance(now, talk.QuestionStep):
        return render(request, "resident/question.html", _question(visit, token, now))
    return redirect("resident:results", token=token)


def _what_happened(request: HttpRequest, visit: Visit, token: str, view: talk.View) -> HttpResponse:
    sentence = request.POST.get("say", "")[:2000]
    heard = (
        talk.hear(region=visit.region, on=visit.on, sentence=sentence, language=visit.language)
        if sentence.strip()
        else None
    )
    situations = talk.situations(visit.region, visit.on, visit.language)
    shown = [s for s in situations if not s.for_whom or view.for_whom in s.for_whom]
    return render(
        request, "resident/situation.html", {"token": token, "situations": shown, "heard": heard, "sentence": sentence}
    )


def _household(request: HttpRequest, token: str, now: talk.HouseholdStep) -> HttpResponse:
    if now.stage == "children":
        return render(request, "resident/children.html", {"token": token, "form": ChildrenForm(told=now.household)})
    return render(request, "resident/who.html", {"token": token, "form": WhoForm(told=now.household)})


def _question(visit: Visit, token: str, now: talk.QuestionStep, form: QuestionForm | None = None) -> dict[str, Any]:
    asked = now.question
    return {
        "token": token,
        "form": form or QuestionForm(question=asked, lines=now.lines, language=visit.language),
        "question": asked,
        "text": asked.text.said(visit.language),
        "why": asked.why.said(visit.language) if asked.why else "",
        "hint": asked.hint.said(visit.language) if asked.hint else "",
        "number": now.number,
        "line": now.lines[0] if len(now.lines) == 1 else None,
        "left": ahead.left(now.left) if now.left and now.left.questions <= now.most - now.number else "",
        "settles": ahead.gain((title.said(visit.language) for title in now.settles), len(asked.measures), asked.gain),
    }


@require_POST
@with_conversation
def say(request: HttpRequest, token: str) -> HttpResponse:
    """What happened, in a sentence. It goes by POST and is kept nowhere: it must not stand in an address."""
    visit = visit_of(request)
    return _what_happened(request, visit, token, talk.view(**visit.key(token)))


@require_POST
@with_conversation
def choose_situation(request: HttpRequest, token: str) -> HttpResponse:
    """«Что случилось?»: a life situation, or one measure that a sentence led to."""
    visit = visit_of(request)
    kind, _sep, id = request.POST.get("choice", "")[:120].partition(":")
    situation, measure = (id if kind == wanted else "" for wanted in ("situation", "measure"))
    try:
        talk.choose_situation(**visit.key(token), situation=situation, measure=measure)
    except talk.BadAnswer as bad:
        situations = talk.situations(visit.region, visit.on, visit.language)
        return render(
            request,
            "resident/situation.html",
            {"token": token, "situations": situations, "errors": bad.errors},
            status=422,
        )
    return redirect("resident:step", token=token)


@require_POST
@with_conversation
def tell_who(request: HttpRequest, token: str) -> HttpResponse:
    """«Кто живёт с вами одной семьёй?», first page."""
    visit = visit_of(request)
    known = visit.key(token)
    if "skip" in request.POST:
        talk.skip_household(**known)
        return redirect("resident:step", token=token)
    try:
        talk.tell_who(**known, who=talk.read_who(request.POST))
    except talk.BadAnswer as bad:
        form = WhoForm(request.POST)
        place(form, bad.errors)
        return render(request, "resident/who.html", {"token": token, "form": form}, status=422)
    return redirect("resident:step", token=token)


@require_POST
@with_conversation
def tell_children(request: HttpRequest, token: str) -> HttpResponse:
    """The second page of the family: the children."""
    visit = visit_of(request)
    known = visit.key(token)
    view = talk.view(**known)
    try:
        children = talk.read_children(request.POST, len(view.household.children), on=visit.on)
        talk.tell_children(**known, children=children)
    except talk.BadAnswer as bad:
        form = ChildrenForm(request.POST, told=view.household)
        place(form, bad.errors)
        return render(request, "resident/children.html", {"token": token, "form": form}, status=422)
    return redirect("resident:step", token=token)


@require_POST
@with_conversation
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the answer of a question page. An answer to a question that is no longer asked is kept too: nothing is
    lost.
    """
    visit = visit_of(request)
    now = _asked(request, visit, token)
    if now is None:
        return redirect("resident:step", token=token)
    form = QuestionForm(request.POST, question=now.question, lines=now.lines, language=visit.language)
    try:
        talk.answer(
            **visit.key(token),
            on=visit.on,
            values=form.given(),
            language=visit.language,
        )
    except talk.BadAnswer as bad:
        form.place_errors(bad.errors)
        return render(request, "resident/question.html", _question(visit, token, now, form), status=422)
    return redirect("resident:step" if "changing" not in request.POST else "resident:check", token=token)


def _asked(request: HttpRequest, visit: Visit, token: str) -> talk.QuestionStep | None:
    """The question that the page showed: the next one, or the one that is being changed."""
    known = visit.key(token)
    shown = request.POST.get("ref", "")[:200]
    _view, now = talk.next_step(**known, on=visit.on)
    if isinstance(now, talk.QuestionStep) and now.lines[0].ref == shown:
        return now
    try:
        return talk.question_about(**known, ref=shown)
    except talk.BadAnswer:
        return None


@require_GET
@with_conversation
def change(request: HttpRequest, token: str, ref: str) -> HttpResponse:
    """One question again, from «Проверьте ответы»."""
    visit = visit_of(request)
    try:
        now = talk.question_about(**visit.key(token), ref=ref)
    except talk.BadAnswer:
        return redirect("resident:check", token=token)
    return render(request, "resident/question.html", _question(visit, token, now) | {"changing": True})


@require_POST
@with_conversation
def move(request: HttpRequest, token: str) -> HttpResponse:
    """Back, enough questions, more questions, or forget the draft at once."""
    visit = visit_of(request)
    known = visit.key(token)
    where = request.POST.get("to", "")
    if where == "forget":
        talk.forget(**known)
        return redirect("resident:begin")
    moves = {"back": talk.go_back, "results": talk.see_results, "more": talk.ask_more, "family": talk.reopen_household}
    if where in moves:
        moves[where](**known)
    return redirect("resident:step", token=token)


@require_GET
@with_conversation
def check(request: HttpRequest, token: str) -> HttpResponse:
    """«Проверьте ответы»: everything told and everything known, each line can be changed."""
    visit = visit_of(request)
    told = talk.told(**visit.key(token), language=visit.language)
    people: dict[str, list[talk.Told]] = {}
    for line in told:
        people.setdefault(line.person, []).append(line)
    return render(request, "resident/check.html", {"token": token, "people": people})
