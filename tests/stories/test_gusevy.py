"""The Gusevs moved here too late for the car: the refusal shows the years, and another person hears the complaint."""

import pytest

from .telling import claims_of

pytestmark = pytest.mark.django_db


def test_not_yet_with_the_day_and_not_a_bare_no(visitor):
    page = visitor.asks("gusevy", "foster").measure("Выплата приёмной семье на автомобиль")
    assert "пока нет" in page and "Будет можно с 1 июня 2028" in page
    assert "Живёт здесь не меньше трёх лет" in page


def test_the_decision_stands_until_the_other_specialist_has_looked(at_work):
    (claim,) = claims_of("gusevy", "foster-family-car")
    assert claim.state == "refused"
    desk = at_work("lunina")
    page = desk.open(f"/staff/claims/{claim.token}/")
    assert "Живёт здесь не меньше трёх лет" in page and "Отказано" in page
    complaint = desk.open(f"/staff/claims/{claim.token}/appeal/")
    assert "Посмотрите договор найма" in complaint
    desk.send(
        f"/staff/claims/{claim.token}/appeal/",
        {"change": "no", "reason": "Договора найма нет: годы считаем с прописки"},
    )
    assert "Договора найма нет" in desk.open(f"/staff/claims/{claim.token}/appeal/")
    assert claims_of("gusevy", "foster-family-car")[0].state == "refused"
