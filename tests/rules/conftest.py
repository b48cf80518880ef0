# ruff: noqa: E501  The files of the tiny library stand here as they would on disk.
"""A tiny library for a made-up region: three measures that show every outcome of the engine."""

from datetime import date
from pathlib import Path

import pytest

from ryadom.packs.api import load_library, read_documents
from ryadom.rules.api import Family, Rulebook, answer, family_from_document
from ryadom.rules.book import compile_book

FILES = {
    "practice.yaml": "id: north/base\nversion: 1.0.0\nregion: RU-CHE\ntitle: Север\nsummary: Проба.\nauthors: [{name: Рядом}]\nlicence: CC0-1.0\n",
    "region.yaml": 'code: RU-CHE\ntitle: Северная область\nin_region: в Северной области\nof_region: Северной области\nzone: Asia/Yekaterinburg\nnumber_prefix: "74"\n',
    "facts/family-role.yaml": "name: роль в семье\nof: person\ntype: choice\nchoices:\n  - {value: applicant, name: заявитель}\n  - {value: spouse, name: супруг}\n  - {value: child, name: ребёнок}\n  - {value: ward, name: подопечный}\n",
    "facts/birth-date.yaml": "name: дата рождения\nof: person\ntype: date\nquestion: Дата рождения?\n",
    "facts/citizen.yaml": "name: гражданин\nof: person\ntype: boolean\nquestion: Вы гражданин России?\ncost: 1\n",
    "facts/contract-date.yaml": "name: дата договора\nof: application\ntype: date\nquestion: Когда подписан договор?\nmay_be_absent: true\n",
    "facts/cost.yaml": "name: стоимость\nof: application\ntype: money\nmin: 0\nmax: 10000000\nquestion: Сколько стоило?\n",
    "facts/gas.yaml": "name: газ в доме\nof: dwelling\ntype: boolean\nquestion: Есть ли газ?\n",
    "definitions/age.yaml": 'name: возраст\nof: person\ntype: number\nversions:\n  - {from: 2000-01-01, rule: "полных лет(дата рождения, дата)", verified: act}\n',
    "definitions/children.yaml": 'name: дети\nof: family\ntype: people\nversions:\n  - {from: 2000-01-01, rule: \'члены семьи[роль в семье in ("ребёнок", "подопечный")]\', verified: act}\n',
    "definitions/large-family.yaml": 'name: многодетная семья\nof: family\ntype: boolean\nversions:\n  - {from: 2000-01-01, rule: "count(дети[возраст < 18]) >= 3", verified: act}\n',
    "parameters/minimum.yaml": "name: минимум\ntype: money\nkeys: {группа: [дети, взрослые]}\nrhythm: P1Y\nvalues:\n  - {from: 2026-01-01, to: 2026-12-31, группа: дети, value: 10000, verified: act}\n  - {from: 2026-01-01, to: 2026-12-31, группа: взрослые, value: 12000, verified: press}\n",
    "parameters/cap.yaml": "name: предел\ntype: money\nvalues:\n  - {from: 2020-01-01, to: 2024-12-31, value: 50000, verified: act}\n  - {from: 2025-01-01, value: 100000, verified: act}\n",
    "situations/birth.yaml": "title: Родился ребёнок\n",
    "measures/child-money.yaml": """\
title: Деньги на ребёнка
short: На ребёнка
summary: Каждый месяц.
decided_by: sfr
for: child
situations: [birth]
kind: money
period: monthly
sources: [{id: page, title: страница, date: 2026-01-10, verified: official_page}]
versions:
  - from: 2025-01-01
    acts: [{title: Закон, verified: act}]
    composition: члены семьи
    income: {months: [-13, -2]}
    who:
      criteria:
        - {id: young, title: Ребёнку меньше 17, rule: возраст < 17, unmet: Ребёнку уже 17., source: page}
        - {id: citizen, title: Гражданство, rule: заявитель.гражданин and гражданин, unmet: Нужно гражданство., source: page}
        - {id: income, title: Доход, rule: 'среднедушевой доход <= минимум(группа: "взрослые")', unmet: Доход выше., source: page}
    amount: {rule: 'минимум(группа: "дети") * 0.5', round: kopeck half up, source: page}
""",
    "measures/gas-money.yaml": """\
title: Деньги на газ
short: На газ
summary: Один раз.
decided_by: region
for: family
situations: [birth]
kind: money
period: once
once: true
sources: [{id: page, title: страница, date: 2026-01-10, verified: official_page}]
versions:
  - from: 2021-01-01
    acts: []
    who:
      criteria:
        - {id: no-gas, title: Нет газа, rule: not(газ в доме), unmet: Газ уже есть., source: page}
        - id: order
          title: Сначала заявление
          rule: дата договора = null or дата заявления <= дата договора
          unmet: Договор заключён раньше заявления.
          not_yet: {when: дата договора > дата, say: Сначала подайте заявление., from: дата договора}
          source: page
        - id: category
          complete: false
          title: Категория
          source: page
          any:
            - {id: large, title: Многодетная семья, rule: многодетная семья, unmet: Детей меньше трёх., source: page}
        - {id: works, title: Дом жилой, attested: Дом жилой?, unmet: Дом не жилой., source: page}
    amount: {rule: "min(стоимость, предел)", round: kopeck half up, source: page}
""",
    "measures/old-money.yaml": """\
title: Прежняя мера
short: Прежняя
summary: Закончилась.
decided_by: region
for: family
situations: [birth]
kind: money
period: once
closed: {on: 2022-08-31, text: Закончилась, verified: press}
versions:
  - from: 2021-01-01
    who: {criteria: [{id: any, title: Любой, rule: "true", unmet: Нет., verified: press}]}
""",
}


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "north" / "base" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def compiled(root: Path) -> Rulebook:
    library = load_library(root)
    return compile_book(library.installed("RU-CHE"), "RU-CHE", library.region("RU-CHE"))


@pytest.fixture(scope="session")
def library_root(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("library"), FILES)


@pytest.fixture(scope="session")
def book(library_root: Path) -> Rulebook:
    return compiled(library_root)


@pytest.fixture
def book_with(tmp_path: Path):
    """The same library with more files."""
    return lambda more: compiled(written(tmp_path, FILES | more))


@pytest.fixture
def family(book: Rulebook):
    """Build a family from YAML lines: `family("persons: [...]")`."""

    def build(text: str, on: date = date(2026, 1, 20)) -> Family:
        document = read_documents("region: RU-CHE\n" + text, "facts.yaml")[0]
        return family_from_document(document, lambda region: book, on)

    return build


@pytest.fixture
def told(book: Rulebook, family):
    """The answers for a family given as YAML, by `measure` or `measure@subject`."""

    def ask(text: str, on: date = date(2026, 1, 20), **kwargs):
        return {a.id: a for a in answer(book, family(text, on), on=on, **kwargs).measures}

    return ask
