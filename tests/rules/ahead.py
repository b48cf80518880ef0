# ruff: noqa: E501  The files of the library stand here as they would on disk.
"""A library in which everything that a day can change stands once, families for it, and the long way round: every
day, every subset of conditions, every class of answers tried.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from ryadom.rules.answers import _Answering
from ryadom.rules.api import FactValue, Family, MeasureAnswer, Outcome, Person, Rulebook
from ryadom.rules.changes import PASSED_OVER, side
from ryadom.rules.ground import Ground
from ryadom.rules.incomes import shifted
from ryadom.rules.names import readers_of

HEAD = "title: {0}\nshort: {0}\nsummary: {0}.\ndecided_by: region\nfor: {1}\nsituations: [birth]\nkind: money\nperiod: once\nsources: [{{id: page, title: страница, date: 2026-01-10, verified: official_page}}]\n"


def measure(title: str, who: str, criteria: str, more: str = "", from_: str = "2020-01-01", rest: str = "") -> str:
    """One measure with one version, its criteria as lines of `id: rule`."""
    lines = [line.strip().partition(": ") for line in criteria.strip().splitlines()]
    said = "".join(f"        - {{id: {id}, title: {id}, rule: '{rule}', source: page}}\n" for id, _, rule in lines)
    return (
        HEAD.format(title, who)
        + rest
        + f"versions:\n  - from: {from_}\n    acts: []\n{more}    who:\n      criteria:\n{said}"
    )


MORE = {
    "facts/limit.yaml": "name: предельный возраст\nof: family\ntype: number\nmin: 3\nmax: 20\nquestion: До какого возраста?\n",
    "facts/sold.yaml": "name: дата продажи\nof: application\ntype: date\nquestion: Когда продано?\nmay_be_absent: true\nmay_advise: true\n",
    "facts/price.yaml": "name: цена\nof: application\ntype: money\nmin: 0\nmax: 1000000\nquestion: Сколько стоит?\nmay_advise: true\n",
    "parameters/step.yaml": "name: ступень\ntype: money\nvalues:\n  - {from: 2024-01-01, to: 2026-06-30, value: 400000, verified: act}\n  - {from: 2026-07-01, to: 2026-12-31, value: 500000, verified: act}\n  - {from: 2027-04-01, value: 300000, verified: act}\n",
    "definitions/grown.yaml": 'name: старшие\nof: family\ntype: people\nversions:\n  - {from: 2000-01-01, to: 2026-08-31, rule: "дети[возраст >= 14]", verified: act}\n  - {from: 2026-09-01, rule: "дети[возраст >= 12]", verified: act}\n',
    "measures/window.yaml": measure(
        "Окно",
        "child",
        "open: дата заявления >= прибавить месяцы(дата рождения, 3)\nend: дата заявления <= прибавить месяцы(дата рождения, 30)",
    ),
    "measures/season.yaml": measure(
        "Сезон",
        "family",
        "season: дата >= date(дата.year, 6, 1) and дата <= date(дата.year, 10, 1)\nprice: цена <= ступень",
    ),
    "measures/odd.yaml": measure(
        "Странная", "family", "sum: полных лет(дата продажи, дата) * 2 - (if дата.day > 15 then 1 else 0) >= 1"
    ),
    "measures/bounded.yaml": measure("До возраста", "child", "age: возраст < предельный возраст"),
    "measures/grown.yaml": measure("Старшие", "family", "grown: count(старшие) >= 1\nlarge: count(дети) >= 2"),
    "measures/born.yaml": measure(
        "По рождению",
        "child",
        "young: дата заявления < прибавить месяцы(дата рождения, 18)\ncitizen: гражданин",
        more="    reference: дата рождения\n",
    ),
    "measures/ends.yaml": measure(
        "Кончится",
        "person",
        "old: возраст >= 36",
        rest="closed: {on: 2027-03-10, text: Закончится, verified: press}\n",
    ),
    "measures/turns.yaml": measure("Меняется", "person", "old: возраст >= 38", more="    to: 2026-09-30\n")
    + "  - from: 2026-10-01\n    acts: []\n    who: {criteria: [{id: old, title: old, rule: 'возраст >= 37', source: page}]}\n",
    "measures/either.yaml": measure("Любая", "child", "price: цена <= ступень")
    + "        - id: category\n          title: Категория\n          source: page\n          any:\n"
    + "            - {id: small, title: Малыш, rule: возраст < 3, source: page}\n"
    + "            - {id: teen, title: Подросток, rule: 'возраст in [14..17]', source: page}\n"
    + "            - {id: sold, title: Продано, rule: 'дата продажи != null and полных месяцев(дата продажи, дата) >= 6', source: page}\n",
    "measures/later.yaml": measure("Потом", "child", "age: возраст < 3")
    .replace("rule: 'возраст < 3'", "rule: 'возраст >= 3', not_yet: {when: возраст < 3, say: Позже., from: 'прибавить месяцы(дата рождения, 36)'}"),
    "measures/income.yaml": measure(
        "Доход",
        "family",
        "income: среднедушевой доход <= ступень / 20\nnear: count(дети[возраст < 17]) >= 1",
        more="    composition: члены семьи\n    income: {months: [-4, -2]}\n",
    ),
}  # fmt: skip

births = st.one_of(
    st.sampled_from([date(2008, 2, 29), date(2012, 9, 1), date(2014, 1, 31), date(2024, 2, 29), date(2009, 12, 1)]),
    st.dates(date(2006, 1, 1), date(2026, 5, 1)),
)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def families(draw: st.DrawFn) -> tuple[Family, date]:
    """Anna with up to three children; of each fact it may be known, known to be absent, or not known."""
    on = draw(days)

    def maybe(strategy: st.SearchStrategy, **kwargs: object) -> dict[str, FactValue]:
        ((key, values),) = kwargs.items()
        if draw(st.integers(0, 3)) == 0:
            return {}
        return {key.replace("_", "-"): FactValue(draw(values))}  # type: ignore[arg-type]

    persons = [
        Person(
            "anna",
            "Анна",
            {
                "family-role": FactValue("applicant"),
                **maybe(
                    st.none(), birth_date=st.sampled_from([date(1989, 3, 3), date(1990, 1, 20), date(1988, 10, 1)])
                ),
                **maybe(st.none(), citizen=st.booleans()),
            },
        )
    ]
    for n in range(draw(st.integers(0, 3))):
        facts = {
            "family-role": FactValue(draw(st.sampled_from(["child", "ward"]))),
            **maybe(st.none(), birth_date=births),
            **maybe(st.none(), citizen=st.booleans()),
        }
        persons.append(Person(f"c{n}", f"Ребёнок {n}", facts))
    own = {
        **maybe(st.none(), limit=st.decimals(3, 20, places=0)),
        **maybe(st.none(), sold=st.one_of(st.none(), st.dates(date(2025, 6, 1), date(2026, 12, 31)))),
        **maybe(
            st.none(), price=st.sampled_from([Decimal(n) for n in (250000, 300000, 400000, 400001, 500000, 700000)])
        ),
        **maybe(st.none(), gas=st.booleans()),
        **maybe(st.none(), contract_date=st.one_of(st.none(), st.dates(date(2025, 6, 1), date(2027, 6, 1)))),
    }
    if draw(st.booleans()):
        first, last = shifted(on, -4), shifted(on, -2)
        total = draw(st.sampled_from([Decimal(n) for n in (90000, 150000, 200000, 300000)]))
        own[f"income:{first.isoformat()[:7]}..{last.isoformat()[:7]}"] = FactValue(total, about=draw(st.booleans()))
    if draw(st.integers(0, 4)) == 0:
        own["application-date"] = FactValue(on)
    return Family("RU-CHE", tuple(persons), own, draw(st.integers(0, 3)) == 0), on


def on_day(book: Rulebook, family: Family, found: MeasureAnswer, day: date, on: date) -> Outcome:
    """What the measure is on another day, answered anew; months that are not lived today are not known then."""
    ground = Ground(book, family, day, readers_of(book))
    ground.lived = shifted(on, 0)
    subject = None if found.subject == "family" else family.person(found.subject)
    return _Answering(ground, book.measures[found.measure], subject).answer().outcome


def first_change(
    book: Rulebook, family: Family, found: MeasureAnswer, on: date, length: int
) -> tuple[date, Outcome] | None:
    """Every day tried."""
    for count in range(1, length + 1):
        day = on + timedelta(days=count)
        outcome = on_day(book, family, found, day, on)
        if outcome not in PASSED_OVER and side(outcome) is not side(found.outcome):
            return day, side(outcome)
    return None


def subsets(count: int) -> Iterator[frozenset[int]]:
    """Every subset of so many things, the smallest first."""
    yield from sorted((frozenset(i for i in range(count) if mask >> i & 1) for mask in range(1 << count)), key=len)
