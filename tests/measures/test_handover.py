"""A list goes to the fund and comes back with answers: all of it is taken, or none."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from ryadom.measures import api as measures
from ryadom.people import api as people

from .conftest import CHE, LIP, ON, WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(person, fact, resident, sent):
    made = []
    for surname in ("Орлов", "Котов", "=Зайцев"):
        who = person(surname, "Пётр")
        made.append(sent(resident(who), who, "collected"))
    return made


def filled(by, *answers):
    book = load_workbook(io.BytesIO(measures.outgoing(by=by, measure="collected", **WHEN)))
    sheet = book.active
    for line, answer in enumerate(answers, 2):
        for column, value in zip("GHI", answer, strict=True):
            sheet[f"{column}{line}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_list_comes_back_with_answers(three, nina, heard):
    data = filled(nina, ("назначено", 1234.5, ""), ("Отказано", "", "Нет стажа"), ("", "", ""))
    assert measures.incoming(by=nina, data=data, **WHEN) == 2
    states = [measures.one(by=nina, token=claim.token, on=ON).state for claim in three]
    assert states == ["granted", "refused", "sent"]
    told = measures.one(by=nina, token=three[0].token, on=ON).answered["outcome_elsewhere"]
    assert Decimal(told["amount"]) == Decimal("1234.50")
    assert sorted(event.outcome for event in heard) == ["got", "not_got"]


def test_one_wrong_row_and_nothing_is_written(three, nina):
    data = filled(nina, ("назначено", "много", ""), ("отказано", "", ""), ("может быть", "", ""))
    with pytest.raises(measures.BadFile) as caught:
        measures.incoming(by=nina, data=data, **WHEN)
    assert [fault[:9] for fault in caught.value.faults] == ["Строка 2:", "Строка 3:", "Строка 4:"]
    assert {one.state for one in measures.of_persons(region=CHE, persons=[c.person for c in three])} == {"sent"}


def other(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ["Номер", "Итог (назначено / отказано)", "Сумма", "Причина отказа"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a table",
        b"PK\x03\x04 broken",
        other([["Имя"]]),
        other([HEAD, ["74-2026-999999", "назначено", "", ""]]),
    ],
)
def test_bad_files(data, nina):
    with pytest.raises(measures.BadFile):
        measures.incoming(by=nina, data=data, **WHEN)


def test_who_may(three, nina, staff, resident, person):
    data = filled(nina, ("назначено", "", ""))
    for by in (staff("Липа", "specialist", region=LIP), resident(person("Чужова"))):
        with pytest.raises(measures.ClaimError):
            measures.incoming(by=by, data=data, **WHEN)
    assert load_workbook(io.BytesIO(measures.outgoing(by=nina, measure="collected", **WHEN))).active.max_row == 4
    assert people.readings_of(region=CHE, person_id=three[0].person)[0].what == ("СНИЛС",)
