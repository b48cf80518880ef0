"""What lies ahead, in words: «с 14 мая 2027 — положено», «доход выше на 312 ₽ на человека», «осталось не больше 2
вопросов, они решат 5 мер». The terminal says it so; pages and letters have a person before them (`ui.ahead`).
"""

from collections.abc import Iterator

from ryadom.packs.api import Text
from ryadom.rules.distances import count_said
from ryadom.rules.outcomes import Left, NearMiss, NextDate, Outcome
from ryadom.rules.wording import shown

THEN = {
    Outcome.ENTITLED: Text(ru="положено", en="yours by right"),
    Outcome.LIKELY: Text(ru="скорее всего положено", en="likely yours"),
    Outcome.NOT_YET: Text(ru="пока нет", en="not yet"),
    Outcome.NOT_ENTITLED: Text(ru="не положено", en="not yours"),
    Outcome.CLOSED: Text(ru="мера закончится", en="the measure ends"),
}


def next_said(found: NextDate) -> Text:
    """«с 14 мая 2027 — положено»."""
    then = THEN[found.outcome]
    return Text(ru=f"с {shown(found.on)} — {then.ru}", en=f"from {shown(found.on, language='en')}: {then.said('en')}")


def missed_said(found: NearMiss) -> Iterator[Text]:
    """Each distance of a near miss; a condition that counts nothing is named by its title in the answer itself."""
    for one in found.conditions:
        for distance in one.distances:
            yield distance.words


def left_said(left: Left) -> Text:
    """«осталось не больше 2 вопросов, они решат 5 мер»."""
    asked_ru = "1 вопроса" if left.questions == 1 else f"{left.questions} вопросов"
    if left.questions % 10 == 1 and left.questions % 100 != 11:
        asked_ru = f"{left.questions} вопроса"
    verb = "он решит" if left.questions == 1 else "они решат"
    asked_en = "1 question is" if left.questions == 1 else f"{left.questions} questions are"
    pronoun = "it settles" if left.questions == 1 else "they settle"
    measures_en = "1 measure" if left.measures == 1 else f"{left.measures} measures"
    return Text(
        ru=f"осталось не больше {asked_ru}, {verb} {count_said(left.measures, ('меру', 'меры', 'мер'))}",
        en=f"at most {asked_en} left, {pronoun} {measures_en}",
    )
