"""An answer of the rules as staff read it: the word, the sum, each condition with its numbers and its law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ryadom.kit.names import inside_sentence
from ryadom.rules import api as rules
from ryadom.rules.api import Amount, CriterionAnswer, FactRef, MeasureAnswer, Outcome, Rulebook
from ryadom.ui import ahead as ahead_words
from ryadom.ui import figures, outcomes
from ryadom.ui.ahead import Ahead

ORDER = (
    Outcome.ENTITLED, Outcome.LIKELY, Outcome.UNKNOWN, Outcome.NOT_YET, Outcome.FAILED, Outcome.NOT_ENTITLED,
    Outcome.CLOSED,
)  # fmt: skip


@dataclass(frozen=True)
class Why:
    """One condition: how it came out, in words, who judges it, where it is written and how that was checked."""

    id: str
    state: str
    text: str
    note: str
    law: str
    judge: str
    group: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Told:
    """One measure for one person, in words for staff."""

    id: str
    measure: str
    subject: str
    subject_name: str
    title: str
    outcome: str
    amount: str
    note: str
    missing: tuple[str, ...]
    sample: bool
    proved: bool
    mode: str
    decided_by: str
    why: tuple[Why, ...] = field(default=())
    closed_on: date | None = None
    steps: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    next_word: str = ""
    ahead: Ahead | None = None
    stands: tuple[str, tuple[str, ...]] | None = None
    checked: str = ""
    nearly: bool = False

    @property
    def what_stands(self) -> str:
        """What stands in the way, as one sentence."""
        return f"{self.stands[0]} {'; '.join(self.stands[1])}." if self.stands else ""


def tell(book: Rulebook, found: MeasureAnswer, language: str, today: date | None = None) -> Told:
    """One measure in words. `today`: an answer of an earlier day names no day that has come meanwhile."""
    coming = ahead_words.next_date(found, desk=True)
    if coming and today and coming.on <= today:
        coming = None
    amount, note = amount_words(book, found.amount, language)
    return Told(
        id=found.id, measure=found.measure, subject=found.subject, subject_name=found.subject_name,
        title=found.title.said(language), outcome=str(found.outcome), amount=amount, note=note,
        missing=tuple(label(book, ref, language) for ref in found.missing), sample=found.sample, proved=found.proved,
        mode=found.mode, decided_by=outcomes.body(found.file.decided_by),
        why=tuple(why(book, one, language) for one in found.criteria), closed_on=found.closed_on,
        steps=tuple(one.title.said(language) for one in found.steps),
        bring=tuple(one.title.said(language) for one in found.documents if one.source == "person"),
        next_word=_next_word(book, found, language), ahead=coming, stands=_stands(found, language),
        checked=ahead_words.checked(found), nearly=_nearly(found),
    )  # fmt: skip


def _stands(found: MeasureAnswer, language: str) -> tuple[str, tuple[str, ...]] | None:
    """What stands between the family and the right, whole: staff know what may be advised."""
    if found.near_miss is None:
        return None
    return ahead_words.near_miss(found.near_miss, language, lambda criterion: f"«{criterion.title.said(language)}»")


def _nearly(found: MeasureAnswer) -> bool:
    """A number is missing to the right, and the person may be advised on it."""
    near = found.near_miss
    return near is not None and near.advise and all(one.distances for one in near.conditions)


def grouped(book: Rulebook, answers: Iterable[MeasureAnswer], language: str) -> list[tuple[str, list[Told]]]:
    """The measures by outcome, the most useful first."""
    by_outcome: dict[str, list[Told]] = {}
    for found in answers:
        by_outcome.setdefault(str(found.outcome), []).append(tell(book, found, language))
    return [(str(one), by_outcome[str(one)]) for one in ORDER if str(one) in by_outcome]


@dataclass(frozen=True)
class Together:
    """The same answer for several people, told once; each keeps a button of their own."""

    one: Told
    subjects: tuple[tuple[str, str], ...]

    @property
    def names(self) -> str:
        return ", ".join(name for _id, name in self.subjects if name)


def together(told: Iterable[Told]) -> list[Together]:
    """What reads alike stands once; days ahead are told apart, in their order."""
    found: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        missing = one.missing if one.outcome == "unknown" else ()
        key = (one.measure, one.outcome, one.amount, one.note, one.next_word, one.stands, missing)
        found.setdefault(key, []).append(one)
    return [
        Together(some[0], tuple((one.id, "" if one.subject == "family" else one.subject_name) for one in some))
        for some in found.values()
    ]


def why(book: Rulebook, criterion: CriterionAnswer, language: str) -> Why:
    """One condition with its numbers; what is not known is named, what broke says by which name."""
    said = criterion.text.said(language) if criterion.text else ""
    if criterion.missing and str(criterion.state) == "unknown":
        said = _("Не хватает: %(what)s.") % {"what": ", ".join(label(book, ref, language) for ref in criterion.missing)}
    if criterion.broken:
        said = _("Правило не сработало: %(what)s.") % {"what": criterion.broken.said(language)}
    elif criterion.by_word:
        said = f"{said} {_('Пока только со слов.')}".strip()
    note = outcomes.condition_words(said, rules.numbers(book, criterion, language))
    law = outcomes.law_words(criterion.article, criterion.source, criterion.verified)
    return Why(
        criterion.id, str(criterion.state), criterion.title.said(language), note, law, judge(criterion.judge),
        tuple(why(book, one, language) for one in criterion.group),
    )  # fmt: skip


def judge(who: str) -> str:
    """Who judges a condition."""
    words = {"rule": _("правило"), "document": _("документ"), "attested": _("специалист"), "any": _("одно из")}
    return words.get(who, who)


def amount_words(book: Rulebook, amount: Amount | None, language: str) -> tuple[str, str]:
    """The sum, and what stands beside it. An unknown sum is named, never a zero."""
    return outcomes.sum_words(
        amount,
        language,
        label=lambda ref: label(book, ref, language),
        broken=_("Размер не известен: %(what)s."),
        depends=_("Размер зависит от: %(what)s."),
    )


def _next_word(book: Rulebook, found: MeasureAnswer, language: str) -> str:
    if found.not_yet is not None:
        return outcomes.later_words(found.not_yet, language, _("Можно с %(day)s."))
    if found.outcome is Outcome.NOT_ENTITLED:
        unmet = (why(book, one, language) for one in found.criteria if str(one.state) == "not_met")
        return next((one.note or one.text for one in unmet), "")
    return ""


def label(book: Rulebook, ref: FactRef, language: str) -> str:
    """What a fact is called, small letters first, for use inside a sentence."""
    return inside_sentence(title(book, ref, language))


def title(book: Rulebook, ref: FactRef, language: str) -> str:
    """What a fact is called, as a heading of a row."""
    if not ref.prefix and ref.key != "persons" and ref.key not in book.facts:
        return ref.key
    return rules.question(book, rules.Family(book.region), ref).label.said(language)


def source(name: str) -> str:
    """Where a value comes from."""
    words = {
        "register": _("реестр"), "document": _("документ"), "staff": _("видел сотрудник"), "said": _("со слов"),
    }  # fmt: skip
    return words.get(name, name)


def value_words(book: Rulebook, ref: FactRef, value: Any, language: str) -> str:
    """A value as people write it, by its kind in the catalogue where it has one."""
    from ryadom.people import api as people

    kind = book.facts.get(ref.key)
    if kind is not None:
        try:
            return people.show(kind.file.kind(ref.key), value, language)
        except (TypeError, ValueError, AttributeError):
            return str(value)
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if ref.prefix == "income" and isinstance(value, Decimal):
        return figures.roubles(value.quantize(Decimal("0.01")))
    words = {"verified": _("проверен"), "brought": _("принесён"), "none": _("нет")}
    return words.get(value, str(value)) if isinstance(value, str) else rules.shown(value, language=language)
