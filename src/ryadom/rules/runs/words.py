"""What the groups, outcomes and budgets of a run are called."""

from collections.abc import Mapping

from ryadom.packs.api import Text
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs.figures import Summary


def _texts(words: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {key: Text(ru=ru, en=en) for key, (ru, en) in words.items()}


OUTCOMES = _texts({
    Outcome.ENTITLED: ("положено", "entitled"),
    Outcome.LIKELY: ("скорее всего", "likely"),
    Outcome.UNKNOWN: ("не хватает сведений", "not known"),
    Outcome.NOT_YET: ("пока нет", "not yet"),
    Outcome.NOT_ENTITLED: ("нет", "no"),
    Outcome.CLOSED: ("закончилась", "ended"),
    Outcome.FAILED: ("проверит специалист", "for a specialist"),
})  # fmt: skip

DIMENSIONS = _texts({
    "district": ("Район", "District"),
    "decile": ("Десятая часть по доходу на человека", "Tenth by income a head"),
    "family_type": ("Семья", "Family"),
    "age": ("Возраст", "Age"),
})  # fmt: skip

FAMILIES = _texts({
    "single": ("один взрослый", "one adult"),
    "pensioner": ("пенсионер без семьи", "a pensioner alone"),
    "couple": ("супруги без детей", "a couple"),
    "pensioners": ("супруги-пенсионеры", "a couple of pensioners"),
    "couple_1": ("супруги с ребёнком", "a couple with a child"),
    "couple_2": ("супруги с двумя детьми", "a couple with two children"),
    "couple_3": ("супруги с тремя детьми и больше", "a couple with three children or more"),
    "one_parent": ("один родитель с детьми", "one parent with children"),
    "other": ("другая семья", "another family"),
    "unknown": ("состав не известен", "members not known"),
})  # fmt: skip

LEVELS = _texts({
    "federal": ("федеральный бюджет", "federal budget"),
    "region": ("бюджет региона", "regional budget"),
    "municipality": ("местный бюджет", "municipal budget"),
    "unstated": ("бюджет не указан", "budget not stated"),
})  # fmt: skip


def decile(key: str) -> Text:
    """The name of a tenth; the first is the poorest."""
    if key == "unknown":
        return Text(ru="доход не известен", en="income not known")
    return Text(ru=f"{key}-я", en=f"no. {key}")


def age(key: str) -> Text:
    """The name of an age."""
    if key == "family":
        return Text(ru="семья целиком", en="the family as a whole")
    if key == "unknown":
        return Text(ru="возраст не известен", en="age not known")
    return Text(ru=key.replace("-", "–"), en=key.replace("-", "–"))


def group(dimension: str, key: str) -> Text:
    """The name of a group of one dimension."""
    if dimension == "family_type":
        return FAMILIES[key]
    if dimension in ("decile", "age"):
        return decile(key) if dimension == "decile" else age(key)
    return Text(ru="район не известен", en="district not known") if key == "unknown" else Text(ru=key)


def level(key: str) -> Text:
    """The name of a budget; a region may name levels of its own."""
    return LEVELS.get(key) or Text(ru=key)


def heading(summary: Summary) -> Text:
    """The first line of everything that is made of a run: an imagined population is named as such."""
    day = summary.about.on
    note = summary.note
    ru, en = f"Прогон на {day:%d.%m.%Y}", f"A run for {day}"
    return Text(ru=f"{ru}: {note.ru}", en=f"{en}: {note.said('en')}") if note else Text(ru=ru, en=en)
