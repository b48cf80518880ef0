"""An invented law, the measure Vera Lis writes from it, and a persona: shared by the tests of drafts.

«Закон области № 12-ОЗ, статья 3: обед оплачивают школьнику, если доход семьи на человека не выше двух прожиточных
минимумов, 2 500 рублей в месяц, с 1 января 2027 года».
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings

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


def the_book(region=CHE, on=ON):
    """The library on disk with what the region has approved."""
    return with_entered(rules.book_at(settings.RYADOM.practices, region), on)


def sketch(content=None, **more):
    """A draft that stands nowhere: what a page holds between two savings."""
    first = rules.Draft(
        UUID(int=1),
        CHE,
        "school-lunch",
        "writing",
        content or lunch(),
        {},
        (olya(),),
        STARTS,
        ACT,
        1,
        1,
        "Вера Лис",
        AT,
    )
    return replace(first, **more)


def read(draft, families=(), book=None):
    return rules.read_draft(book or the_book(), draft, families=families, on=ON)
