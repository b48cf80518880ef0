"""What may go wrong, each with a sentence for the person at the screen."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ryadom.regions.clock import local
from ryadom.ui.figures import day


class CaseError(Exception):
    """The verb was not done and nothing has changed; the text is a sentence for the reader."""


class Missing(CaseError):
    """There is no such case in this region. Another region's case is just as absent."""

    def __init__(self) -> None:
        super().__init__(_("Такого дела нет."))


class Forbidden(CaseError):
    """This person may not do this."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or _("У вас нет права на это действие."))


class WrongState(CaseError):
    """The verb is not possible now."""


class Stale(CaseError):
    """Somebody changed the case after this reader opened it."""

    def __init__(self) -> None:
        super().__init__(_("Пока вы смотрели, дело изменилось. Откройте его заново: ваш текст сохранён на странице."))


class AlreadyDecided(CaseError):
    """Somebody else was first: who, when and with what outcome."""

    def __init__(self, *, number: str, who: str, at: datetime, region: str, outcome: str) -> None:
        self.number, self.who, self.at, self.outcome = number, who, at, outcome
        there = local(at, region)
        super().__init__(
            _("По делу %(number)s решение уже принято: %(who)s, %(day)s в %(time)s — %(outcome)s.")
            % {"number": number, "who": who, "day": day(there), "time": f"{there:%H:%M}", "outcome": _(outcome)}
        )
