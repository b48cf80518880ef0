"""A comparison as tables of words and numbers: what the command prints and what the files hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ryadom.packs.api import Text
from ryadom.rules.parameters import Keys
from ryadom.rules.runs.words import DIMENSIONS, FAMILIES, LEVELS, decile
from ryadom.rules.whatif.comparison import Comparison, Cost, MeasureChange, Money, Share, Tally

Cell = str | int | Decimal | None
Rows = Iterable[tuple[str, Tally | None, Cost | None]]
UNCOSTED = {
    "service": Text(ru="услуга, стоимость не введена", en="a service, its cost is not entered"),
    "discount": Text(ru="скидка, стоимость не введена", en="a discount, its cost is not entered"),
    "status": Text(ru="статус, денег в нём нет", en="a status, no money in it"),
    "": Text(ru="стоимость не введена", en="its cost is not entered"),
}
PER = {"month": ("в месяц", "a month"), "year": ("в год", "a year")}


@dataclass(frozen=True)
class Table:
    """One table; numbers are numbers (Decimal: roubles), so that a sheet can go on counting. `note` stands beneath."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Told:
    """A comparison for a reader: the heading, sentences, tables. `ground` is said on everything made from it."""

    title: str
    ground: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]


def told(found: Comparison, lang: str) -> Told:
    """A comparison in Russian ("ru") or English ("en")."""
    return _Teller(found, lang).told()


def _unweighed(one: MeasureChange) -> bool:
    """A right that is no money and that somebody has on one of the sides."""
    return not one.counted and bool(one.receive_before or one.receive_after)


class _Teller:
    def __init__(self, found: Comparison, lang: str) -> None:
        self.found, self.lang = found, lang

    def said(self, ru: str, en: str) -> str:
        return ru if self.lang == "ru" else en

    def told(self) -> Told:
        return Told(self.found.scenario.title, self.ground(), tuple(self.sentences()), tuple(self.tables()))

    def ground(self) -> str:
        """Where it comes from: an imagined population, or the share of families of whom it is not known."""
        origin = self.found.provenance
        if origin.imagined:
            return self.said("условное население", "imagined population")
        share = f"{origin.unknown_share * 100:.1f}".replace(".", "," if self.lang == "ru" else ".")
        return self.said(
            f"{origin.population_title}; неизвестно у {share} % семей",
            f"{origin.population_title}; not known of {share} % of families",
        ).lstrip("; ")

    def sentences(self) -> Iterator[str]:
        found = self.found
        families, cost = found.families, found.cost
        yield self.said(
            f"Семей {families.total}: получат больше {families.gain}, потеряют {families.lose}, "
            f"не изменится у {families.unchanged}, неизвестно {families.unknown}.",
            f"Families {families.total}: gain {families.gain}, lose {families.lose}, "
            f"unchanged {families.unchanged}, not known {families.unknown}.",
        )
        yield self.said(
            f"За 12 месяцев точно прибавится {roubles(cost.gained)} и точно убавится {roubles(cost.lost)}; "
            f"вместе с неизвестным: {self.money(cost.more)}.",
            f"In 12 months surely {roubles(cost.gained)} more and {roubles(cost.lost)} less; "
            f"with what is not known: {self.money(cost.more)}.",
        )
        yield from (self.uncosted(one) for one in found.measures if _unweighed(one))
        yield from (note.said(self.lang) for note in found.notes)

    def uncosted(self, one: MeasureChange) -> str:
        """What no sum weighs, with how many get it: a nought of roubles is not «costs nothing»."""
        why = self.named(UNCOSTED, one.kind) if one.kind in UNCOSTED else self.named(UNCOSTED, "")
        who = self.said("семей", "families") if one.to == "family" else self.said("людей", "people")
        title, before, after = one.title.said(self.lang), one.receive_before, one.receive_after
        return self.said(
            f"«{title}»: {why}; точно получают сейчас: {who} {before}, по сценарию: {after}.",
            f'"{title}": {why}; surely get it now: {who} {before}, in the scenario: {after}.',
        )

    # --- tables ------------------------------------------------------------------------------------------------------

    def tables(self) -> Iterator[Table]:
        found = self.found
        yield self.table("summary", ("Итог", "Summary"), self.of_whom(), self.summary(), self.dates())
        rows = ((one.title.said(self.lang), one.decisions, one.cost) for one in found.measures)
        yield self.table("measures", ("По мерам", "By measure"), ("Мера", "Measure"), rows)
        months = ((f"{one.month:%m.%Y}", None, one.cost) for one in found.months)
        yield self.table("months", ("По месяцам", "By month"), ("Месяц", "Month"), months, self.rule_of_months())
        levels = ((self.named(LEVELS, one.level), None, one.cost) for one in found.levels)
        yield self.table("levels", ("По бюджетам", "By budget"), ("Бюджет", "Budget"), levels)
        for name, shares in found.tables.items():
            label = DIMENSIONS.get(name, Text(ru=name, en=name))
            yield self.table(
                name, (label.ru, label.said("en")), (label.ru, label.said("en")), self.shares(name, shares)
            )
        yield from self.beside()

    def of_whom(self) -> tuple[str, str]:
        return ("Кого считали", "Counted")

    def summary(self) -> Iterator[tuple[str, Tally, Cost | None]]:
        yield self.said("Семьи", "Families"), self.found.families, self.found.cost
        yield self.said("Люди в них", "People in them"), self.found.persons, None
        yield self.said("Решения по мерам", "Decisions"), self.found.decisions, None

    def shares(self, name: str, shares: tuple[Share, ...]) -> Iterator[tuple[str, Tally, Cost]]:
        for one in shares:
            yield self.group(name, one.key), one.families, one.cost

    def group(self, name: str, key: str) -> str:
        if name == "decile":
            return decile(key).said(self.lang)
        if name == "family_type":
            return self.named(FAMILIES, key)
        return key if key not in ("", "unknown") else self.said("не известен", "not known")

    def named(self, words: Mapping[str, Text], key: str) -> str:
        known = words.get(key)
        return known.said(self.lang) if known else key

    def table(self, id: str, title: tuple[str, str], label: tuple[str, str], rows: Rows, note: str = "") -> Table:
        lines = tuple((name, *_counts(tally), *_sums(cost)) for name, tally, cost in rows)
        heads = [
            ("Получат", "Gain"), ("Потеряют", "Lose"), ("Без перемен", "Unchanged"), ("Неизвестно", "Not known"),
            ("Сейчас от, ₽", "Before from, RUB"), ("Сейчас до, ₽", "Before to, RUB"),
            ("Станет от, ₽", "After from, RUB"), ("Станет до, ₽", "After to, RUB"),
            ("Точно больше, ₽", "Surely more, RUB"), ("Точно меньше, ₽", "Surely less, RUB"),
            ("Без границы", "Without an end"),
        ]  # fmt: skip
        return Table(id, self.said(*title), tuple(self.said(*head) for head in (label, *heads)), lines, note)

    def beside(self) -> Iterator[Table]:
        """Cliffs, steps and ceilings, where they were asked for."""
        found = self.found
        if found.cliffs:
            c = found.cliffs
            heads = ("Сейчас", "По сценарию", "Появятся", "Исчезнут", "Смотрели семей")
            en = ("Before", "After", "Made", "Removed", "Families looked at")
            title = ("Обрывы: лишний рубль отнимает больше рубля", "Cliffs: one rouble more loses more than a rouble")
            row = (c.before, c.after, c.made, c.removed, c.looked_at)
            yield Table("cliffs", self.said(*title), heads if self.lang == "ru" else en, (row,))
        if found.sensitivity:
            yield self.steps()
        if found.cuts:
            yield self.cuts()

    def steps(self) -> Table:
        heads = ("Число", "В сценарии", "Шаг", "Точно больше, ₽", "Точно меньше, ₽", "За год от, ₽", "За год до, ₽")
        en = (
            "Number",
            "In the scenario",
            "Step",
            "Surely more, RUB",
            "Surely less, RUB",
            "A year from, RUB",
            "A year to, RUB",
        )
        rows = tuple(
            (
                number_name(s.name, s.keys),
                s.at,
                s.by,
                kopecks(s.gained),
                kopecks(s.lost),
                kopecks(s.more.low),
                kopecks(s.more.high),
            )
            for s in self.found.sensitivity
        )
        title = self.said("Что стоит один шаг", "What one step costs")
        return Table("sensitivity", title, heads if self.lang == "ru" else en, rows)

    def cuts(self) -> Table:
        heads = ("Мера", "Потолок, ₽", "Срок", "Нужно, ₽", "Выдадут, ₽", "Получат", "Останутся", "Неизвестно", "Зерно")
        en = ("Measure", "Ceiling, RUB", "Per", "Wanted, RUB", "Paid, RUB", "Served", "Left", "Not known", "Seed")
        rows = tuple(
            (c.measure, kopecks(c.ceiling), self.said(*PER[c.per]), kopecks(c.wanted), kopecks(c.paid), c.served,
             c.left, c.waiting_unknown, c.seed)
            for c in self.found.cuts
        )  # fmt: skip
        note = self.said(
            "Порядок — жребий: хеш зерна, меры и номера семьи. Деньги кончаются на первом, кому не хватило.",
            "The order is a lot: the hash of seed, measure and family. The line ends at the first not covered.",
        )
        title = self.said("Потолок и жребий", "The ceiling and the lot")
        return Table("cuts", title, heads if self.lang == "ru" else en, rows, note)

    def money(self, sum_: Money) -> str:
        """A sum, or its bounds."""
        if sum_.exact:
            return roubles(sum_.low)
        ends = self.said(
            f"от {roubles(sum_.low)} до {roubles(sum_.high)}", f"from {roubles(sum_.low)} to {roubles(sum_.high)}"
        )
        more = self.said(f", и решений без границы: {sum_.open}", f", and decisions without an end: {sum_.open}")
        return ends + (more if sum_.open else "")

    def rule_of_months(self) -> str:
        return self.said(
            "Все обращаются в день сценария, сведения не меняются; разовое — в первом месяце.",
            "Everybody applies on the scenario's day, facts stay; what is paid once falls into the first month.",
        )

    def dates(self) -> str:
        origin = self.found.provenance
        return self.said(
            f"На {self.found.scenario.on:%d.%m.%Y}. Население {origin.population[:12]}, правила "
            f"{origin.lock_before[:12]} и {origin.lock_after[:12]}, сценарий {origin.scenario[:12]}, "
            f"зерно {origin.seed}.",
            f"On {self.found.scenario.on}. Population {origin.population[:12]}, rules {origin.lock_before[:12]} "
            f"and {origin.lock_after[:12]}, scenario {origin.scenario[:12]}, seed {origin.seed}.",
        )


def _counts(tally: Tally | None) -> tuple[Cell, ...]:
    return (tally.gain, tally.lose, tally.unchanged, tally.unknown) if tally else (None,) * 4


def _sums(cost: Cost | None) -> tuple[Cell, ...]:
    if cost is None:
        return (None,) * 7
    sums = (cost.before.low, cost.before.high, cost.after.low, cost.after.high, cost.gained, cost.lost)
    return (*(kopecks(one) for one in sums), max(cost.before.open, cost.after.open))


def number_name(name: str, keys: Keys) -> str:
    """A number as a reader finds it: «прожиточный минимум (дети)»."""
    said = ", ".join(value for _, value in keys)
    return f"{name} ({said})" if said else name


def kopecks(sum_: int) -> Decimal:
    """Kopecks as roubles."""
    return Decimal(sum_) / 100


def roubles(sum_: int) -> str:
    """A sum as people read it."""
    whole, rest = divmod(abs(sum_), 100)
    grouped = f"{whole:,}".replace(",", "\u00a0")
    return f"{'−' if sum_ < 0 else ''}{grouped}{f',{rest:02}' if rest else ''}\u00a0₽"
