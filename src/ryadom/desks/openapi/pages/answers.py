"""The answer for one family: nothing is kept, nothing personal is logged."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router

from ryadom.desks.openapi import replies
from ryadom.desks.openapi.bodies import Question
from ryadom.desks.openapi.documents import Fault, document, pointer
from ryadom.desks.openapi.faults import Faulty
from ryadom.desks.openapi.visit import FIRST_DAY, LAST_DAY, Language, book_of, said
from ryadom.packs.api import did_you_mean
from ryadom.regions.clock import today
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook

router = Router(tags=["answer"])
ASKED = ("on", "measures")


@router.post(
    "/answer",
    response={200: replies.Answer, 404: replies.Refusal, 413: replies.Refusal, 422: replies.Faults},
    operation_id="answer",
    summary="What a family is entitled to, and why",
)
def answer(request: HttpRequest, question: Question = Body(...), language: Language = "ru") -> HttpResponse:  # noqa: B008
    """Every measure installed for the region: outcome, amount, criteria with articles and numbers, missing facts, and
    the next question. Anonymous; nothing is stored. A missing key or an empty value is unknown, `null` is absent.
    """
    data = request.json_document  # type: ignore[attr-defined]
    book = book_of(question.region)
    on = question.on or today(question.region)
    faults = [*_day(on), *_measures(question.measures, book), *_overrides(question.parameters)]
    if faults:
        raise Faulty(faults)
    facts = {key: value for key, value in data.items() if key not in ASKED}
    family = rules.family_from_document(document(facts, book), lambda region: book, on)
    found = rules.answer(book, family, on=on, measures=question.measures, ahead=True)
    return said(rules.answers_as_data(found, language))


def _day(on: Any) -> list[Fault]:
    if FIRST_DAY <= on <= LAST_DAY:
        return []
    return [Fault("/on", "можно спросить о дне с 1990 по 2100 год", "a day from 1990 to 2100 can be asked about")]


def _overrides(parameters: dict[str, Any]) -> list[Fault]:
    """The reader of facts files checks their names; here that every one is a number, or a table of numbers."""
    found = []
    for name, value in parameters.items():
        table = value if isinstance(value, dict) else {"": value}
        for key, one in table.items():
            if isinstance(one, bool) or not isinstance(one, int | Decimal):
                path = pointer(("parameters", name, key) if isinstance(value, dict) else ("parameters", name))
                found.append(Fault(path, "нужно число", "a number is needed"))
    return found


def _measures(asked: list[str] | None, book: Rulebook) -> list[Fault]:
    found = []
    for i, measure in enumerate(asked or ()):
        if measure not in book.measures:
            ru, en = did_you_mean(measure, book.measures)
            found.append(Fault(pointer(("measures", i)), f"нет меры «{measure}»{ru}", f'no measure "{measure}"{en}'))
    return found
