"""An answer as the pages, the letter and the SMS tell it: one telling, so that no channel says another thing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ryadom.kit.names import inside_sentence
from ryadom.rules import api as rules
from ryadom.rules.api import Amount, CriterionAnswer, MeasureAnswer, NotYetUntil, Outcome, Rulebook
from ryadom.ui import ahead as ahead_words
from ryadom.ui import figures, outcomes
from ryadom.ui.ahead import Ahead

TO_DO = "to_do"  # not yet, but by a step of the person and not by a day: before what is only not known
ORDER = (Outcome.ENTITLED, Outcome.LIKELY, TO_DO, Outcome.UNKNOWN, Outcome.NOT_YET, Outcome.FAILED)
NO = (Outcome.NOT_ENTITLED, Outcome.CLOSED)


@dataclass(frozen=True)
class Why:
    """One criterion as it is read: state, the condition, what was said of it with the person's own numbers, where
    it is written.
    """

    state: str
    text: str
    note: str
    law: str
    group: tuple["Why", ...] = ()


@dataclass(frozen=True)
class ToldMeasure:
    """One measure for one person, in words."""

    id: str
    measure: str
    subject: str
    subject_name: str
    title: str
    short: str
    summary: str
    outcome: str
    amount: str
    amount_note: str
    next_word: str
    sample: bool
    mode: str
    decided_by: str
    missing: tuple[str, ...]
    why: tuple[Why, ...] = field(default=())
    closed_on: date | None = None
    bring: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    steps: tuple[dict[str, str], ...] = ()
    acts: tuple[str, ...] = ()
    rule_date: date | None = None
    promise: str = ""
    queue: str = ""
    several: int = 1
    ask_for_sum: tuple[tuple[str, str], ...] = ()
    ahead: Ahead | None = None
    stands: tuple[str, tuple[str, ...]] | None = None
    checked: str = ""
    remind: str = ""
    waits_for_step: bool = False

    @property
    def what_stands(self) -> str:
        """What stands in the way, as one sentence."""
        return f"{self.stands[0]} {'; '.join(self.stands[1])}." if self.stands else ""


def grouped(
    book: Rulebook, answers: Iterable[MeasureAnswer], language: str, incomes: str, *, until: date, desk: bool = False
) -> tuple[list[tuple[str, list[ToldMeasure]]], list[ToldMeasure]]:
    """The measures by outcome (and `to_do`) in the order in which a person wants them, and apart those not due.

    `until`: a list names no day after this one, so that children who differ by it alone stay together.
    """
    by_outcome: dict[str, list[ToldMeasure]] = {}
    for found in answers:
        told = tell(book, _near(found, until), language, incomes, desk=desk)
        by_outcome.setdefault(told.outcome, []).append(told)
    waits = by_outcome.pop(Outcome.NOT_YET, [])
    by_outcome[TO_DO] = [one for one in waits if one.waits_for_step]
    by_outcome[Outcome.NOT_YET] = [one for one in waits if not one.waits_for_step]
    shown = [(str(outcome), together(by_outcome[outcome])) for outcome in ORDER if by_outcome.get(outcome)]
    return shown, together([one for outcome in NO for one in by_outcome.get(outcome, [])])


def _near(found: MeasureAnswer, until: date) -> MeasureAnswer:
    far = found.next_date is not None and found.next_date.on > until
    return replace(found, next_date=None) if far else found


def together(told: list[ToldMeasure]) -> list[ToldMeasure]:
    """The same answer for several people is told once, with all their names."""
    first: dict[tuple[object, ...], ToldMeasure] = {}
    for one in told:
        key = (
            one.measure, one.outcome, one.amount, one.amount_note, one.next_word, one.ahead, one.stands, *one.missing,
        )  # fmt: skip
        held = first.get(key)
        first[key] = (
            replace(held, subject_name=f"{held.subject_name}, {one.subject_name}", several=held.several + 1)
            if held
            else one
        )
    return list(first.values())


def tell(book: Rulebook, found: MeasureAnswer, language: str, incomes: str, *, desk: bool = False) -> ToldMeasure:
    """One measure in words. `incomes`: where they come from (see `talk.Reading`). `desk`: staff read it for somebody,
    so what stands in the way is told whole, also where a resident is not advised.
    """
    coming = ahead_words.next_date(found)
    amount, note = amount_words(book, found.amount, language)
    version = next((v for v in found.file.versions if v.from_ == found.version_from), None)
    return ToldMeasure(
        id=found.id,
        measure=found.measure,
        subject=found.subject,
        subject_name=found.subject_name,
        title=found.title.said(language),
        short=found.short.said(language),
        summary=found.file.summary.said(language),
        outcome=shown_outcome(found),
        amount=amount,
        amount_note=note,
        next_word=next_word(book, found, language, incomes, coming),
        sample=found.sample,
        mode=found.mode,
        decided_by=outcomes.body(found.file.decided_by),
        missing=tuple(_label(book, ref, language) for ref in found.missing),
        why=tuple(_why(book, c, language, incomes) for c in found.criteria),
        closed_on=found.closed_on,
        bring=tuple(_paper(d, language) for d in found.documents if d.source == "person"),
        requested=tuple(_paper(d, language) for d in found.documents if d.source == "interagency"),
        steps=tuple(_step(s, language) for s in found.steps),
        acts=tuple(f"{a.title} ({outcomes.verified(a.verified)})" for a in version.acts) if version else (),
        rule_date=found.version_from,
        promise=promise(found),
        ask_for_sum=_ask_for_sum(book, found, language),
        queue=found.quota.text.said(language) if found.quota else "",
        ahead=coming,
        stands=_stands(found, language, incomes, desk=desk),
        checked=ahead_words.checked(found),
        waits_for_step=found.not_yet is not None and found.not_yet.on is None and coming is None,
    )


def _stands(found: MeasureAnswer, language: str, incomes: str, *, desk: bool) -> tuple[str, tuple[str, ...]] | None:
    """What stands between the person and the right, where they may be advised on it, or staff read it.

    Never by how much an income is too high that is not shown: the difference tells the sum.
    """
    near = found.near_miss
    if near is None or not (desk or (near.advise and all(one.distances for one in near.conditions))):
        return None  # what counts nothing is told by its reason already
    if incomes == "closed" and any(_stands_on_income(one.criterion) for one in near.conditions):
        return None
    return ahead_words.near_miss(near, language, lambda criterion: _named(criterion, language))


def _named(criterion: CriterionAnswer, language: str) -> str:
    """A condition in which nothing is counted: by its title."""
    return f"«{criterion.title.said(language)}»"


def _ask_for_sum(book: Rulebook, found: MeasureAnswer, language: str) -> tuple[tuple[str, str], ...]:
    """What can still be told so that the sum becomes exact: the fact and its label. Never asked on the way."""
    missing = found.amount.missing if found.amount else ()
    nobody = rules.Family(book.region)
    known = [ref for ref in missing if rules.askable(book, nobody, ref)]
    return tuple((ref.id, _label(book, ref, language)) for ref in known)


def shown_outcome(found: MeasureAnswer) -> str:
    """What is shown: where nothing more can be asked, a specialist checks."""
    if found.outcome is Outcome.UNKNOWN and not found.missing:
        return str(Outcome.FAILED)
    return str(found.outcome)


def amount_words(book: Rulebook, amount: Amount | None, language: str) -> tuple[str, str]:
    """The sum and what stands beside it. An unknown sum is named, never shown as zero."""
    return outcomes.sum_words(
        amount,
        language,
        label=lambda ref: _label(book, ref, language),
        broken=_("Размер назовёт специалист: %(what)s."),
        depends=_("Размер зависит от того, что ещё не известно: %(what)s."),
    )


def next_word(book: Rulebook, found: MeasureAnswer, language: str, incomes: str, coming: Ahead | None = None) -> str:
    """The one sentence under the title: the date, the step to do first, what is missing. `coming` says its own day."""
    if found.not_yet is not None:
        begins = coming is not None and coming.kind == "begins"
        until = NotYetUntil(found.not_yet.text, None) if begins else found.not_yet
        return outcomes.later_words(until, language, _("Будет можно с %(day)s."))
    if found.outcome is Outcome.NOT_ENTITLED:
        unmet = (_why(book, one, language, incomes) for one in found.criteria if str(one.state) == "not_met")
        return next((why.note or why.text for why in unmet), "")
    if found.outcome is Outcome.FAILED:
        broken = next((one.broken.said(language) for one in found.criteria if one.broken), "")
        return _("Не хватает данных в системе: %(what)s.") % {"what": broken} if broken else ""
    return ""


def _why(book: Rulebook, criterion: CriterionAnswer, language: str, incomes: str) -> Why:
    said = criterion.text.said(language) if criterion.text else ""
    from_file = incomes if _reads_income(criterion) else ""
    if str(criterion.state) == "unknown" and not said:
        said = _not_known(book, criterion, language)
    numbers = () if from_file == "closed" else rules.numbers(book, criterion, language)
    note = " ".join(filter(None, (outcomes.condition_words(said, numbers), _income_source(from_file))))
    if criterion.broken:
        note = _("Проверит специалист: %(what)s.") % {"what": criterion.broken.said(language)}
    return Why(
        str(criterion.state),
        criterion.title.said(language),
        note,
        outcomes.law_words(criterion.article, criterion.source, criterion.verified),
        tuple(_why(book, c, language, incomes) for c in criterion.group),
    )


def _not_known(book: Rulebook, criterion: CriterionAnswer, language: str) -> str:
    if not criterion.askable:
        return _("Проверит специалист по запросу в ведомство.")
    missing = ", ".join(_label(book, ref, language) for ref in criterion.missing)
    return _("Пока не знаем: %(what)s.") % {"what": missing} if missing else ""


def _reads_income(criterion: CriterionAnswer) -> bool:
    known = str(criterion.state) != "unknown"
    return known and any(ref.prefix == "income" for ref in criterion.facts)


def _stands_on_income(criterion: CriterionAnswer) -> bool:
    return _reads_income(criterion) or any(map(_stands_on_income, criterion.group))


def _income_source(incomes: str) -> str:
    """Nobody reads from a page what another grown-up of the family earns."""
    if incomes == "closed":
        return _("Доход взят из дела семьи. Сумму не показываем: в ней есть доход другого взрослого.")
    return _("Доход взят из дела семьи.") if incomes else ""


def promise(found: MeasureAnswer) -> str:
    """How long the decision takes."""
    if found.term is None:
        return ""
    days = figures.counted(
        found.term.days, _("рабочий день, рабочих дня, рабочих дней") if found.term.working else _("день, дня, дней")
    )
    return _("Решение за %(days)s (%(how)s)") % {"days": days, "how": outcomes.verified(found.term.verified)}


def _label(book: Rulebook, ref: Any, language: str) -> str:
    return inside_sentence(rules.question(book, rules.Family(book.region), ref).label.said(language))


def _paper(document: Any, language: str) -> str:
    title = document.title.said(language)
    comment = document.comment.said(language) if document.comment else ""
    origin = document.from_.said(language) if document.from_ else ""
    return f"{title}{f' ({origin})' if origin else ''}{f'. {comment}' if comment else ''}"


def _step(step: Any, language: str) -> dict[str, str]:
    parts = {"title": step.title, "who": step.who, "when": step.term}
    return {name: text.said(language) if text else "" for name, text in parts.items()} | {"state": "next"}


def total(measures: Iterable[MeasureAnswer]) -> Decimal:
    """The sum of what is due a month, for a headline; only exact monthly amounts count."""
    sums = (
        m.amount.value
        for m in measures
        if m.outcome is Outcome.ENTITLED and m.file.period == "monthly" and m.amount and m.amount.value
    )
    return sum(sums, Decimal(0))
