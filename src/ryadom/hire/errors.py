"""What may go wrong with a hire, each with a sentence for the person at the screen. Nothing was written."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class HireError(Exception):
    """The verb was not done; the text is a sentence for the reader."""


class Missing(HireError):
    """There is no such hire or thing in this region, or this reader may not know of it."""

    def __init__(self) -> None:
        super().__init__(_("Такой записи нет."))


class WrongStage(HireError):
    """The verb is not possible now."""


class NotSaid(HireError):
    """Something must be put right in what was typed."""


class NoneFree(HireError):
    """Every such thing of the point is out or kept for somebody."""

    def __init__(self) -> None:
        super().__init__(_("В этом пункте такую вещь уже разобрали. Выберите другой пункт."))


class WrongCode(HireError):
    """The code is not the one the person holds. `left`: how many tries there are."""

    def __init__(self, left: int) -> None:
        self.left = left
        said = ngettext(
            "Код не подошёл. Осталась %(left)s попытка.", "Код не подошёл. Осталось попыток: %(left)s.", left
        ) % {"left": left}
        super().__init__(said if left else _("Код не подошёл. Попыток больше нет: пусть человек подпишет лист."))
