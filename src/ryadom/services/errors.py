"""What may go wrong with services, each with a sentence for the person at the screen. Nothing was written."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ryadom.ui.figures import day


class ServiceError(Exception):
    """The verb was not done; the text is a sentence for the reader."""


class Missing(ServiceError):
    """There is no such programme, order or visit in this region, or this reader may not know of it."""

    def __init__(self) -> None:
        super().__init__(_("Такой записи нет."))


class WrongStage(ServiceError):
    """The verb is not possible now."""


class Stale(ServiceError):
    def __init__(self) -> None:
        super().__init__(_("Пока вы смотрели, запись изменилась. Откройте её заново."))


class BadLines(ServiceError):
    """What must be put right in a programme, all at once."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


class NoPlaces(ServiceError):
    """The provider serves as many as it can."""

    def __init__(self) -> None:
        super().__init__(_("У этого поставщика сейчас нет мест. Выберите другого."))


class WrongCode(ServiceError):
    """The code is not the one the person holds. `left`: how many tries there are."""

    def __init__(self, left: int) -> None:
        self.left = left
        said = ngettext(
            "Код не подошёл. Осталась %(left)s попытка.", "Код не подошёл. Осталось попыток: %(left)s.", left
        ) % {"left": left}
        super().__init__(said if left else _("Код не подошёл. Попыток больше нет: пусть человек подпишет лист."))


class NotYet(ServiceError):
    """A visit is recorded on its day or later."""

    def __init__(self, on: date) -> None:
        super().__init__(_("Посещение записывают в тот день или позже: %(day)s.") % {"day": day(on)})
