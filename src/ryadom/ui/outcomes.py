"""How an answer of the rules is told on every desk: seven outcomes with a word and a picture each, never colour
alone; how far the law was checked; who decides; the sum; the one sentence under a title. What a desk says in its own
way it gives as a template.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryadom.ui import figures

# Bounds of a sum are told up to this many roubles; what a catalogue allows at most helps nobody.
WIDEST: Final = Decimal(2_000_000)


@dataclass(frozen=True)
class Told:
    word: str | Promise
    icon: str
    tone: str  # yes, maybe, ask, later, no, staff: the colour and nothing else


OUTCOMES: Final = {
    "entitled": Told(_("положено по вашим ответам"), "circle-check-big", "yes"),
    "likely": Told(_("скорее всего"), "circle-dot", "maybe"),
    "unknown": Told(_("не хватает сведений"), "circle-question-mark", "ask"),
    "not_yet": Told(_("пока нет"), "hourglass", "later"),
    "not_entitled": Told(_("нет"), "circle-minus", "no"),
    "closed": Told(_("нет"), "calendar-x", "no"),
    "failed": Told(_("проверит специалист"), "user-round-search", "staff"),
}


# Colleagues read about somebody else: «по вашим ответам» would be theirs.
AT_THE_DESK: Final = {**OUTCOMES, "entitled": Told(_("положено"), "circle-check-big", "yes")}


def told(outcome: object, closed_on: date | None = None, *, desk: bool = False) -> Told:
    """The words for an outcome (a string or a string enum), for the person or for staff at their desk. Raises KeyError
    for an eighth one.
    """
    known = (AT_THE_DESK if desk else OUTCOMES)[str(getattr(outcome, "value", outcome))]
    if closed_on is None:
        return known
    return Told(gettext("нет, закончилось %(day)s") % {"day": figures.day(closed_on)}, known.icon, known.tone)


def verified(mark: str) -> str:
    """How far something was checked, in words. Raises KeyError for a mark that the law of marks does not know."""
    return {
        "act": gettext("прочитан сам акт"),
        "official_page": gettext("по официальной странице"),
        "press": gettext("по сообщениям прессы"),
        "recalled": gettext("не проверено"),
    }[mark]


def body(decided_by: str) -> str:
    """Who decides, in words."""
    return {
        "region": gettext("соцзащита региона"),
        "municipality": gettext("администрация города или района"),
        "sfr": gettext("Социальный фонд (СФР)"),
        "fns": gettext("налоговая (ФНС)"),
        "job_centre": gettext("центр занятости"),
        "school": gettext("школа"),
        "zags": gettext("ЗАГС"),
        "hospital": gettext("больница"),
        "mos": gettext("социальный центр города"),
        "employer": gettext("работодатель"),
        "bank": gettext("банк"),
    }.get(decided_by, decided_by)


def sum_words(amount: Any, language: str, *, label: Callable[[Any], str], broken: str, depends: str) -> tuple[str, str]:
    """The sum of an answer (or None) and what stands beside it. An unknown sum is named, never shown as zero.

    `label` names a fact; `broken` and `depends` are the desk's sentences, with `%(what)s` in them.
    """
    if amount is None:
        return "", ""
    unit = amount.unit.said(language) if amount.unit else ""
    if amount.value is not None:
        about = gettext("примерно") if amount.about else ""
        note = amount.note.said(language) if amount.note else ""
        return figures.roubles(amount.value), joined(unit, about, note)
    if (words := _bounds(amount.low, amount.high)) is not None:
        return words, unit
    if amount.broken:
        return "", broken % {"what": amount.broken.said(language)}
    missing = ", ".join(map(label, amount.missing))
    return "", depends % {"what": missing} if missing else ""


def _bounds(low: Decimal | None, high: Decimal | None) -> str | None:
    """Bounds help only where they are near: «до 1 500 000 ₽», «от 8 450 ₽ до 16 901 ₽»."""
    if low is None or high is None or high > WIDEST:
        return None
    if low <= 0:
        return gettext("до %(high)s") % {"high": figures.roubles(high)}
    return gettext("от %(low)s до %(high)s") % {"low": figures.roubles(low), "high": figures.roubles(high)}


def later_words(not_yet: Any, language: str, possible: str) -> str:
    """Why it is not possible yet and from which day it will be; `possible` is the desk's sentence with `%(day)s`."""
    when = possible % {"day": figures.day(not_yet.on)} if not_yet.on else ""
    return joined(not_yet.text.said(language), when)


def condition_words(said: str, numbers: Iterable[str]) -> str:
    """What is said of a condition, then the person's own numbers as a sentence."""
    own = "; ".join(numbers)
    return joined(said, f"{own[:1].upper()}{own[1:]}." if own else "")


def law_words(article: str, source: str | None, mark: str) -> str:
    """Where a condition is written and how far that was checked."""
    known = "" if article in ("", "not checked") else article
    words = dict.fromkeys(filter(None, (known or gettext("статья не проверена"), source, verified(mark))))
    return ", ".join(one for one in words if not any(one != other and other.endswith(one) for other in words))


def joined(*words: str) -> str:
    """Words with one space between them; empty ones leave none."""
    return " ".join(filter(None, words))
