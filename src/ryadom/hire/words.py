"""The words of a case of hire: its kind, stages and lines of history. Russian msgids; values fill them."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_noop as _n

from ryadom.cases.api import Kind, Stage, Words

HIRE = "hire"
NEED, CHOICE, WAITS, OUT = "need", "choice", "waits", "out"
SEAL = object()  # only the verbs of this room close a case of hire

HIRE_KIND = Kind(
    HIRE,
    _n("Прокат"),
    (
        Stage(NEED, _n("Проверяем"), _n("Смотрим, по какому правилу дать вещь.")),
        Stage(CHOICE, _n("Выбор пункта"), _n("Вещь положена. Выберите, где её взять."), answered=True),
        Stage(WAITS, _n("Отложена"), _n("Вещь отложена для вас в пункте проката."), answered=True),
        Stage(OUT, _n("У вас"), _n("Вещь у вас. Верните её в срок или продлите."), answered=True),
    ),
    MappingProxyType(
        {
            "refused": _n("вещь не положена"),
            "withdrawn": _n("человек передумал"),
            "returned": _n("вещь вернули"),
        }
    ),
    SEAL,
)

CONFIRMED = Words(_n("Вещь положена: %(title)s. Выберите пункт."), _n("Потребность подтверждена: %(why)s"))
REFUSED = Words(_n("Дать вещь не можем. Почему: %(why)s"), _n("Потребность не подтверждена: %(why)s"))
KEPT = Words(_n("Вещь отложена для вас: %(provider)s."), _n("Отложено: %(provider)s, номер %(number)s."))
LET_GO = Words(_n("Вы отменили выбор пункта."), _n("Человек отменил выбор пункта."))
GIVEN = Words(_n("Вам дали вещь до %(due)s: %(provider)s."), _n("Выдано до %(due)s: %(provider)s, номер %(number)s."))
PROLONGED = Words(_n("Срок продлён до %(due)s."), _n("Срок продлён до %(due)s."))
RETURNED = Words(_n("Вы вернули вещь. Спасибо."), _n("Возвращено: %(provider)s, номер %(number)s. %(note)s"))
OVERDUE = Words(_n("Срок прошёл %(due)s. Верните вещь или продлите срок."), _n("Срок возврата прошёл %(due)s."))
