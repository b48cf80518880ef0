"""A measure is written from the text of a law: Vera Lis writes, Elena Boyko approves, and every process answers it.

The law is invented, as the people are: «Закон области № 12-ОЗ: горячий обед школьнику из семьи с доходом ниже двух
прожиточных минимумов, 2 500 рублей в месяц, с 1 января 2027 года».
"""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from tests.cases.conftest import staff  # noqa: F401  (the same office)

from ryadom.rules import api as rules
from ryadom.rules.entered import with_entered

CHE, SAK = "RU-CHE", "RU-SAK"
ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
STARTS = date(2027, 1, 1)
WHEN = {"on": ON, "at": AT}
ACT = rules.Act("Закон Челябинской области", "12-ОЗ", date(2026, 11, 2), "https://example.org/12", "act")
LAW = "Статья 3. Обед оплачивают школьнику, если доход семьи на человека ниже двух прожиточных минимумов."


def lunch(**criteria):
    """The measure as the page would hold it; a condition may be changed by its id."""
    rows = {
        "pupil": {"id": "pupil", "title": "Ребёнок учится в школе", "rule": 'учёба = "школа"', "article": "статья 2",
                  "unmet": "Обед оплачивают только школьникам."},
        "income": {"id": "income", "title": "Доход до двух прожиточных минимумов", "article": "статья 3",
                   "rule": 'среднедушевой доход <= 2 * прожиточный минимум(группа: "на душу")',
                   "unmet": "Доход на человека выше двух прожиточных минимумов."},
    }  # fmt: skip
    rows |= {id: {**rows.get(id, {"id": id}), **change} for id, change in criteria.items()}
    version = {
        "composition": "состав семьи для пособия", "income": {"months": [-13, -2]},
        "who": {"criteria": list(rows.values())}, "amount": {"rule": "2500", "round": "none"},
    }  # fmt: skip
    return {
        "title": {"ru": "Горячий обед школьнику"}, "short": "Обед в школе", "summary": "2 500 ₽ в месяц на обеды.",
        "decided_by": "region", "for": "child", "situations": ["school"], "kind": "money", "period": "monthly",
        "versions": [version],
    }  # fmt: skip


def olya(**more):
    """Olya goes to school; her mother earns little."""
    return {
        "name": "Оля из небогатой семьи", "on": "2027-01-20",
        "facts": {
            "persons": [
                {"id": "anna", "family-role": "applicant", "birth-date": "1990-05-01"},
                {"id": "olya", "family-role": "child", "birth-date": "2015-09-20", "study": "school"},
            ],
            "records-cover": {"from": "2025-11", "to": "2026-12"},
            "records": [{"person": "anna", "month": "2026-05", "kind": "salary", "amount": 120000}],
            "parameters": {"прожиточный минимум": {"на душу": 18000}},
        },
        "expect": {"subject": "olya", "outcome": "entitled", "amount": "2500"},
    } | more  # fmt: skip


@pytest.fixture
def lis(staff):  # noqa: F811
    return staff("Вера Лис", "methodologist", region=CHE)


@pytest.fixture
def boyko(staff):  # noqa: F811
    return staff("Елена Бойко", "head", region=CHE)


def the_book(region=CHE, on=ON):
    return with_entered(rules.book_at(settings.RYADOM.practices, region), on)


def begun(lis, measure="school-lunch", **content):
    return rules.begin_draft(by=lis, book=the_book(), measure=measure, content=lunch(**content), **WHEN)


def saved(by, draft, **change):
    said = {
        "content": draft.content, "laws": {"income": LAW}, "cases": [olya()], "starts": STARTS, "act": ACT,
        "revision": draft.revision,
    }  # fmt: skip
    return rules.save_draft(by=by, book=the_book(), draft=draft.token, at=AT, **(said | change))


def read(draft, families=()):
    return rules.read_draft(the_book(), draft, families=families, on=ON)


def test_a_measure_is_written_offered_and_approved_by_another(lis, boyko):
    draft = saved(lis, begun(lis))
    reading = read(draft)
    assert (reading.problems, [run.differences for run in reading.runs]) == ((), [()])
    assert reading.publishable
    offered = rules.offer_draft(by=lis, book=the_book(), draft=draft.token, revision=draft.revision, **WHEN)
    assert (offered.state, rules.drafts_waiting(region=CHE)) == ("waiting", (offered,))
    assert "school-lunch" not in the_book().measures
    done = rules.approve_draft(by=boyko, book=the_book(), draft=draft.token, revision=draft.revision, **WHEN)
    assert (done.state, done.second_name) == ("approved", "Елена Бойко")
    assert "school-lunch" in the_book().measures
