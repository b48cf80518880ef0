"""What may go wrong with a claim, each with a sentence for the person at the screen. Nothing was written."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ryadom.regions.clock import local
from ryadom.rules.api import Problem
from ryadom.ui.figures import day


class ClaimError(Exception):
    """The verb was not done; the text is a sentence for the reader."""


class Missing(ClaimError):
    """There is no such claim in this region, or this reader may not know of it."""

    def __init__(self) -> None:
        super().__init__(_("Такого заявления нет."))


class Forbidden(ClaimError):
    def __init__(self, why: str = "") -> None:
        super().__init__(why or _("У вас нет права на это действие."))


class WrongState(ClaimError):
    """The verb is not possible now, or not for this measure."""


class BadPlaces(ClaimError):
    """What must be put right in a number of places, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.text for problem in problems))


class NotIdentified(ClaimError):
    """The draft is kept, and may be printed and signed on paper."""

    def __init__(self, kept_until: date) -> None:
        self.kept_until = kept_until
        super().__init__(
            _(
                "Черновик сохранён до %(day)s. Чтобы отправить его, подтвердите личность: покажите паспорт в офисе "
                "или распечатайте заявление и подпишите."
            )
            % {"day": day(kept_until)}
        )


class AlreadyOpen(ClaimError):
    """The same application is being decided already."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(_("Такое заявление уже рассматривается: номер %(number)s.") % {"number": number})


class AlreadyDecided(ClaimError):
    """Somebody was first: who, when, what."""

    def __init__(self, *, who: str, at: datetime, region: str, verdict: str) -> None:
        self.who, self.at, self.verdict = who, at, verdict
        there = local(at, region)
        super().__init__(
            _("Решение уже есть: %(who)s, %(day)s в %(time)s — %(verdict)s.")
            % {"who": who, "day": day(there), "time": f"{there:%H:%M}", "verdict": _(verdict)}
        )


class Stale(ClaimError):
    def __init__(self) -> None:
        super().__init__(_("Пока вы смотрели, заявление изменилось. Откройте его заново."))
