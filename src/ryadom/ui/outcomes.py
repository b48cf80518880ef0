"""How the seven outcomes of a measure are told: a word and a picture each, never colour alone."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryadom.ui import figures


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


def told(outcome: object, closed_on: date | None = None) -> Told:
    """The words for an outcome (a string or a string enum). Raises KeyError for an eighth one."""
    known = OUTCOMES[str(getattr(outcome, "value", outcome))]
    if closed_on is None:
        return known
    return Told(gettext("нет, закончилось %(day)s") % {"day": figures.day(closed_on)}, known.icon, known.tone)
