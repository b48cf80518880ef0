"""How an answer of the rules is told on every desk: seven outcomes with a word and a picture each, never colour
alone; how far the law was checked; who decides; how wide a sum may still be to be worth a word.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

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
