"""Why a claim may be refused: criteria that are not met, or the closed procedural list. Never the unknown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _n

CRITERIA = "criteria"


@dataclass(frozen=True)
class Ground:
    """A procedural reason: what staff choose, what the person reads; both Russian msgids. `outcome` is of the case."""

    id: str
    title: str
    for_person: str
    outcome: str


_ALL = (
    Ground(
        "withdrawn",
        _n("заявление отозвано"),
        _n("Вы отозвали заявление. Подать его можно снова."),
        "withdrawn",
    ),
    Ground(
        "duplicate",
        _n("такое заявление уже есть"),
        _n("Такое заявление у нас уже есть, мы решаем по нему."),
        "closed",
    ),
    Ground(
        "paper_not_brought",
        _n("документ не принесён"),
        _n("Не хватило документа, который есть только у вас. Принесите его и подайте снова."),
        "refused",
    ),
    Ground("moved", _n("заявитель переехал"), _n("Вы переехали. Обратитесь по новому месту жительства."), "closed"),
    Ground("died", _n("заявитель умер"), _n("Рассмотрение прекращено."), "closed"),
)
PROCEDURAL = {ground.id: ground for ground in _ALL}
