"""Which question is asked: the one of the situation, else the general one, from the practices of the region."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from ryadom.packs import api as packs
from ryadom.voice.kinds import STEPS, SurveyFile

GENERAL = "settled"


@dataclass(frozen=True)
class Survey:
    """The question in the reader's language; `choices` are (1 to 5, words)."""

    id: str
    question: str
    choices: tuple[tuple[int, str], ...]
    thanks: str


def survey_for(region: str, on: date, situation: str = "") -> str:
    """The id of the survey to ask in a situation."""
    own = (id for id, file in _files(region, on).items() if situation and file.situation == situation)
    return next(own, GENERAL)


def survey(region: str, on: date, id: str, language: str = "ru") -> Survey:
    """The survey as put to a reader. Where no practice brings it, the plain general question stands in."""
    files = _files(region, on)
    file = files.get(id) or files.get(GENERAL)
    if file is None:
        return _plain()
    choices = tuple((choice.value, choice.title.said(language)) for choice in file.choices)
    return Survey(id, file.question.said(language), choices, file.thanks.said(language))


def _files(region: str, on: date) -> dict[str, SurveyFile]:
    active = packs.active(region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")
    return {item.id: item.value for practice in active for item in practice.of("survey")}


def _plain() -> Survey:
    words = (_("Совсем нет"), _("Скорее нет"), _("Частично"), _("Скорее да"), _("Да, полностью"))
    return Survey(GENERAL, _("Получилось ли решить ваш вопрос?"), tuple(zip(STEPS, words, strict=True)), _("Спасибо."))
