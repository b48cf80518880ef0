# ruff: noqa: E501  The files of the library stand here as they would on disk.
"""A made-up town whose practice says everything that columns have a branch for, once each.

The regions' practices are good, so they leave out what is odd: a composition that is not in force, a purchase whose
day nobody knows, a version that ended, a paper that is known not to be there. Morozovs and Ivanovs of the proof live
here, too, so that a fault in such a branch is seen in their rights.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.rules.ahead import HEAD, MORE, measure
from tests.rules.conftest import FILES, compiled, written

from ryadom.rules.compiled import Rulebook

TOWN, WIDE, QUIET = "town", "a town with many questions", "a quiet town"


def definition(name: str, of: str, type: str, *versions: tuple[str, str, str]) -> str:
    """A definition in versions of (from, to, rule); to is "" where it goes on."""
    lines = [
        f"  - {{from: {first}{f', to: {last}' if last else ''}, rule: '{rule}', verified: act}}\n"
        for first, last, rule in versions
    ]
    return f"name: {name}\nof: {of}\ntype: {type}\nversions:\n" + "".join(lines)


def judged(id: str, judge: str) -> str:
    return f"        - {{id: {id}, title: {id}, {judge}, source: page}}\n"


LATER = "  - from: {0}\n    acts: []\n{1}    who: {{criteria: [{{id: any, title: any, rule: '{2}', source: page}}]}}\n"
AMOUNT = "    amount: {{rule: '{0}', round: {1}, source: page}}\n"

FILES_OF_TOWN = {
    "facts/family-role.yaml": FILES["facts/family-role.yaml"]
    + "  - {value: parent, name: родитель}\n  - {value: other, name: другой}\n",
    "facts/application-date.yaml": "name: дата заявления\nof: application\ntype: date\nquestion: Когда?\n",
    "facts/kind.yaml": "name: жильё\nof: dwelling\ntype: choice\nchoices:\n  - {value: house, name: дом}\n  - {value: flat, name: квартира}\n  - {value: room, name: комната}\nmay_be_absent: true\n",
    "facts/rooms.yaml": "name: комнат\nof: dwelling\ntype: number\nmin: 0\nmax: 50\nmay_be_absent: true\n",
    "facts/pupil.yaml": "name: школьник\nof: person\ntype: boolean\n",
    "facts/orphan.yaml": "name: сирота\nof: person\ntype: boolean\nmay_be_absent: true\n",
    "facts/pay.yaml": "name: плата\nof: person\ntype: money\nmin: 0\nmax: 900000\n",
    "parameters/fee.yaml": "name: сбор\ntype: money\nkeys: {жильё: [дом, квартира]}\nvalues:\n  - {from: 2026-01-01, to: 2026-06-30, жильё: дом, value: 1000.50, verified: act}\n  - {from: 2026-07-01, жильё: дом, value: 2000, verified: act}\n  - {from: 2026-01-01, жильё: квартира, value: 700, verified: act}\n",
    "parameters/never.yaml": "name: ещё не введено\ntype: money\nvalues:\n  - {from: 2031-01-01, value: 5, verified: act}\n",
    "sets/schools.yaml": "name: обычное жильё\ncomplete: true\nvalues: [дом, квартира]\n",
    "definitions/winter.yaml": definition("зимние", "family", "people", ("2020-01-01", "2026-05-31", "члены семьи[возраст >= 14]"), ("2026-09-01", "", "члены семьи[возраст >= 12]")),
    "definitions/late.yaml": definition("новые", "family", "people", ("2026-09-01", "", "члены семьи[возраст < 60]")),
    "definitions/rule.yaml": definition("порог", "family", "number", ("2020-01-01", "2026-03-31", "1"), ("2026-05-01", "2026-08-31", "комнат"), ("2026-09-01", "", "2")),
    "definitions/pays.yaml": definition("плата семьи", "person", "money", ("2020-01-01", "2026-06-30", "плата"), ("2026-07-01", "", "плата / 2")),
    # A day of the family's own, with versions that ended, numbers and definitions by that day.
    "measures/sold.yaml": measure("Продали", "family", "step: цена <= ступень\nrooms: порог >= 1\ngrown: count(зимние) >= 1", "    reference: дата продажи\n    to: 2026-07-31\n" , rest="")
    + AMOUNT.format("max(цена, ступень) * 0.333", "kopeck down") + LATER.format("2026-08-01", "    reference: дата продажи\n", "count(старшие) >= 1 or цена < 1000"),
    "measures/born-so.yaml": measure("Родился", "child", "fee: сбор(жильё: \"дом\", дата: дата рождения) > 0 or школьник\nrule: порог <= 2\npays: плата семьи < 400000", "    reference: дата рождения\n    to: 2026-06-30\n")
    + AMOUNT.format("round half up(сбор(\"дом\") / 3, 2) + плата", "rouble half up"),
    "measures/sold-child.yaml": measure("Продали ребёнку", "child", "step: цена <= ступень and возраст < 18\nnear: count(дети[возраст < 17]) >= 2", "    reference: дата продажи\n"),
    # Income: an amount of it, a composition that is not in force yet, a rule that may not look at it.
    "measures/share.yaml": measure("Доля дохода", "family", "near: среднедушевой доход < 1000000", "    composition: члены семьи\n    income: {months: [-4, -2]}\n")
    + AMOUNT.format("среднедушевой доход * 0.1", "kopeck half up"),
    "measures/new-income.yaml": measure("Новый состав", "family", "income: среднедушевой доход <= 15000\nor: комнат > 3 or доход состава < 100000", "    composition: новые\n    income: {months: [-4, -2]}\n"),
    "measures/winter-income.yaml": measure("Зимний доход", "child", "income: среднедушевой доход <= 20000 or среднедушевой доход > 60000 or школьник", "    composition: зимние\n    income: {months: [-13, -2]}\n"),
    "measures/twice.yaml": measure("Дважды", "adult", "one: (доход состава < 60000 or доход состава >= 60000 and доход состава < 200000) and (комнат < 4 or комнат >= 4 and школьник)", "    composition: члены семьи\n    income: {months: [-4, -2]}\n"),
    # Choices, sets, and everything read twice: trying has to tell.
    "measures/dwelling.yaml": measure("Жильё", "family", "kind: жильё in обычное жильё\nabsent: жильё != null\nany: (if комнат > 2 then жильё = \"дом\" else жильё != \"комната\") or жильё = \"комната\"")
    + AMOUNT.format("if жильё = \"дом\" then сбор(\"дом\") else сбор(\"квартира\")", "rouble up"),
    "measures/tried.yaml": measure("Попробовать", "child", "age: возраст < 7 or возраст >= 7 and возраст < 18 or школьник\nroom: комнат >= 2 or комнат < 2 and not(школьник)\nboth: возраст >= 3 or комнат > 5"),
    "measures/nobody.yaml": measure("Кого нет", "adult", "count: count(члены семьи[школьник]) >= 1\npays: заявитель.плата <= 300000") + AMOUNT.format("заявитель.плата", "none"),
    "measures/orphan.yaml": measure("Сироте", "child", "orphan: сирота\nyoung: возраст < 18 or сирота"),
    "measures/never.yaml": measure("Не введено", "family", "never: цена < ещё не введено\nlarge: count(дети) >= 1 or цена > ещё не введено"),
    # What people attest, bring and receive.
    "measures/papers.yaml": HEAD.format("Бумаги", "child") + "once: true\nversions:\n  - from: 2020-01-01\n    acts: []\n    who:\n      complete: false\n      criteria:\n"
    + judged("seen", "attested: Видели?") + judged("paper", "document: Справка") + "        - {id: family-paper, title: family-paper, document: Справка семьи, each: false, source: page}\n"
    + "        - {id: quiet, title: quiet, attested: Проверят сами, ask: false, source: page}\n"
    + "        - id: either\n          title: either\n          source: page\n          any:\n"
    + "            - {id: pupil, title: pupil, rule: школьник, source: page}\n            - {id: told, title: told, attested: Скажут, source: page}\n            - {id: rich, title: rich, rule: 'доход состава > 100000', source: page}\n",
    "measures/papers-of-family.yaml": HEAD.format("Бумаги семьи", "family") + "once: true\nversions:\n  - from: 2020-01-01\n    acts: []\n    who:\n      criteria:\n"
    + judged("seen", "attested: Видели?") + judged("paper", "document: Справка"),
    "measures/begins.yaml": measure("Начнётся", "person", "old: возраст >= 20", from_="2027-03-01"),
    "measures/ended.yaml": measure("Окончилась", "person", "old: возраст >= 20", "    to: 2026-03-31\n"),
}  # fmt: skip

MANY = 60  # with the roles and the list of members as many as one mask holds
QUESTIONS = {f"facts/q{n}.yaml": f"name: вопрос {n}\nof: family\ntype: boolean\n" for n in range(MANY + 4)}


def asks(first: int, last: int, papers: int = 0) -> str:
    said = " and ".join(f"вопрос {n}" for n in range(first, last))
    more = "".join(judged(f"paper-{n}", f"attested: Бумага {n}") for n in range(papers))
    return measure(f"Вопросы {first} {last}", "family", f"all: {said}") + more


FILES_OF_WIDE = QUESTIONS | {
    **{f"facts/{key}.yaml": FILES_OF_TOWN[f"facts/{key}.yaml"] for key in ("family-role", "application-date", "rooms")},
    "measures/just.yaml": asks(0, MANY, papers=5),
    "measures/many.yaml": asks(0, MANY + 4),
    "measures/few.yaml": asks(MANY - 2, MANY + 4),
}


# Here nobody is drawn: only people written by hand live in the quiet town.
FILES_OF_QUIET = {
    "definitions/grown-ups.yaml": definition("совершеннолетние", "family", "people", ("2020-01-01", "", "члены семьи[возраст >= 18]")),
    "measures/sum-of-grown.yaml": measure("Доход взрослых", "family", "any: доход состава >= 0", "    composition: совершеннолетние\n    income: {months: [-4, -2]}\n") + AMOUNT.format("доход состава", "none"),
    "facts/application-date.yaml": FILES_OF_TOWN["facts/application-date.yaml"],
    "measures/any-income.yaml": measure("Любой доход", "family", "one: доход состава < 75000 or доход состава >= 75000\ntwo: доход состава >= 75000 or доход состава < 75000", "    composition: члены семьи\n    income: {months: [-4, -2]}\n"),
    "measures/young.yaml": measure("Молодым", "child", "young: возраст < 300"),
    "measures/grown-or-poor.yaml": measure("Взрослым", "family", "one: count(члены семьи[возраст >= 18]) >= 1 or доход состава < 100", "    composition: члены семьи\n    income: {months: [-4, -2]}\n"),
    "measures/sum.yaml": measure("Весь доход", "family", "any: доход состава >= 0", "    composition: члены семьи\n    income: {months: [-4, -2]}\n") + AMOUNT.format("доход состава", "none"),
}  # fmt: skip


@cache
def book_of_town(name: str) -> Rulebook:
    """The book of a town, compiled once."""
    files = {TOWN: MORE | FILES_OF_TOWN, WIDE: FILES_OF_WIDE, QUIET: FILES_OF_QUIET}[name]
    with TemporaryDirectory() as folder:
        return compiled(written(Path(folder), FILES | files))
