"""The one question after a visit: answered by the person, counted for the provider; a bad answer is looked into."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.kit.periods import first_of_month
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.rules.api import Rulebook, calendar_of
from ryadom.ui.figures import day
from ryadom.voice import api as voice

from .. import events, may, words
from ..errors import BadLines, Missing, WrongStage
from ..models import Programme, Rating, Visit

BAD = 2  # of 5: so low an answer is looked into by the head


@transaction.atomic
def rate(*, by: Actor, visit: UUID, score: object, comment: str = "", book: Rulebook, on: date, at: datetime) -> int:
    """Take the person's answer about a visit, 1 to 5, and give it back. It may be changed for a day.

    An answer of 1 or 2 opens a case for the head, once for a visit. Raises NotAllowed, Missing, BadLines, WrongStage.
    """
    rows = Visit.objects.in_region(by.region).select_for_update(of=("self",)).select_related("order__programme")
    row = rows.filter(token=visit).first()
    if row is None:
        raise Missing
    programme = row.order.programme
    may.rate.demand(by, may.Seen(programme, by, on, order=row.order))
    ending = events.visit_ending(row.token)
    token = voice.questions_of(region=by.region, endings=[ending]).get(ending)
    if token is None:
        raise WrongStage(_("Об этом посещении мы не спрашивали."))
    before = voice.put(by.region, token)
    try:
        voice.answer(region=by.region, token=token, score=score, comment=comment, at=at)
    except voice.AnswerRefused as no:
        raise BadLines((no.said,)) from None
    said = int(str(score))
    if before is not None and before.score is not None:
        _count(row, before.score, -1)
    _count(row, said, 1)
    if said <= BAD and not row.looked_into:
        row.looked_into = True
        row.save(update_fields=["looked_into"])
        _bad_visit(by, row, programme, said, comment, book, on, at)
    return said


def _count(row: Visit, score: int, more: int) -> None:
    where = {"provider": row.order.provider, "month": first_of_month(row.on), "score": score}
    rows = Rating.objects.in_region(row.region)
    rows.get_or_create(**where, defaults={"region": row.region})
    rows.filter(**where).update(answers=F("answers") + more)


def _bad_visit(
    by: Actor, row: Visit, programme: Programme, score: int, comment: str, book: Rulebook, on: date, at: datetime
) -> None:
    system = people.system_actor(region=by.region, reason="a low answer after a visit")
    known = providers.many(region=by.region, ids=[row.order.provider], on=on).get(row.order.provider)
    with override("ru"):
        case = cases.open_case(
            by=system, kind=words.BAD_VISIT, title=_("Посещение %(day)s: плохая оценка") % {"day": day(row.on)},
            person=programme.person_id, channel="web", calendar=calendar_of(book), on=on, at=at, situation="old-age",
        )  # fmt: skip
    values: dict[str, object] = {
        "score": str(score), "provider": known.title if known else "", "words": cases.typed(comment, 1000) or "—"
    }  # fmt: skip
    cases.record(by=system, case=case.token, what="rated", words=words.RATED, values=values, on=on, at=at)


@transaction.atomic
def look_into(*, by: Actor, case: UUID, done: str, on: date, at: datetime) -> None:
    """The head says what was done about a bad answer; the person reads it. Raises NotAllowed, Missing, BadLines."""
    may.look_into.demand(by)
    found = cases.many(region=by.region, tokens=[case]).get(case)
    if found is None or found.kind != words.BAD_VISIT:
        raise Missing
    if found.state == "closed":
        raise WrongStage(_("С этим посещением уже разобрались."))
    said = cases.typed(done, 500)
    if not said:
        raise BadLines((_("Напишите, что вы сделали: это прочитает человек."),))
    cases.record(by=by, case=case, what="looked-into", words=words.LOOKED_INTO, values={"done": said}, on=on, at=at)
    cases.close(by=by, case=case, outcome="settled", on=on, at=at)
