"""How a fact is asked, whether it can be asked at all, and what the effort of answering is."""

from datetime import date
from typing import TYPE_CHECKING

from ryadom.kit.periods import MONTHS_EN, MONTHS_OF_RU, MONTHS_RU
from ryadom.packs.api import Text
from ryadom.rules.compiled import FactKind, Rulebook
from ryadom.rules.facts import FactRef, Family, window_of
from ryadom.rules.outcomes import Question

if TYPE_CHECKING:
    from ryadom.rules.kinds import Criterion

PERSONS_COST, RECEIVED_COST, ATTESTED_COST, INCOME_COST, DOCUMENT_COST = 1, 1, 2, 3, 3
SENSITIVE = 2


def askable(book: Rulebook, family: Family, ref: FactRef) -> bool:
    """Whether a person can be asked it: it has a question and has not been answered."""
    if family.known(ref) is not None:
        return False
    if ref.prefix or ref.key == "persons":
        return True
    kind = book.facts.get(ref.key)
    return kind is not None and kind.file.question is not None


def cost(book: Rulebook, ref: FactRef) -> float:
    """The effort of answering."""
    special = {"received": RECEIVED_COST, "attested": ATTESTED_COST, "income": INCOME_COST, "document": DOCUMENT_COST}
    if ref.key == "persons":
        return 0.1
    if ref.prefix:
        return special.get(ref.prefix, 3)
    kind = book.facts[ref.key]
    return float(kind.file.cost or 1) * (SENSITIVE if kind.file.sensitive else 1)


def question(book: Rulebook, family: Family, ref: FactRef, measures: tuple[str, ...] = ()) -> Question:
    """How a fact is asked."""
    person = family.person(ref.person) if ref.person else None
    name = person.name if person else ""
    if ref.key == "persons":
        return Question(
            ref,
            "persons",
            Text(ru="Кто живёт с вами одной семьёй?", en="Who lives with you as one family?"),
            Text(ru="Семья", en="Family"),
            measures=measures,
        )
    if ref.prefix == "income":
        return _income(ref, name, measures)
    if ref.prefix:
        return _yes_no(book, ref, name, measures)
    return _of_catalogue(book.facts[ref.key], ref, name, measures)


def _of_catalogue(kind: FactKind, ref: FactRef, name: str, measures: tuple[str, ...]) -> Question:
    file = kind.file
    label = file.label or Text(ru=file.name[:1].upper() + file.name[1:])
    choices = tuple((c.value, c.title or Text(ru=c.name)) for c in file.choices or ())
    return Question(
        ref,
        file.type,
        file.question or label,
        label,
        file.why,
        file.hint,
        file.unit,
        choices,
        None,
        measures,
        file.may_be_absent,
        file.sensitive,
        name,
        file.min,
        file.max,
    )


def _income(ref: FactRef, name: str, measures: tuple[str, ...]) -> Question:
    first, last = window_of(ref.key)
    who_ru, who_en = (
        (f"{name}: сколько денег получено", f"{name}: how much money was received")
        if name
        else ("Сколько денег получила вся семья", "How much money did the whole family receive")
    )
    ru = f"{who_ru} {_span_ru(first, last)}, всего?"
    en = (
        f"{who_en} from {MONTHS_EN[first.month - 1]} {first.year} to {MONTHS_EN[last.month - 1]} {last.year}, in total?"
    )
    why = Text(
        ru="Многие меры зависят от дохода на человека за эти месяцы.",
        en="Many measures depend on the income per person in these months.",
    )
    hint = Text(
        ru="До вычета налога: зарплата, пенсия, пособия, алименты, подработка. Можно примерно.",
        en="Before tax: pay, pension, benefits, alimony, side jobs. An estimate will do.",
    )
    label = Text(
        ru=f"Доход{f': {name}' if name else ' семьи'} {_span_ru(first, last)}", en=f"Income {first:%m.%Y}-{last:%m.%Y}"
    )
    return Question(
        ref, "money", Text(ru=ru, en=en), label, why, hint, "₽", (), (first, last), measures, person_name=name
    )


def _span_ru(first: date, last: date) -> str:
    return f"с {MONTHS_OF_RU[first.month - 1]} {first.year} по {MONTHS_RU[last.month - 1]} {last.year}"


def _yes_no(book: Rulebook, ref: FactRef, name: str, measures: tuple[str, ...]) -> Question:
    measure_id, _, criterion_id = ref.about.partition("/")
    measure = book.measures.get(measure_id)
    title = measure.file.title if measure else Text(ru=measure_id)
    why = Text(ru=f"Это нужно для меры «{title.ru}».", en=f'This matters for "{title.said("en")}".')
    if ref.prefix == "received":
        text = Text(ru=f"Вы уже получали: {title.ru}?", en=f"Have you already received: {title.said('en')}?")
        label = Text(ru=f"Получали ли раньше: {title.ru}", en=f"Received before: {title.said('en')}")
        return Question(ref, "boolean", text, label, why, measures=measures, person_name=name)
    criterion = _criterion(book, measure_id, criterion_id)
    if ref.prefix == "document":
        paper = criterion.document if criterion and criterion.document else title
        text = Text(ru=f"У вас есть этот документ: {paper.ru}?", en=f"Do you have this paper: {paper.said('en')}?")
    else:
        text = criterion.attested if criterion and criterion.attested else title
    label = criterion.title if criterion else title
    return Question(ref, "boolean", text, label, why, measures=measures, person_name=name)


def _criterion(book: Rulebook, measure: str, id: str) -> "Criterion | None":
    if measure not in book.measures:
        return None
    for version in reversed(book.measures[measure].file.versions):
        for top in version.who.criteria:
            found: Criterion | None = next((c for c in (top, *(top.any or ())) if c.id == id), None)
            if found is not None:
                return found
    return None
