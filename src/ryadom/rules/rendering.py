"""An answer as plain data: what `ryadom answer --json` and the HTTP API say. Money is text, dates are ISO, nothing
is lost.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.feel import Compared, Unknown
from ryadom.packs.api import Text
from ryadom.rules.compiled import Rulebook
from ryadom.rules.outcomes import Amount, Answers, CriterionAnswer, MeasureAnswer, NearMiss, NextDate, Question
from ryadom.rules.wording import numbers


def answers_as_data(answers: Answers, language: str = "ru") -> dict[str, Any]:
    """The whole answer of one family."""
    return {
        "region": answers.region,
        "on": answers.on.isoformat(),
        "lock": answers.lock,
        "parameters": {str(k): plain(v) for k, v in answers.parameters.items()},
        "measures": [measure_as_data(m, language) for m in answers.measures],
        "next_question": question_as_data(answers.next_question, language) if answers.next_question else None,
        "next_date": _earliest(answers, language),
        "machine_checked": plain(answers.machine_checked),
        "left": {"questions": answers.left.questions, "measures": answers.left.measures} if answers.left else None,
    }


def _earliest(answers: Answers, language: str) -> dict[str, Any] | None:
    """The first of all next dates, with the measure that changes then."""
    first = answers.first_change
    if first is None or first.next_date is None:
        return None
    about = {"measure": first.measure, "subject": first.subject, "title": first.title.said(language)}
    return {**about, **next_date_as_data(first.next_date)}


def next_date_as_data(found: NextDate) -> dict[str, Any]:
    """The day, what the outcome is from then on, and through which criteria."""
    return {
        "on": found.on.isoformat(),
        "outcome": str(found.outcome),
        "criteria": list(found.criteria),
        "version_from": _day(found.version_from),
    }


def near_miss_as_data(found: NearMiss, language: str = "ru") -> dict[str, Any]:
    """What stands between the person and the right. Where `advise` is false it is for staff only."""
    return {
        "advise": found.advise,
        "conditions": [
            {
                "criterion": one.criterion.id,
                "title": one.criterion.title.said(language),
                "advise": one.advise,
                "distances": [
                    {
                        "name": d.name,
                        "value": plain(d.value),
                        "bound": plain(d.bound),
                        "by": plain(d.by),
                        "more": d.more,
                        "unit": d.unit,
                        "words": d.words.said(language),
                    }
                    for d in one.distances
                ],
            }
            for one in found.conditions
        ],
    }


def measure_as_data(found: MeasureAnswer, language: str = "ru", book: Rulebook | None = None) -> dict[str, Any]:
    """One measure for one subject. With a book, each criterion also says its numbers in words."""
    return {
        "measure": found.measure,
        "practice": found.practice,
        "title": found.title.said(language),
        "subject": found.subject,
        "outcome": str(found.outcome),
        "amount": amount_as_data(found.amount, language) if found.amount else None,
        "criteria": [criterion_as_data(c, language, book) for c in found.criteria],
        "missing": [ref.id for ref in found.missing],
        "not_yet": {"text": found.not_yet.text.said(language), "on": _day(found.not_yet.on)} if found.not_yet else None,
        "closed_on": _day(found.closed_on),
        "decided_by": found.file.decided_by,
        "mode": found.mode,
        "verified": found.verified,
        "sample": found.sample,
        "proved": found.proved,
        "grantable": found.grantable,
        "overridden_parameters": list(found.overridden),
        "version_from": _day(found.version_from),
        "reference_date": _day(found.reference_date),
        "judged": {"rule": found.by_rule, "document": found.by_document, "person": found.by_person},
        "machine_checked": plain(found.machine_checked),
        "next_date": next_date_as_data(found.next_date) if found.next_date else None,
        "near_miss": near_miss_as_data(found.near_miss, language) if found.near_miss else None,
    }


def amount_as_data(amount: Amount, language: str = "ru") -> dict[str, Any]:
    """Roubles as text; bounds and what is missing where the sum is not known."""
    return {
        "value": plain(amount.value),
        "low": plain(amount.low),
        "high": plain(amount.high),
        "missing": [ref.id for ref in amount.missing],
        "broken": _text(amount.broken, language),
        "about": amount.about,
        "unit": amount.unit.said(language) if amount.unit else None,
    }


def criterion_as_data(criterion: CriterionAnswer, language: str = "ru", book: Rulebook | None = None) -> dict[str, Any]:
    """One criterion with the numbers that decided."""
    data: dict[str, Any] = {
        "id": criterion.id,
        "title": criterion.title.said(language),
        "state": str(criterion.state),
        "judge": criterion.judge,
        "text": _text(criterion.text, language),
        "article": criterion.article,
        "verified": criterion.verified,
        "source": criterion.source,
        "compared": [compared_as_data(c) for c in criterion.compared],
        "facts": [ref.id for ref in criterion.facts],
        "missing": [ref.id for ref in criterion.missing],
    }
    if book is not None:
        data["numbers"] = numbers(book, criterion, language)
    if criterion.broken:
        data["broken"] = criterion.broken.said(language)
    if criterion.group:
        data["any"] = [criterion_as_data(c, language, book) for c in criterion.group]
    return data


def compared_as_data(compared: Compared) -> dict[str, Any]:
    """A comparison: the rule's words and the values they had."""
    return {
        "left": compared.left,
        "left_value": plain(compared.left_value),
        "op": compared.op,
        "right": compared.right,
        "right_value": plain(compared.right_value),
    }


def question_as_data(question: Question, language: str = "ru") -> dict[str, Any]:
    """What to ask, why, and what it may settle."""
    return {
        "fact": question.ref.id,
        "type": question.type,
        "text": question.text.said(language),
        "person": question.person_name or None,
        "why": _text(question.why, language),
        "hint": _text(question.hint, language),
        "choices": [{"value": value, "title": title.said(language)} for value, title in question.choices],
        "may_be_absent": question.may_be_absent,
        "measures": list(question.measures),
        "gain": plain(question.gain),
    }


def plain(value: Any) -> Any:
    """A value of the rules as JSON can hold it: money and numbers as text, unknown by its bounds and facts."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Unknown):
        return {
            "unknown": sorted(getattr(f, "id", str(f)) for f in value.facts),
            "low": plain(value.low),
            "high": plain(value.high),
        }
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return str(value)


def _text(text: Text | None, language: str) -> str | None:
    return text.said(language) if text else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
