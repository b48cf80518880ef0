"""The words of a claim: kinds of case, stages, lines of history. Russian msgids; values fill them (see `cases`)."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_noop as _n

from ryadom.cases.api import Kind, Stage, Words

CLAIM, APPEAL = "claim", "appeal"
SENT, CHECK, APPROVAL = "sent", "check", "approval"

# Only the verbs of this room close a case of these kinds.
SEAL = object()

CLAIM_KIND = Kind(
    CLAIM,
    _n("Заявление на меру"),
    (
        Stage(SENT, _n("Принято"), _n("Заявление у нас.")),
        Stage(CHECK, _n("Проверка"), _n("Проверяем сведения и документы.")),
        Stage(APPROVAL, _n("Утверждение"), _n("Решение готово, его проверяет второй человек.")),
    ),
    MappingProxyType(
        {
            "granted": _n("назначено"),
            "queued": _n("право подтверждено, вы в очереди"),
            "refused": _n("отказано"),
            "withdrawn": _n("заявление отозвано"),
            "closed": _n("закрыто"),
            "got": _n("получено"),
            "not_got": _n("ведомство отказало"),
        }
    ),
    SEAL,
)
APPEAL_KIND = Kind(
    APPEAL,
    _n("Жалоба на решение"),
    (
        Stage(SENT, _n("Принято"), _n("Жалоба у нас.")),
        Stage(CHECK, _n("Рассмотрение"), _n("Прежнее решение отменено, заявление рассматривают заново.")),
        Stage(APPROVAL, _n("Утверждение"), _n("Решение готово, его проверяет второй человек.")),
    ),
    MappingProxyType({**CLAIM_KIND.outcomes, "kept": _n("решение оставлено в силе")}),
    SEAL,
)

BRING = Words(
    _n("Нужен документ: %(document)s. Принесите или пришлите фото до %(until)s."),
    _n("Человеку сказано принести «%(document)s» до %(until)s."),
)
PAPER = Words(_n("Документ получен: %(document)s."), _n("Документ: %(document)s."))
PAPER_ACCEPTED = Words(_n("Документ подошёл: %(document)s."), _n("Документ принят: %(document)s."))
PAPER_REJECTED = Words(
    _n("Документ не подошёл: %(document)s. Почему: %(note)s. Пришлите ещё раз."),
    _n("Документ не принят: %(document)s. Почему: %(note)s."),
)
INCOME = _n("доход за период")
PROVED = Words("", _n("Подтверждено сотрудником: %(what)s."))
# The stage of approval has just told the person, so this line is for staff alone.
PROPOSED = Words("", _n("Предложено: %(verdict)s. %(reason)s"))
RETURNED = Words(_n("Решение уточняют."), _n("Возвращено: %(reason)s"))
APPROVED = Words("", _n("Утверждено: %(verdict)s."))
GRANTED = Words(_n("Назначено: %(title)s."), _n("Решение: назначить. %(reason)s"))
GRANTED_SUM = Words(_n("Назначено: %(title)s, %(amount)s."), _n("Решение: назначить %(amount)s. %(reason)s"))
QUEUED = Words(
    _n("У вас есть право на меру. Мест на этот год больше нет: вы в очереди, место %(place)s. Это не отказ."),
    _n("Решение: право есть, место в очереди %(place)s."),
)
PLACE_GIVEN = Words(_n("Ваша очередь подошла: %(title)s."), _n("Место дано."))
REFUSED = Words(_n("Отказано. %(why)s"), _n("Решение: отказать. %(why)s %(reason)s"))
WITHDRAWN = Words(_n("Вы отозвали заявление."), _n("Заявление отозвано заявителем."))
OUTCOME_GOT = Words(_n("Ведомство назначило вам эту меру."), _n("Ведомство назначило."))
OUTCOME_REFUSED = Words(_n("Ведомство отказало. Причина: %(reason)s"), _n("Ведомство отказало: %(reason)s"))

VERDICTS = MappingProxyType({"grant": _n("назначить"), "refuse": _n("отказать")})
DONE = MappingProxyType({"granted": _n("назначено"), "refused": _n("отказано")})
