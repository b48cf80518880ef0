"""Why people of a region cannot be determined; nothing was written then."""

from __future__ import annotations

from datetime import date

from ryadom.packs.api import did_you_mean
from ryadom.rules.api import Rulebook


class DeterminingError(Exception):
    """A run that cannot begin or end; `ru` and `en` are whole sentences."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(ru)
        self.ru, self.en = ru, en

    def said(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.en if language == "en" else self.ru


def no_measure(measure: str, book: Rulebook) -> DeterminingError:
    ru, en = (near or "." for near in did_you_mean(measure, book.measures))
    return DeterminingError(f"Нет меры «{measure}»{ru}", f'There is no measure "{measure}"{en}')


def nobody(region: str) -> DeterminingError:
    return DeterminingError(
        f"В регионе {region} на этот день нет людей: определять некому.",
        f"There is nobody in {region} on that day: nothing to determine.",
    )


def ahead(on: date, today: date) -> DeterminingError:
    return DeterminingError(
        f"День {on:%d.%m.%Y} ещё не наступил (сегодня {today:%d.%m.%Y}): определения говорят о том, что есть.",
        f"{on} has not come yet (today is {today}): determinations tell what is.",
    )


def behind(on: date, latest: date) -> DeterminingError:
    return DeterminingError(
        f"Есть определения на {latest:%d.%m.%Y}. День {on:%d.%m.%Y} раньше: новое не заменяют старым.",
        f"There are determinations for {latest}. {on} is earlier: what is new is not replaced by what is old.",
    )


def another_runs(region: str) -> DeterminingError:
    return DeterminingError(
        f"Определения региона {region} уже записываются: дождитесь конца.",
        f"Determinations of {region} are being written already: wait for the end.",
    )
