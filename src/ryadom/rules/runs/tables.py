"""The tables of a run as people read them: columns with names, cells of a known kind. A page, a sheet and a text print
the same tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ryadom.packs.api import Text
from ryadom.rules.outcomes import Outcome
from ryadom.rules.runs import words
from ryadom.rules.runs.figures import DIMENSIONS, Amounts, Figures, MeasureFigures, Summary

Kind = Literal["text", "count", "money"]
Cell = Text | str | int | None  # money is kopecks; None: not known or not counted


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and what its cells hold."""

    title: Text
    kind: Kind


@dataclass(frozen=True)
class Table:
    """A table with what must be known to read it."""

    id: str
    title: Text
    note: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _column(kind: Kind, ru: str, en: str) -> Column:
    return Column(Text(ru=ru, en=en), kind)


MEASURE = _column("text", "Мера", "Measure")
PEOPLE = (
    _column("count", "решений", "answers"),
    *(Column(words.OUTCOMES[outcome], "count") for outcome in Outcome),
)
SUMS = (
    _column("money", "сумма: положено", "sum: entitled"),
    _column("money", "сумма: скорее всего", "sum: likely"),
    _column("count", "без точной суммы", "with no exact sum"),
    _column("money", "не хватает сведений: не больше", "not known: at most"),
)


def tables(summary: Summary) -> tuple[Table, ...]:
    """All of them, in the order in which one reads."""
    made: tuple[Callable[[Summary], Table], ...] = (measures, budgets, gaps, questions, cliffs, never, overlaps, facts)
    groups = tuple(by_dimension(summary, dimension) for dimension in DIMENSIONS)
    return (measures(summary), *groups, *(make(summary) for make in made[1:]))


def _titles(summary: Summary) -> dict[str, Text]:
    return {one.measure: one.title for one in summary.measures}


def _figures(one: MeasureFigures) -> Iterator[Cell]:
    yield one.total.subjects
    yield from (one.total.outcomes.get(outcome, 0) for outcome in Outcome)


def _sums(figures: Figures) -> tuple[Cell, ...]:
    """Nothing is said of a sum where nobody's is known; nobody at all is a nought."""
    entitled, likely = figures.outcomes[Outcome.ENTITLED], figures.outcomes[Outcome.LIKELY]
    without = entitled + likely - figures.entitled.exact_subjects - figures.likely.exact_subjects
    return _exact(figures.entitled, entitled), _exact(figures.likely, likely), without, figures.unknown.most


def _exact(amounts: Amounts, subjects: int) -> int | None:
    return None if subjects and not amounts.exact_subjects else amounts.exact


def measures(summary: Summary) -> Table:
    """One line a measure."""
    columns = (MEASURE, *PEOPLE, *SUMS, _column("money", "в месяц", "a month"), _column("money", "в год", "a year"))
    rows = tuple((one.title, *_figures(one), *_sums(one.total), *_cost(one)) for one in summary.measures)
    note = Text(
        ru="Суммы: одна выплата каждому. В месяц и в год: если платить всем, кому положено и сумма известна точно.",
        en="Sums: one payment to each. A month and a year: if everybody entitled with an exact amount is paid.",
    )
    return Table("measures", Text(ru="Меры", en="Measures"), note, columns, rows)


def _cost(one: MeasureFigures) -> tuple[int | None, int | None]:
    """Nothing where it is no money of a budget, or where nobody's amount is known."""
    unsaid = one.total.outcomes[Outcome.ENTITLED] and not one.total.entitled.exact_subjects
    return (None, None) if unsaid or not one.cost.counted else (one.cost.month, one.cost.year)


def by_dimension(summary: Summary, dimension: str) -> Table:
    """One line a measure and a group."""
    rows = tuple(
        (one.title, words.group(dimension, found.key), found.figures.subjects,
         *(found.figures.outcomes.get(outcome, 0) for outcome in Outcome),
         *_sums(found.figures))
        for one in summary.measures
        for found in one.by[dimension]
    )  # fmt: skip
    title = words.DIMENSIONS[dimension]
    note = Text(ru="Семьи и люди, о которых группа не известна, стоят отдельной строкой.",
                en="Those whose group is not known stand in a line of their own.")  # fmt: skip
    return Table(dimension, title, note, (MEASURE, Column(title, "text"), *PEOPLE, *SUMS), rows)


def budgets(summary: Summary) -> Table:
    """The year's money by level."""
    columns = (_column("text", "Бюджет", "Budget"), _column("money", "в год", "a year"))
    rows = tuple((words.level(key), sum_) for key, sum_ in summary.levels)
    note = Text(ru="Доли бюджетов взяты из файлов мер; где их нет, бюджет не указан.",
                en="Shares come from the measures' files; where they have none, no budget is stated.")  # fmt: skip
    return Table("budgets", Text(ru="Кто платит", en="Who pays"), note, columns, rows)


def gaps(summary: Summary) -> Table:
    """Entitled and not receiving."""
    columns = (
        MEASURE,
        _column("count", "положено или скорее всего", "entitled or likely"),
        _column("count", "получают", "receive"),
        _column("count", "не получают", "do not receive"),
        _column("count", "нет записи", "no record"),
    )
    rows = tuple(
        (one.title, one.reached, one.entitled_receiving.yes + one.likely_receiving.yes, one.gap,
         one.entitled_receiving.unrecorded + one.likely_receiving.unrecorded)
        for one in sorted(summary.measures, key=lambda one: (-one.gap, one.measure))
        if one.reached
    )  # fmt: skip
    note = Text(ru="Не получают: об этом есть запись. Без записи не известно ни то, ни другое.",
                en="Do not receive: there is a record of it. Without a record neither is known.")  # fmt: skip
    return Table("gaps", Text(ru="Положено и не получают", en="Entitled and not receiving"), note, columns, rows)


def questions(summary: Summary) -> Table:
    """One question, so many rights."""
    columns = (
        _column("text", "Что узнать", "What to learn"),
        _column("count", "решится сразу", "settled at once"),
        _column("count", "ждут решений", "answers wait"),
        _column("count", "семей", "families"),
        _column("count", "людей", "persons"),
        _column("text", "какие меры", "which measures"),
    )
    titles = _titles(summary)
    rows = tuple(
        (one.label, one.alone, one.answers, one.families, one.persons,
         ", ".join(f"{titles[measure].ru} ({n})" for measure, n in one.alone_by_measure[:5]))
        for one in summary.questions
    )  # fmt: skip
    note = Text(ru="Решится сразу: ответу не хватает только этого. О семье и о каждом её члене спрашивают отдельно.",
                en="Settled at once: the answer lacks nothing else. It is asked of each member apart.")  # fmt: skip
    return Table("questions", Text(ru="Один вопрос", en="One question"), note, columns, rows)


def cliffs(summary: Summary) -> Table:
    """A rouble more earned, so much lost."""
    columns = (
        MEASURE,
        _column("count", "теряют право", "lose the right"),
        _column("count", "получают меньше", "receive less"),
        _column("count", "без суммы", "with no sum"),
        _column("money", "потеряют вместе", "lost together"),
        _column("money", "больше всех", "the deepest"),
        _column("money", "в месяц", "a month"),
    )
    found, titles = summary.cliffs, _titles(summary)
    rows = tuple(
        (titles[one.measure], one.lost, one.less, one.no_sum, one.loss, one.deepest, one.loss_month)
        for one in (found.rows if found else ())
    )
    return Table("cliffs", Text(ru="Обрывы дохода", en="Cliffs"), _looked_at(summary), columns, rows)


def _looked_at(summary: Summary) -> Text:
    found = summary.cliffs
    if found is None:
        return Text(ru="Обрывы не считали.", en="Cliffs were not counted.")
    how = ("", "") if found.seed is None else (f", зерно {found.seed}", f", seed {found.seed}")
    return Text(
        ru=f"Заявитель заработал на 1 ₽ в месяц больше. Посмотрели семей: {found.families} из {found.of}{how[0]}. "
        "Где ответ был или стал неизвестен, не считали.",
        en=f"The applicant earned 1 ₽ a month more. Families looked at: {found.families} of {found.of}{how[1]}. "
        "Answers that were or became unknown are not counted.",
    )


def never(summary: Summary) -> Table:
    """Nobody is entitled."""
    columns = (
        MEASURE,
        _column("count", "решений", "answers"),
        _column("text", "что мешает чаще всего", "what stops most"),
        _column("count", "скольких", "how many"),
    )
    titles = _titles(summary)
    rows = tuple((titles[one.measure], one.subjects, one.title, one.stopped) for one in summary.never)
    note = Text(ru="Никому не положено и ни у кого не «скорее всего».", en="Nobody is entitled or likely to be.")
    return Table("never", Text(ru="Никому не достаётся", en="Never reached"), note, columns, rows)


def overlaps(summary: Summary) -> Table:
    """Two measures in one family."""
    columns = (
        MEASURE,
        _column("text", "И ещё", "And"),
        _column("count", "семей получают обе", "families receive both"),
        _column("count", "семьям положены обе", "families are due both"),
        _column("text", "бюджеты", "budgets"),
    )
    titles = _titles(summary)
    said = {
        True: Text(ru="разные", en="different"),
        False: Text(ru="один", en="the same"),
        None: Text(ru="не указаны", en="not stated"),
    }
    rows = tuple(
        (titles[one.first], titles[one.second], one.receiving, one.entitled, said[one.apart])
        for one in summary.overlaps
    )
    note = Text(ru="Самые частые пары. Две меры в одной семье не ошибка, а повод посмотреть.",
                en="The most frequent pairs. Two measures in one family are no fault, but worth a look.")  # fmt: skip
    return Table("overlaps", Text(ru="Встречаются в одной семье", en="Met in one family"), note, columns, rows)


def facts(summary: Summary) -> Table:
    """How much is known."""
    columns = (
        _column("text", "Факт", "Fact"),
        _column("text", "чей", "whose"),
        _column("count", "строк", "rows"),
        _column("count", "известен", "known"),
        _column("count", "подтверждён", "proved"),
    )
    whose = {"family": Text(ru="семьи", en="family"), "person": Text(ru="человека", en="person")}
    rows = tuple((one.label, whose[one.of], one.rows, one.known, one.proved) for one in summary.coverage.facts)
    know = summary.coverage
    note = Text(
        ru=f"Семей {know.families}, людей {know.persons}; состав открыт у {know.open_families}; доходы известны "
        f"у {know.families_with_income}; решений {know.answers}, не хватает сведений для {know.unknown}.",
        en=f"Families {know.families}, persons {know.persons}; open {know.open_families}; incomes are known of "
        f"{know.families_with_income}; answers {know.answers}, not known {know.unknown}.",
    )
    return Table("facts", Text(ru="Что известно", en="What is known"), note, columns, rows)
