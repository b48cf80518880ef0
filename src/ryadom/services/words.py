"""The words of a case of care: its kind, stages and lines of history. Russian msgids; values fill them."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_noop as _n

from ryadom.cases.api import Kind, Stage, Words

CARE = "care"
NEED, PROGRAMME, CHOICE, CARED = "need", "programme", "choice", "cared"
SEAL = object()  # only the verbs of this room close a case of care

CARE_KIND = Kind(
    CARE,
    _n("Социальные услуги"),
    (
        Stage(NEED, _n("Оценка потребности"), _n("Узнаём, какая помощь нужна.")),
        Stage(PROGRAMME, _n("Программа"), _n("Помощь положена. Составляем программу услуг.")),
        Stage(CHOICE, _n("Выбор поставщика"), _n("Программа готова. Выберите, кто будет помогать."), answered=True),
        Stage(CARED, _n("Помощь идёт"), _n("К вам приходят по плану."), answered=True),
    ),
    MappingProxyType(
        {
            "refused": _n("потребность не признана"),
            "withdrawn": _n("человек отказался от помощи"),
            "ended": _n("помощь закончена"),
            "replaced": _n("составлена новая программа"),
        }
    ),
    SEAL,
)

BAD_VISIT = "bad-visit"
BAD_VISIT_KIND = Kind(
    BAD_VISIT,
    _n("Плохая оценка посещения"),
    (Stage("sent", _n("Ждёт руководителя"), _n("Руководитель разбирается, что было не так.")),),
    MappingProxyType({"settled": _n("разобрались"), "closed": _n("закрыто")}),
)

RECOGNISED = Words(_n("Помощь положена: потребность признана."), _n("Потребность признана. %(why)s"))
REFUSED = Words(_n("Потребность не признана. Почему: %(why)s"), _n("Потребность не признана: %(why)s"))
DRAWN = Words("", _n("Программа составлена, ждёт утверждения."))
GIVEN_BACK = Words("", _n("Программа возвращена: %(why)s"))
APPROVED = Words(_n("Программа услуг утверждена, она действует до %(ends)s."), _n("Программа утверждена до %(ends)s."))
SENT = Words(_n("Вы выбрали: %(provider)s. Ответят до %(until)s."), _n("Заказ: %(provider)s, ответ до %(until)s."))
SENT_WITHOUT_TERM = Words(_n("Вы выбрали: %(provider)s. Ждём ответа."), _n("Заказ: %(provider)s, срок не внесён."))
ACCEPTED = Words(_n("%(provider)s придёт к вам с %(starts)s."), _n("Заказ принят: %(provider)s, с %(starts)s."))
TURNED_DOWN = Words(
    _n("%(provider)s не может помочь: %(why)s. Выберите другого, программа действует."),
    _n("Отказ поставщика %(provider)s: %(why)s"),
)
LAPSED = Words(
    _n("%(provider)s не ответил в срок. Выберите другого, мы поможем."), _n("Нет ответа в срок: %(provider)s.")
)
CANCELLED = Words(_n("Вы отменили заказ: %(provider)s."), _n("Человек отменил заказ: %(provider)s."))
ENDED = Words(_n("Посещения закончены: %(provider)s."), _n("Заказ закончен: %(provider)s. %(why)s"))
RATED = Words(
    _n("Ваша оценка посещения: %(score)s из 5. Руководитель прочтёт и разберётся."),
    _n("Оценка %(score)s из 5. Поставщик: %(provider)s. Слова человека: %(words)s"),
)
LOOKED_INTO = Words(_n("Что сделали после вашей оценки: %(done)s"), _n("Разобрались: %(done)s"))
