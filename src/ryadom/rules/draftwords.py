"""Every word a rule may say, for completion: the names of the book, the functions of the profile, the keywords."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ryadom.feel.builtins import BUILTINS
from ryadom.feel.profile import ALLOWED
from ryadom.packs.api import Text
from ryadom.rules.compiled import Name, Rulebook
from ryadom.rules.draftrules import choices_of, name_kind
from ryadom.rules.drafts import Word

ENGINE = {
    "дата": ("день, на который смотрим", "the day asked about"),
    "дата заявления": ("день обращения", "the day of applying"),
    "заявитель": ("кто обращается: заявитель.возраст", "who applies"),
    "члены семьи": ("все, кто назван в семье", "everybody named in the family"),
    "состав": ("кого закон считает семьёй для этой меры", "whom the law counts as the family here"),
    "человек в составе": ("сколько человек в составе", "how many people the composition holds"),
    "доход состава": ("доход всех за окно меры, в рублях", "everybody's income in the measure's window"),
    "месяцев в окне": ("сколько месяцев в окне дохода", "how many months the income window has"),
    "среднедушевой доход": ("доход на человека в месяц, в рублях", "income per head and month, in roubles"),
    "доход человека": ("доход этого человека за окно меры", "this person's income in the window"),
    "уже получено": ("эту меру уже давали", "the measure was received before"),
}
KEYWORDS = {
    "and": ("и: верно и то и другое", "both"), "or": ("или: верно хотя бы одно", "either"),
    "if": ("if условие then одно else другое", "if condition then one else other"),
    "in": ("входит в список или промежуток", "is in a list or a range"),
    "between": ("between 1 and 3: от и до, края входят", "from and to, both included"),
    "some": ("some x in список satisfies …: хотя бы для одного", "at least one satisfies"),
    "every": ("every x in список satisfies …: для каждого", "each one satisfies"),
    "true": ("да", "yes"), "false": ("нет", "no"), "null": ("такого нет: проверка на отсутствие", "known to be absent"),
}  # fmt: skip
FUNCTIONS = {
    "count": ("сколько элементов в списке", "how many items"), "sum": ("сумма чисел", "the sum"),
    "сумма": ("сумма чисел", "the sum"), "min": ("наименьшее", "the least"), "max": ("наибольшее", "the greatest"),
    "not": ("не: наоборот", "not"), "abs": ("без знака минус", "without its sign"),
    "round half up": ("округлить: round half up(число, 2)", "round half up"),
    "round half down": ("округлить, половину вниз", "round half down"), "round up": ("округлить от нуля", "round up"),
    "round down": ("отбросить лишние знаки", "round down"), "floor": ("до целого вниз", "down to a whole number"),
    "ceiling": ("до целого вверх", "up to a whole number"),
    "полных лет": ("сколько лет исполнилось к дню", "age reached on the day"),
    "полных лет со следующего дня": ("возраст, достигнутый на следующий день", "age reached the day after"),
    "полных месяцев": ("сколько месяцев прошло", "months that have passed"),
    "прибавить месяцы": ("день через столько месяцев", "the day so many months later"),
    "начало месяца": ("первый день месяца", "the first day of the month"),
    "конец месяца": ("последний день месяца", "the last day of the month"),
    "date": ('день: date("2027-01-01")', "a day"), "list contains": ("есть ли в списке", "whether a list holds it"),
    "contains": ("есть ли в тексте", "whether a text holds it"), "mean": ("среднее", "the mean"),
    "all": ("верно всё", "all true"), "any": ("верно хоть одно", "any true"),
    "last day of month": ("сколько дней в месяце", "how many days the month has"),
}  # fmt: skip
PLAIN = ("функция языка правил", "a function of the rule language")
UNITS = {"money": "₽", "days": "дн.", "share": "доля"}


def words_of(book: Rulebook) -> tuple[Word, ...]:
    """By kind and name. Built once for a book."""
    kept = book.__dict__.get("_words_for_completion")
    if kept is None:
        kept = tuple(sorted((*_names(book), *_functions(), *_keywords()), key=lambda one: (one.kind, one.name)))
        book.__dict__["_words_for_completion"] = kept
    return kept  # type: ignore[no-any-return]


def _names(book: Rulebook) -> Iterator[Word]:
    for name, known in book.names.items():
        if known.kind in ("fact", "person fact"):
            yield _fact(book, name, known)
        elif known.kind in ("definition", "person definition"):
            yield _definition(book, name, known)
        elif known.kind in ("parameter", "table"):
            yield _parameter(book, name, known)
        elif known.kind == "set":
            shown = book.sets[known.id]
            text = Text(ru=f"набор, {len(shown)}: {', '.join(shown[:4])}", en=f"a set of {len(shown)}")
            yield Word(name, "set", "list", text, f"… in {name}")
        else:
            yield Word(name, "engine", name_kind(book, name), Text(ru=ENGINE[name][0], en=ENGINE[name][1]))


def _fact(book: Rulebook, name: str, known: Name) -> Word:
    file = book.facts[known.id].file
    text = file.label or file.question or Text(ru=name)
    unit = _unit(file.type, getattr(file, "unit", None))
    choices = choices_of(book, name)
    signature = f'{name} = "{choices[0]}"' if choices else f"{name} != null" if file.may_be_absent else ""
    return Word(name, "fact", name_kind(book, name), text, signature, unit, choices)


def _definition(book: Rulebook, name: str, known: Name) -> Word:
    found = book.definitions[name]
    last = found.versions[-1] if found.versions else None
    article = next((one for one in (last and last.article, last and last.source) if one and one != "not checked"), None)
    text = found.label or Text(ru=f"определение: {article}" if article else "определение", en="a definition")
    return Word(name, "definition", found.type, text, unit=UNITS.get(found.type, ""))


def _parameter(book: Rulebook, name: str, known: Name) -> Word:
    found = book.parameters[known.id]
    keys = ", ".join(f'{key}: "{found.choices[key][0]}"' for key in found.keys)
    label = getattr(found, "label", None) or Text(ru="число из закона", en="a number of the law")
    unit = _unit(found.type, found.unit)
    choices = tuple(choice for key in found.keys for choice in found.choices[key])
    return Word(name, "parameter", found.type, label, f"{name}({keys})" if keys else name, unit, choices)


def _unit(type: str, unit: str | None) -> str:
    """«₽ в месяц»: of money the unit says per what; of anything else it is the whole unit."""
    if type == "money":
        return " ".join(filter(None, (UNITS[type], unit)))
    return unit or UNITS.get(type, "")


def _functions() -> Iterator[Word]:
    for name in sorted(ALLOWED & BUILTINS.keys()):
        ru, en = FUNCTIONS.get(name, PLAIN)
        yield Word(name, "function", "", Text(ru=ru, en=en), f"{name}({', '.join(BUILTINS[name].params)})")


def _keywords() -> Iterator[Word]:
    kind: Literal["keyword"] = "keyword"
    for name, (ru, en) in KEYWORDS.items():
        yield Word(name, kind, "", Text(ru=ru, en=en))
