"""What a specialist may decide, given the rule's answer: a pure judgement, no database.

The rule proposes. To follow it is one person's work where no money is given; money, and whatever goes against the rule,
takes a second person; what is unknown, said only, broken or a sample cannot be granted by any number of people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ryadom.rules.api import CriterionAnswer, MeasureAnswer, Outcome, State

from .grounds import CRITERIA, PROCEDURAL

CLOSED = "closed"
_NEVER = (Outcome.UNKNOWN, Outcome.FAILED, Outcome.CLOSED)


class NotPossible(Exception):
    """This decision cannot be taken; `reasons` are sentences for the one who tried."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True)
class Ruling:
    """A possible decision. `second` says whether a head must approve it."""

    against_rule: bool
    second: bool


def grant(
    answer: MeasureAnswer, *, amount: Decimal | None, money: bool, confirmed: bool, reason: str, says: str = "ru"
) -> Ruling:
    """Whether the measure may be granted in this sum. Raises NotPossible with every obstacle at once."""
    obstacles = [*_cannot_grant(answer, confirmed, says), *_wrong_amount(answer, amount, money, says)]
    if obstacles:
        raise NotPossible(*obstacles)
    proposed = answer.amount.value if answer.amount else None
    against = answer.outcome is not Outcome.ENTITLED or (money and amount != proposed)
    _demand_reason(against, reason)
    return Ruling(against, against or money)


def refuse(
    answer: MeasureAnswer, *, ground: str, criteria: Collection[str], missing_papers: Collection[str], reason: str
) -> Ruling:
    """Whether it may be refused on this ground. Raises NotPossible."""
    if ground == CRITERIA:
        against = _refuse_by_criteria(answer, criteria)
    else:
        against = _refuse_by_procedure(ground, missing_papers)
    _demand_reason(against, reason)
    return Ruling(against, against)


def unmet(answer: MeasureAnswer) -> tuple[CriterionAnswer, ...]:
    """The whole conditions on which a refusal may stand without going against the rule.

    None while the answer is unknown or due: one unmet member of a group joined by OR refuses nobody.
    """
    if answer.outcome not in (Outcome.NOT_ENTITLED, Outcome.NOT_YET):
        return ()
    return tuple(one for one in answer.criteria if one.state in (State.NOT_MET, State.NOT_YET))


def flat(criteria: Iterable[CriterionAnswer]) -> Iterable[CriterionAnswer]:
    """Criteria and the members of their groups."""
    for criterion in criteria:
        yield criterion
        yield from flat(criterion.group)


def _cannot_grant(answer: MeasureAnswer, confirmed: bool, says: str) -> Iterable[str]:
    if answer.outcome is Outcome.UNKNOWN:
        yield _("Не хватает сведений: %(what)s.") % {"what": _waiting(answer, says)}
    if answer.outcome is Outcome.FAILED:
        yield _("Правило не сработало, меру назначить нельзя. Скажите методологу.")
    if answer.outcome is Outcome.CLOSED:
        yield _("Мера больше не действует.")
    if answer.outcome not in _NEVER and not answer.proved:
        yield _("Есть сведения только со слов: %(what)s. Нужен реестр, документ или ваш осмотр.") % {
            "what": _by_word(answer, says)
        }
    if answer.sample and not confirmed:
        yield _("Мера — образец: методолог ещё не сверил её с законом. До этого назначать нельзя.")
    if answer.overridden:
        yield _("В расчёт подставлены пробные значения. По ним не назначают.")


def _wrong_amount(answer: MeasureAnswer, amount: Decimal | None, money: bool, says: str) -> Iterable[str]:
    if not money:
        return
    known = answer.amount is not None and answer.amount.value is not None
    if not known and answer.outcome in (Outcome.ENTITLED, Outcome.LIKELY):
        yield _("Размер ещё не известен: %(what)s.") % {"what": _amount_waits(answer, says)}
    elif amount is None or amount <= 0:
        yield _("Укажите сумму больше нуля.")
    elif amount != amount.quantize(Decimal("0.01")):
        yield _("В сумме есть доли копейки.")


def _refuse_by_criteria(answer: MeasureAnswer, criteria: Collection[str]) -> bool:
    if answer.outcome is Outcome.CLOSED and set(criteria) == {CLOSED}:
        return False
    known = {one.id: one for one in flat(answer.criteria)}
    if not criteria or not set(criteria) <= known.keys():
        raise NotPossible(_("Выберите условие, которое не выполнено."))
    states = {known[one].state for one in criteria}
    if states & {State.UNKNOWN, State.FAILED}:
        raise NotPossible(_("За то, что неизвестно, не отказывают. Узнайте сами или спросите человека."))
    return bool(states & {State.MET, State.LIKELY})


def _refuse_by_procedure(ground: str, missing_papers: Collection[str]) -> bool:
    if ground not in PROCEDURAL:
        raise NotPossible(_("Такой причины отказа в перечне нет."))
    if ground == "paper_not_brought" and not missing_papers:
        raise NotPossible(_("Все документы, которые приносит человек, на месте."))
    return False


def _demand_reason(against: bool, reason: str) -> None:
    if against and not reason.strip():
        raise NotPossible(_("Это вопреки предложению правила. Напишите, почему."))


def _waiting(answer: MeasureAnswer, says: str) -> str:
    titles = [one.title.said(says) for one in answer.criteria if one.state is State.UNKNOWN]
    return "; ".join(titles) or ", ".join(ref.id for ref in answer.missing)


def _by_word(answer: MeasureAnswer, says: str) -> str:
    titles = [one.title.said(says) for one in answer.criteria if one.by_word or one.state is State.LIKELY]
    return "; ".join(titles) or "—"


def _amount_waits(answer: MeasureAnswer, says: str) -> str:
    if answer.amount is None:
        return _("правило размера не задано")
    if answer.amount.broken:
        return answer.amount.broken.said(says)
    return ", ".join(ref.id for ref in answer.amount.missing) or "—"
