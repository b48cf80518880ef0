"""The library as a whole: checked, rich enough, right to the kopeck, and never turned by a fact that is not known."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.stories.cast import PRACTICES, ROOT, book

from ryadom.packs import api as packs
from ryadom.rules import api as rules
from ryadom.rules import check, practice_tests
from ryadom.rules.api import FactRef, Outcome

# F01-F05, F08, F11, F12, F16, F19-F21, F24, F25 and C01-C07 of the plan.
IN_DEPTH = (
    "unified-child-benefit", "pregnancy-benefit", "maternity-capital", "maternity-capital-monthly", "birth-payment",
    "placement-payment", "family-tax-payment", "social-contract-job", "housing-subsidy", "unemployment-benefit",
    "funeral-benefit", "pension-supplement", "home-care", "residential-care", "large-family-status",
    "foster-family-car", "eight-children-car", "gas-equipment", "gas-registration", "regional-large-family-status",
    "school-outfit", "large-family-utilities", "student-family-capital",
)  # fmt: skip
HERE = "RU-CHE"
YES = {Outcome.ENTITLED, Outcome.LIKELY}
NO = {Outcome.NOT_ENTITLED, Outcome.NOT_YET, Outcome.CLOSED}


def ryadom(*words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own, with no database anywhere near."""
    away = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "ryadom.site.cli", *words],
        input=stdin, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
        env={**os.environ, **away, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def report() -> check.Report:
    return check.check(PRACTICES)


def test_the_command_finds_no_error_in_the_practices() -> None:
    done = ryadom("practice", "check", "practices")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_enough_measures_and_enough_of_them_rich(report) -> None:
    assert not report.errors
    assert len(report.measures) >= 40
    rich = [id for id, file in report.measures.items() if any(_rich(version) for version in file.versions)]
    assert len(rich) >= 25, rich
    assert set(IN_DEPTH) <= set(report.measures)


def _rich(version) -> bool:
    criteria = [one for top in version.who.criteria for one in (top, *(top.any or ()))]
    return len(criteria) >= 3 and version.amount is not None


def test_every_value_says_how_it_was_verified(report) -> None:
    for id, file in report.measures.items():
        for version in file.versions:
            assert version.who.criteria, id
        assert file.sources, id


# --- each fact removed in turn ---------------------------------------------------------------------------------------


@cache
def _library() -> packs.Library:
    return packs.load_library(PRACTICES)


@cache
def _runs(measure: str) -> tuple[practice_tests.Run, ...]:
    """The personas of a measure where all measures in depth are installed."""
    installed = _library().installed(HERE)
    items = (item for practice in installed for item in practice.of("tests") if item.value.measure == measure)
    return tuple(run for item in items for run in practice_tests.run(book(HERE), item)[0])


def _facts(family: rules.Family) -> Iterator[FactRef]:
    yield from (FactRef.of(key) for key in family.facts)
    yield from (FactRef(key, person.id) for person in family.persons for key in person.facts)


def _answer(run: practice_tests.Run, family: rules.Family) -> dict[str, rules.MeasureAnswer]:
    found = rules.answer(book(family.region), family, on=run.on, measures={run.item.value.measure}, ask=False)
    return {one.subject: one for one in found.measures}


def _named(found: rules.MeasureAnswer) -> set[str]:
    amount = found.amount.missing if found.amount else ()
    return {name for ref in (*found.missing, *amount) for name in (ref.id, ref.key)}


def _turned(before: rules.MeasureAnswer, after: rules.MeasureAnswer, ref: FactRef) -> str:
    """What is wrong with the answer after a fact was taken away; empty when it is honest."""
    if after.outcome is before.outcome:
        lost = before.amount and after.amount and before.amount.value is not None and after.amount.value is None
        if lost and ref.id not in _named(after) and not after.amount.broken:
            return "the amount is gone and nothing says why"
        return ""
    if after.outcome is Outcome.UNKNOWN:
        return "" if ref.id in _named(after) else f"unknown, but named are only {sorted(_named(after))}"
    if after.outcome is Outcome.LIKELY and (before.outcome is Outcome.ENTITLED or _not_seen_yet(after, ref)):
        return ""
    if (before.outcome in YES and after.outcome in NO) or (before.outcome in NO and after.outcome in YES):
        return f"turned from {before.outcome} to {after.outcome}"
    return ""


def _not_seen_yet(after: rules.MeasureAnswer, ref: FactRef) -> bool:
    """A paper that nobody has looked at is «скорее всего», and its own condition says so."""
    about = ref.about.partition("/")[2]
    return ref.prefix == "document" and any(
        one.id == about and one.state in ("likely", "unknown") for one in after.criteria
    )


# The reference date is the birth of the child: not known, the mother must not grow older by it.
TURNED = ("student-family-capital", "маме 25 на следующий день", "birth-date@yaroslav")


def test_an_unknown_birth_does_not_age_the_mother() -> None:
    (run,) = [run for run in _runs(TURNED[0]) if run.case.name == TURNED[1]]
    ref = FactRef.of(TURNED[2])
    before, after = _answer(run, run.family), _answer(run, run.family.without(ref))
    assert not _turned(before["yaroslav"], after["yaroslav"], ref)


@pytest.mark.parametrize("measure", IN_DEPTH)
def test_a_fact_taken_away_never_turns_an_answer(measure: str) -> None:
    faults, tried = [], 0
    for run in _runs(measure):
        before = _answer(run, run.family)
        for ref in _facts(run.family):
            if ref.key == "family-role":
                continue  # who somebody is to the applicant is not a fact that is asked: it is the family itself
            tried += 1
            after = _answer(run, run.family.without(ref))
            faults += [
                f"«{run.case.name}» without {ref.id}, for {subject}: {wrong}"
                for subject, found in before.items()
                if subject in after and (wrong := _turned(found, after[subject], ref))
            ]
    assert tried > 10, "no personas to take facts from"
    assert not faults, "\n".join(faults[:20])


@pytest.mark.parametrize("measure", IN_DEPTH)
def test_incomes_taken_away_never_turn_an_answer(measure: str) -> None:
    for run in _runs(measure):
        if run.family.cover is None:
            continue
        before, after = _answer(run, run.family), _answer(run, replace(run.family, records=(), cover=None))
        for subject, found in before.items():
            assert not (found.outcome in YES and after[subject].outcome in NO), (run.case.name, subject)
            assert not (found.outcome in NO and after[subject].outcome in YES), (run.case.name, subject)


def test_the_check_can_fail() -> None:
    (run, *_rest) = _runs("foster-family-car")
    before = _answer(run, run.family)["family"]
    assert _turned(before, replace(before, outcome=Outcome.NOT_ENTITLED), FactRef("any"))
    assert _turned(before, replace(before, outcome=Outcome.UNKNOWN, missing=()), FactRef("any"))


# --- golden cases ---------------------------------------------------------------------------------------------------

CHILDREN = """
region: RU-CHE
source: staff
persons:
  - {{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01, citizen: true, lives-here: true, earned-in-period: 300000, excused-months: 0, work: employed, pension: none, disability: none}}
  - {{id: petr, name: Пётр, family-role: spouse, birth-date: 1988-03-14, citizen: true, lives-here: true, earned-in-period: 300000, excused-months: 0, work: employed, pension: none, disability: none}}
  - {{id: olya, name: Оля, family-role: child, birth-date: 2015-09-20, citizen: true, study: school}}
  - {{id: misha, name: Миша, family-role: child, birth-date: 2018-02-03, citizen: true, study: school}}
family: {{all-citizens: true, property-within-list: true, alimony-debt: false, special-operation: none}}
income: [{{from: 2024-12, to: 2025-11, total: {income}}}]
"""  # noqa: E501
SUBSIDY = """
region: RU-CHE
source: staff
persons:
  - {{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01, lives-here: true, pension: none}}
  - {{id: petr, name: Пётр, family-role: spouse, birth-date: 1988-09-14, pension: none}}
  - {{id: misha, name: Миша, family-role: child, birth-date: 2018-02-03}}
family: {{monthly-family-income: {income}, court-utility-debt: false}}
dwelling: {{utility-charges: 12000}}
parameters: {{стандарт стоимости ЖКУ: 3200, наибольшая доля платы за жильё: 22, прожиточный минимум: 17000}}
"""
CAR = """
region: RU-CHE
source: document
persons:
  - {{id: kim, name: Людмила, family-role: applicant, birth-date: 1978-04-02, lives-here: true, lives-here-since: 2004-06-01, driving-licence: true}}
  - {{id: roma, name: Рома, family-role: ward, birth-date: 2010-02-01}}
  - {{id: dasha, name: Даша, family-role: ward, birth-date: 2012-05-12}}
  - {{id: nikita, name: Никита, family-role: ward, birth-date: 2013-07-07}}
  - {{id: alina, name: Алина, family-role: ward, birth-date: 2015-11-30}}
  - {{id: egor, name: Егор, family-role: ward, birth-date: 2017-01-19}}
family: {{foster-contract-date: 2019-03-01}}
application: {{purchase-date: 2026-05-22, purchase-price: {price}}}
received: {{foster-family-car: false}}
"""  # noqa: E501
GOLDEN = [
    ("unified-child-benefit", "2026-01-15", CHILDREN.format(income=600000), ["12675.75", "12675.75"]),
    ("unified-child-benefit", "2026-01-15", CHILDREN.format(income=660000), ["8450.50", "8450.50"]),
    ("housing-subsidy", "2026-03-10", SUBSIDY.format(income=36000), ["4009.41"]),
    ("housing-subsidy", "2026-03-10", SUBSIDY.format(income=60000), [None]),
    ("foster-family-car", "2026-06-01", CAR.format(price=1800000), ["1260000.00"]),
    ("foster-family-car", "2026-06-01", CAR.format(price=2400000), ["1500000.00"]),
]


@pytest.mark.parametrize(("measure", "on", "facts", "amounts"), GOLDEN)
def test_golden_cases_come_out_to_the_kopeck_by_the_command(tmp_path: Path, measure, on, facts, amounts) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(facts, encoding="utf-8")
    done = ryadom("answer", str(file), "--on", on, "--measure", measure, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    got = [one["amount"]["value"] if one.get("amount") else None for one in found["measures"]]
    outcomes = [one["outcome"] for one in found["measures"]]
    if amounts == [None]:
        assert outcomes == ["not_entitled"]
    else:
        assert got == amounts and set(outcomes) <= {"entitled", "likely"}
    if "parameters" in facts:
        assert "стандарт стоимости ЖКУ" in done.stdout, "an overridden value is marked in the answer"


def test_families_of_one_file_are_answered_in_order() -> None:
    text = "---".join(f"\n{CAR.format(price=price).strip()}\n" for price in (1800000, 1000000))
    done = ryadom("answer", "-", "--on", "2026-06-01", "--measure", "foster-family-car", "--json", stdin=text)
    amounts = [json.loads(line)["measures"][0]["amount"]["value"] for line in done.stdout.splitlines()]
    assert amounts == ["1260000.00", "700000.00"]


def test_faults_of_a_facts_file_are_all_named_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("region: RU-CHE\npersons:\n  - {id: a, birth-dat: 2020-01-01, sex: robot}\n", encoding="utf-8")
    done = ryadom("answer", str(file))
    assert done.returncode == 1
    assert "birth-dat" in done.stderr and "robot" in done.stderr and ":3:" in done.stderr
    assert "Traceback" not in done.stderr
