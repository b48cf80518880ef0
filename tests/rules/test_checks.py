# ruff: noqa: E501  The files of the tiny library stand here as they would on disk.
"""Each static check on a small practice that has the fault, and on the same practice without it."""

from pathlib import Path

import pytest
from tests.rules.conftest import FILES, compiled, written

from ryadom.packs.api import Finding
from ryadom.rules.api import check_measure, faults_of
from ryadom.rules.check import as_data, check, summary
from ryadom.rules.checks.criteria import decide

MORE = {
    "facts/earnings.yaml": "name: заработок в месяц\nof: person\ntype: money\nunit: в месяц\nmin: 0\nmax: 1000000\nquestion: Сколько?\n",
    "facts/tax.yaml": "name: налог за год\nof: person\ntype: money\nunit: в год\nmin: 0\nmax: 1000000\nquestion: Сколько?\n",
    "facts/week.yaml": "name: срок беременности\nof: person\ntype: number\nunit: недель\nmin: 0\nmax: 43\nmay_be_absent: true\nquestion: Сколько недель?\n",
    "parameters/part.yaml": "name: доля семьи\ntype: share\nvalues:\n  - {from: 2020-01-01, value: 0.22, source: {title: страница}, verified: press}\n",
}
HEAD = """\
title: Проба
short: Проба
summary: Проба.
decided_by: region
for: person
situations: [birth]
kind: money
period: once
sources: [{id: page, title: страница, date: 2026-01-10, verified: official_page}]
versions:
  - from: 2026-01-01
    to: 2026-12-31
    who:
      criteria:
"""


def criterion(id: str, rule: str, more: str = "") -> str:
    return f"        - id: {id}\n          title: Условие\n          rule: '{rule}'\n          unmet: Нет.\n          source: page\n{more}"


def group(*members: tuple[str, str]) -> str:
    lines = "".join(
        f"            - {{id: {id}, title: Вариант, rule: '{rule}', unmet: Нет., source: page}}\n"
        for id, rule in members
    )
    return f"        - id: group\n          title: Одно из\n          any:\n{lines}"


def measure(*criteria: str, amount: str = "") -> str:
    paid = f"    amount: {{rule: '{amount}', round: none, source: page}}\n" if amount else ""
    return HEAD + "".join(criteria) + paid


@pytest.fixture
def found(tmp_path: Path):
    """What the editor is told of a measure with these criteria."""

    def ask(*criteria: str, amount: str = "") -> list[Finding]:
        book = compiled(written(tmp_path, FILES | MORE | {"measures/probe.yaml": measure(*criteria, amount=amount)}))
        return check_measure(book, book.measures["probe"])

    return ask


@pytest.fixture
def report(tmp_path: Path):
    """What `practice check` says of the tiny library with other files, about those files."""

    def ask(files: dict[str, str]) -> list[Finding]:
        root = written(tmp_path, FILES | MORE | files)
        names = {f"north/base/{name}" for name in files}
        return [one for one in check(root).findings if one.file in names]

    return ask


# -- types and units --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "words", "right"),
    [
        ("заработок в месяц > дата рождения", "сравнивают разное", "заработок в месяц > предел"),
        ("возраст < дата", "полных лет", "возраст < 18"),
        ("заработок в месяц <= срок беременности", "рубли — только с рублями", "заработок в месяц <= 20000"),
        ("заработок в месяц <= count(дети)", "рубли — только с рублями", "заработок в месяц <= 500 * count(дети)"),
        ("налог за год < заработок в месяц", "в год", "налог за год < 12 * заработок в месяц"),
        ("среднедушевой доход <= доход состава", "за всё окно доходов", "доход состава <= месяцев в окне * среднедушевой доход"),
        ("возраст < срок беременности", "приведите к одной единице", "возраст * 52 < 900"),
        ("заработок в месяц + возраст > 5", "рубли — только с рублями", "заработок в месяц + предел > 5"),
        ("дата + 10 > дата рождения", "прибавить месяцы", "прибавить месяцы(дата, 10) > дата рождения"),
        ('роль в семье = "ребенок"', "может быть, «ребёнок»", 'роль в семье = "ребёнок"'),
        ('роль в семье in ("ребёнок", "опекун")', "такого варианта нет: «опекун»", 'роль в семье in ("ребёнок", "супруг")'),
        ("возраст + 1", "а правило даёт: число", "возраст + 1 > 5"),
        ("возраст and гражданин", "здесь нужно условие", "возраст > 1 and гражданин"),
        ("доля семьи > 22", "вместо 22 — 0.22", "доля семьи > 0.2"),
        ('предел > минимум(группа: "детям")', "может быть, «дети»", 'предел > минимум(группа: "дети") or гражданин'),
        ("предел > минимум() or гражданин", "не назван ключ", 'предел > минимум(группа: "взрослые") or гражданин'),
        ("возраст.year > 2000", "нет свойства «year»", "дата рождения.year > 2000"),
        ("гражданин > false", "не бывают больше или меньше", "гражданин != false"),
        ("полных лет(возраст, дата) > 3", "считает по датам", "полных лет(дата рождения, дата) > 3"),
        ("count(дети[возраст]) > 0", "допишите сравнение", "count(дети[возраст > 3]) > 0"),
        ("заработок в месяц * предел > предел", "рубли, умноженные на рубли", "заработок в месяц * 2 > предел"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_told_with_a_caret(found, rule, words, right):
    wrong = [one for one in found(criterion("one", rule)) if words in one.ru]
    assert wrong, found(criterion("one", rule))
    assert wrong[0].severity == "error"
    assert "^" in wrong[0].ru
    assert (wrong[0].line, wrong[0].column) == (17, 11)
    assert wrong[0].en != wrong[0].ru
    assert not [one for one in found(criterion("one", right)) if "^" in one.ru], found(criterion("one", right))


def test_an_amount_is_money(found):
    assert not found(criterion("one", "гражданин"), amount="500 * count(дети)")
    (wrong,) = found(criterion("one", "гражданин"), amount="возраст")
    assert "здесь нужно: деньги, а правило даёт: число (лет)" in wrong.ru


def test_a_definition_gives_what_it_declares(report):
    text = 'name: проба\nof: person\ntype: {type}\nversions:\n  - {{from: 2000-01-01, rule: "возраст < 18", article: ст. 1, verified: act}}\n'
    assert not [f for f in report({"definitions/probe.yaml": text.format(type="boolean")}) if "здесь нужно" in f.ru]
    assert [f for f in report({"definitions/probe.yaml": text.format(type="money")}) if "здесь нужно: деньги" in f.ru]


# -- what the criteria can come to ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "near"),
    [
        ("возраст < 3 and возраст >= 18", "возраст < 18 and возраст >= 3"),
        ('роль в семье = "ребёнок" and роль в семье = "супруг"', 'роль в семье = "ребёнок" or роль в семье = "супруг"'),
        ("стоимость > 10000000", "стоимость > 9999999"),
        ('дата рождения < @"2000-01-01" and дата рождения > @"2001-01-01"', 'дата рождения > @"2000-01-01" and дата рождения < @"2001-01-01"'),
        ('дата < @"2026-01-01"', 'дата < @"2026-06-01"'),
        ('минимум(группа: "дети") > предел', 'стоимость > предел'),
        ("count(дети) >= 3 and count(дети) < 2", "count(дети) >= 2 and count(дети) < 3"),
        ("count(дети[возраст < 3 and возраст > 5]) >= 1", "count(дети[возраст < 5 and возраст > 3]) >= 1"),
        ("count(дети[гражданин]) < 0", "count(дети[гражданин]) < 1"),
        ("гражданин and not(гражданин)", "гражданин and газ в доме"),
        ("среднедушевой доход < 0", "среднедушевой доход < 1"),
        ("round half up(стоимость / 12, 2) * 12 > 20000000", "round half up(стоимость / 12, 2) * 12 > 2000000"),
    ],
)  # fmt: skip
def test_a_condition_that_nobody_can_meet(found, rule, near):
    (wrong,) = found(criterion("one", rule))
    assert wrong.severity == "error"
    assert "никто не может соответствовать" in wrong.ru
    assert not found(criterion("one", near))


def test_a_condition_that_is_always_met(found):
    for rule in ("возраст < 18 or возраст >= 5", "гражданин or not(гражданин)", "count(дети) >= 0", "true"):
        (wrong,) = found(criterion("one", rule))
        assert (wrong.severity, "выполнено всегда" in wrong.ru) == ("warning", True), rule
    assert not found(criterion("one", "возраст < 18 or возраст >= 25"))


def test_conditions_that_exclude_one_another(found):
    young, old = criterion("young", "возраст < 3"), criterion("old", "возраст >= 18")
    here = criterion("here", "гражданин")
    (wrong,) = found(young, here, old)
    assert "условия исключают друг друга: young, old" in wrong.ru
    assert wrong.severity == "error"
    assert not found(young, here)
    assert not found(young, group(("adult", "возраст >= 18"), ("gas", "газ в доме")))
    assert found(young, group(("adult", "возраст >= 18"), ("teen", "возраст >= 14")))


def test_a_member_of_a_group_that_adds_nothing(found):
    found_ = found(group(("seven", "возраст >= 7"), ("ten", "возраст >= 10"), ("gas", "газ в доме")))
    assert [(one.severity, one.ru.split(":")[0]) for one in found_] == [("warning", "ten")]
    assert not found(group(("seven", "возраст < 7"), ("ten", "возраст >= 10"), ("gas", "газ в доме")))


def test_a_not_yet_that_is_never_said(found):
    said = "          not_yet: {{when: '{}', say: Подождите.}}\n"
    (wrong,) = found(criterion("one", "возраст >= 14", said.format("возраст >= 16")))
    assert (wrong.severity, "никогда не будет сказано" in wrong.ru) == ("warning", True)
    assert not found(criterion("one", "возраст >= 14", said.format("возраст < 14")))


def test_a_fact_that_may_be_absent_is_tested_for_null(found):
    (wrong,) = found(criterion("one", "срок беременности >= 12"))
    assert "«срок беременности» может отсутствовать" in wrong.ru
    assert not found(criterion("one", "срок беременности != null and срок беременности >= 12"))
    here = criterion("one", "гражданин")
    assert "суммы нет" in found(here, amount="срок беременности * 1000")[0].ru
    asked = criterion("two", "срок беременности != null and срок беременности >= 12")
    assert not found(here, asked, amount="срок беременности * 1000")


def test_a_rule_without_a_value_on_any_day_of_its_version(tmp_path):
    text = measure(criterion("one", 'стоимость < минимум(группа: "дети")'))
    book = compiled(written(tmp_path, FILES | {"measures/probe.yaml": text.replace("2026", "2019")}))
    (wrong,) = [one for one in check_measure(book, book.measures["probe"]) if "нет значения" in one.ru]
    assert "нет значения «минимум»" in wrong.ru
    book = compiled(written(tmp_path, FILES | {"measures/probe.yaml": text}))
    assert not check_measure(book, book.measures["probe"])


def test_a_value_is_never_carried_past_its_end(tmp_path):
    """The minimum was entered until the end of 2026: in 2027 the rule breaks, so nobody meets it there."""
    rule = 'дата > @"{}" and стоимость < минимум(группа: "дети")'
    for day, words in (("2027-03-01", ["never"]), ("2026-03-01", ["sometimes"])):
        text = measure(criterion("one", rule.format(day))).replace("to: 2026-12-31", "to: 2027-12-31")
        book = compiled(written(tmp_path, FILES | {"measures/probe.yaml": text}))
        probe = book.measures["probe"]
        assert list(decide(book, probe, probe.versions[0]).criteria.values()) == words


def test_the_editor_gets_the_path_and_the_span(tmp_path):
    book = compiled(
        written(tmp_path, FILES | MORE | {"measures/probe.yaml": measure(criterion("one", "гражданин and возраст"))})
    )
    (fault,) = faults_of(book, book.measures["probe"])
    assert fault.path == ("versions", 0, "who", "criteria", 0, "rule")
    assert fault.span is not None
    assert fault.text[slice(*fault.span)] == "возраст"
    assert fault.check == "types"


def test_what_is_asked_first_and_what_is_implied_must_exist(report) -> None:
    head = "title: Проба\nfirst: [{}]\n"
    assert not report({"situations/probe.yaml": head.format("birth-date")})
    assert "нет факта «birth-dat»" in report({"situations/probe.yaml": head.format("birth-dat")})[0].ru
    fact = "name: проба\nof: person\ntype: number\nmin: 0\nmax: 9\nkept_for: проба\nimplies: {{{}}}\n"
    assert not report({"facts/probe.yaml": fact.format("citizen: true")})
    assert "нет факта о человеке" in report({"facts/probe.yaml": fact.format("gas: true")})[0].ru
    assert "не может быть значением" in report({"facts/probe.yaml": fact.format("citizen: female")})[0].ru


# -- time, tables, sources --------------------------------------------------------------------------------------------

VALUE = "  - {{from: {}, to: {}, value: {}, source: {{title: страница}}, verified: press}}\n"


def parameter(*values: tuple[str, str, int]) -> dict[str, str]:
    return {
        "parameters/probe.yaml": "name: проба\ntype: money\nkept_for: проба\nvalues:\n"
        + "".join(VALUE.format(*v) for v in values)
    }


def test_values_that_leave_a_day_out_or_hold_twice(report):
    first = ("2024-01-01", "2024-12-31", 1)
    assert not report(parameter(first, ("2025-01-01", "2025-12-31", 2)))
    (gap,) = report(parameter(first, ("2025-02-01", "2025-12-31", 2)))
    assert (gap.severity, gap.ru) == ("warning", "с 2025-01-01 по 2025-01-31 значения нет")
    assert "накладывается" in report(parameter(first, ("2024-12-01", "2025-12-31", 2)))[0].ru
    assert report(parameter(first, ("2024-01-01", "2025-12-31", 2)))[0].severity == "error"


def test_versions_of_a_definition_follow_one_another(report):
    head = "name: проба\nof: person\ntype: boolean\nkept_for: проба\nversions:\n"
    line = "  - {{from: {}, to: {}, rule: возраст < 18, article: ст. 1, verified: act}}\n"
    whole = head + line.format("2024-01-01", "2024-12-31") + line.format("2025-01-01", "2025-12-31")
    assert not report({"definitions/probe.yaml": whole})
    assert "разрыв" in report({"definitions/probe.yaml": whole.replace("2025-01-01", "2025-01-05")})[0].ru


def test_a_row_that_was_not_entered_is_named(report):
    head = "name: проба\ntype: money\nkept_for: проба\nkeys: {группа: [дети, взрослые]}\nvalues:\n"
    line = "  - {{from: {}, to: {}, группа: {}, value: 5, source: {{title: страница}}, verified: press}}\n"
    old = ("2024-01-01", "2024-12-31")
    new = ("2025-01-01", "2025-12-31")
    whole = "".join(line.format(*time, who) for time in (old, new) for who in ("дети", "взрослые"))
    assert not report({"parameters/probe.yaml": head + whole})
    (lack,) = report({"parameters/probe.yaml": head + whole.removesuffix(line.format(*new, "взрослые"))})
    assert lack.ru == "в таблице «проба» с 2025-01-01 не внесена строка: взрослые"
    later = whole.replace(line.format(*old, "взрослые"), "")  # the law named this row later: nothing is missed
    assert not report({"parameters/probe.yaml": head + later})


def test_what_is_said_to_be_verified_says_where(report):
    bare = "name: проба\ntype: money\nkept_for: проба\nvalues:\n  - {{from: 2024-01-01, value: 1, verified: {}{}}}\n"
    assert report({"parameters/probe.yaml": bare.format("press", "")})[0].severity == "error"
    assert report({"parameters/probe.yaml": bare.format("recalled", "")})[0].severity == "warning"
    assert not report({"parameters/probe.yaml": bare.format("press", ", article: ст. 5")})


def test_a_criterion_names_an_article_or_a_source(found):
    bare = criterion("one", "гражданин").replace("          source: page\n", "")
    assert "нет ни статьи, ни источника" in found(bare)[0].ru
    assert not found(bare + "          article: ст. 5\n")


def test_a_share_is_no_percentage(report):
    text = MORE["parameters/part.yaml"].replace("доля семьи", "проба") + "kept_for: проба\n"
    assert not report({"parameters/probe.yaml": text})
    assert "доля пишется" in report({"parameters/probe.yaml": text.replace("0.22", "22")})[0].ru


# -- across a library -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("facts/probe.yaml", "name: проба\nof: person\ntype: boolean\nquestion: Да?\n"),
        ("parameters/probe.yaml", parameter(("2024-01-01", "2024-12-31", 1))["parameters/probe.yaml"].replace("kept_for: проба\n", "")),
        ("sets/probe.yaml", "name: проба\ncomplete: true\nvalues: [а]\nsource: {title: страница}\n"),
        ("definitions/probe.yaml", "name: проба\nof: person\ntype: boolean\nversions:\n  - {from: 2024-01-01, rule: гражданин, article: ст. 1, verified: act}\n"),
    ],
)  # fmt: skip
def test_what_nobody_reads_says_why_it_is_kept(report, name, text):
    (unread,) = report({name: text})
    assert (unread.severity, "не читает ни одно правило" in unread.ru) == ("warning", True)
    assert not report({name: text + "kept_for: другие практики\n"})


def test_exclusions_in_a_circle(report):
    a, b, c = (f"measures/{name}.yaml" for name in ("one", "two", "three"))
    text = measure(criterion("one", "гражданин"))

    def excluding(other: str) -> str:
        return text.replace("kind: money\n", f"kind: money\nexcludes: [{other}]\n")

    circle = report({a: excluding("two"), b: excluding("three"), c: excluding("one")})
    assert [one for one in circle if "по кругу: one → two → three → one" in one.ru and one.severity == "error"]
    assert [one for one in report({a: excluding("two"), b: excluding("one"), c: text}) if "one → two → one" in one.ru]
    assert not [one for one in report({a: excluding("two"), b: excluding("three"), c: text}) if "по кругу" in one.ru]
    assert [one for one in report({a: excluding("tow"), b: text}) if "нет меры «tow»; может быть, «two»?" in one.ru]


def test_the_summary_counts_what_was_decided(library_root):
    report = check(library_root)
    (line,) = [line for line in summary(report) if line.startswith("decided")]
    assert line == "decided: criteria by rule 7 of 7, measures 3 of 3"
    data = as_data(report)
    assert data["decided"]["child-money"][0]["criteria"] == {
        "young": "sometimes",
        "citizen": "sometimes",
        "income": "sometimes",
    }
