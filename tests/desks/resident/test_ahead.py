"""Anna sees the day on which something changes, what stands in her way, and may ask to be told. The answers are made
by hand here: what the rules foresee is proved where they do it.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.stories.cast import book, family, told

from ryadom.measures import api as measures
from ryadom.people.models import Account, Identity, Person
from ryadom.rules import api as rules
from ryadom.rules.api import Distance, Left, Missed, NearMiss, NextDate, Outcome
from ryadom.talk.api import tell

from .conftest import AT
from .test_way import IVANOVY, text

DAY = date(2026, 5, 14)
BENEFIT, ASKED = "unified-child-benefit", "unified-child-benefit@child-1"
WORDS = rules.Text(ru="доход выше на 312 ₽ на человека", en="income is 312 ₽ a person too high")


def income_too_high(found):
    """The condition on income with what is missing to it."""
    criterion = next(c for c in found.criteria if any(ref.prefix == "income" for ref in c.facts))
    far = Distance("доход", Decimal(17736), Decimal(17424), Decimal(312), False, "₽", WORDS)
    return Missed(criterion, (far,), True)


@pytest.fixture
def foreseen(monkeypatch):
    """What the rules will say ahead of the benefit: `foreseen["change"] = lambda answer: ...`."""
    wanted = {"change": lambda one: one, "left": None}
    real = rules.answer

    def answer(*args, ahead=False, **more):
        found = real(*args, **more)
        if not ahead:
            return replace(found, left=wanted["left"])
        changed = tuple(wanted["change"](one) if one.measure == BENEFIT else one for one in found.measures)
        return replace(found, measures=changed)

    monkeypatch.setattr(rules, "answer", answer)
    return wanted


@pytest.fixture
def ends(foreseen):
    """The benefit ends for the first child; the second has another day, so that each is told apart."""

    def change(one):
        day = DAY if one.subject == "child-1" else DAY + timedelta(days=600)
        return replace(one, next_date=NextDate(day, Outcome.NOT_ENTITLED, ("age",)))

    foreseen["change"] = change


@pytest.fixture
def known(anna):
    """Anna has come in with her passport seen."""
    person = Person.objects.create(
        region="RU-CHE", surname="Иванова", name="Анна", birth_date=date(1990, 5, 1), registered_at=AT
    )
    account = Account.objects.create_user("anna")
    Identity.objects.create(
        region="RU-CHE", account=account, person=person, level="identified", how="passport", confirmed_at=AT
    )
    anna.client.force_login(account)
    return person


def open_ones(person):
    return measures.reminders(region="RU-CHE", persons=[person.pk], at=AT)


def test_the_day_stands_in_the_results_calmly_and_once(anna, ends):
    page, _asked = anna.walk(IVANOVY)
    said = text(page)
    assert said.count("До 13 мая 2026 включительно. Потом право закончится.") == 1
    assert "Добавить день в календарь телефона" in said
    assert "Напомнить в этот день" not in said  # nobody knows who she is


def test_an_end_far_away_is_told_on_the_measures_own_page_only(anna, foreseen):
    far = NextDate(date(2036, 2, 3), Outcome.NOT_ENTITLED)
    foreseen["change"] = lambda one: replace(one, next_date=far)
    page, _asked = anna.walk(IVANOVY)
    assert "2036" not in text(page)
    assert "До 2 февраля 2036 включительно" in text(anna.get(f"/help/{anna.token}/results/{ASKED}/"))


def test_what_begins_later_says_its_day_once(anna, foreseen):
    def later(one):
        until = rules.NotYetUntil(rules.Text(ru="Ребёнку ещё нет трёх лет."), DAY)
        return replace(one, outcome=Outcome.NOT_YET, not_yet=until, next_date=NextDate(DAY, Outcome.ENTITLED))

    foreseen["change"] = later
    page, _asked = anna.walk(IVANOVY)
    said = text(page)
    assert "Ребёнку ещё нет трёх лет." in said
    assert "По вашим ответам положено с 14 мая 2026." in said
    assert "Будет можно с 14 мая" not in said
    assert "положено с 14 мая 2026" in text(anna.get(f"/help/{anna.token}/sheet/"))


@pytest.mark.parametrize("advise", [True, False])
def test_what_stands_in_the_way_only_where_it_may_be_advised(anna, foreseen, advise):
    def near(one):
        missed = NearMiss((income_too_high(one),), advise)
        return replace(one, outcome=Outcome.NOT_ENTITLED, near_miss=missed)

    foreseen["change"] = near
    page, _asked = anna.walk(IVANOVY)
    assert ("Мешает одно условие: доход выше на 312 ₽ на человека." in text(page)) is advise
    page = anna.get(f"/help/{anna.token}/results/{ASKED}/")
    assert ("доход выше на 312 ₽ на человека" in text(page)) is advise


def test_who_checks_the_conditions_is_said_on_the_measures_page(anna):
    anna.walk(IVANOVY)
    page = text(anna.get(f"/help/{anna.token}/results/{ASKED}/"))
    assert "проверяет программа" in page


def test_the_question_says_how_much_is_left_and_on_demand_why_it_is_asked(anna, foreseen):
    foreseen["left"] = Left(2, 5)
    page = anna.begin()
    said = text(page)
    assert "Вопрос 1 Осталось не больше 2 вопросов, они решат 5 мер." in said
    assert "Почему мы спрашиваем" in said
    assert "Ответ может решить:" in said
    foreseen["left"] = Left(40, 50)  # more than are ever asked: that would only frighten
    assert "Осталось" not in text(anna.get(f"/help/{anna.token}/"))


def test_a_visitor_takes_the_day_home_without_her_name(anna, ends):
    anna.walk(IVANOVY)
    page = anna.get(f"/help/{anna.token}/results/{ASKED}/day.ics")
    data = page.content.decode().replace("\r\n ", "")
    assert page["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20260514" in data
    assert anna.token not in data
    for private in ("Ребёнок", "12 675", "500", "Анна"):
        assert private not in data
    assert anna.get(f"/help/{anna.token}/results/gas-registration/day.ics").status_code == 404


def test_a_visitor_who_presses_the_button_of_another_leaves_nothing(anna, ends):
    anna.walk(IVANOVY)
    assert anna.post(f"/help/{anna.token}/results/{ASKED}/remind/").status_code == 200
    assert measures.reminders(region="RU-CHE", persons=Person.objects.in_region("RU-CHE").values("pk"), at=AT) == ()


def test_anna_asks_to_be_told_and_takes_it_back(anna, known, ends):
    anna.walk(IVANOVY)
    page = anna.get(f"/help/{anna.token}/results/{ASKED}/")
    assert "Напомнить в этот день" in text(page)
    for _click in range(2):
        page = anna.post(f"/help/{anna.token}/results/{ASKED}/remind/")
    assert "Напомним в этот день." in text(page)
    (kept,) = open_ones(known)
    assert (kept.day, kept.begins, kept.subject, kept.helper_name) == (DAY, False, "child-1", "")
    mine = text(anna.get("/claims/"))
    assert "О чём напомним" in mine
    assert "Напомним 14 мая 2026 на этой странице. Куратор в этот день посмотрит, что изменилось." in mine
    page = anna.client.post(f"/claims/reminders/{kept.token}/stop/", follow=True)
    assert "О чём напомним" not in text(page)
    assert open_ones(known) == ()


def test_a_code_without_a_passport_gives_a_file(anna, known, ends):
    Identity.objects.in_region("RU-CHE").update(level="contact")
    anna.walk(IVANOVY)
    page = text(anna.get(f"/help/{anna.token}/results/{ASKED}/"))
    assert "Добавить день в календарь телефона" in page
    anna.post(f"/help/{anna.token}/results/{ASKED}/remind/")
    assert open_ones(known) == ()


def test_nobody_stops_the_reminder_of_another(anna, known, ends):
    anna.walk(IVANOVY)
    anna.post(f"/help/{anna.token}/results/{ASKED}/remind/")
    (kept,) = open_ones(known)
    anna.client.logout()
    assert anna.client.post(f"/claims/reminders/{kept.token}/stop/").status_code == 404
    assert len(open_ones(known)) == 1


def test_on_the_day_her_page_says_it(anna, known, ends):
    anna.walk(IVANOVY)
    anna.post(f"/help/{anna.token}/results/{ASKED}/remind/")
    assert measures.tell_due(region="RU-CHE", on=DAY, at=AT + timedelta(days=114)) == 1
    page = anna.get("/claims/")
    assert "Наступило 14 мая 2026: с этого дня право могло закончиться." in text(page)
    assert f"/help/?measure={BENEFIT}" in page.content.decode()


@pytest.mark.parametrize("path", ["results/", f"results/{ASKED}/", f"results/{ASKED}/day.ics", "sheet/"])
@pytest.mark.parametrize("who", ["visitor", "known"])
def test_a_day_ahead_costs_at_most_twelve_queries(anna, ends, request, who, path, django_assert_max_num_queries):
    if who == "known":
        request.getfixturevalue("known")
    anna.walk(IVANOVY)
    anna.get(f"/help/{anna.token}/{path}")
    with django_assert_max_num_queries(12):
        assert anna.client.get(f"/help/{anna.token}/{path}").status_code == 200


@pytest.mark.parametrize("desk", [False, True])
def test_an_income_that_is_not_shown_is_not_told_by_its_difference(desk):
    """What another grown-up of the family earns: 17,424 and 312 more would tell it to the rouble."""
    law, morozovy = book("RU-CHE"), family("morozovy")
    found = rules.answer(law, morozovy, on=told("morozovy")["on"], measures={BENEFIT}, ask=False, ahead=True)
    assert "312\u00a0₽" in tell(law, found.measures[0], "ru", "file", desk=desk).what_stands
    shut = tell(law, found.measures[0], "ru", "closed", desk=desk)
    assert shut.stands is None
    assert "312" not in repr(shut)


def test_staff_who_walk_the_way_for_somebody_read_the_whole_of_what_stands():
    """A resident is not advised to grow younger; who helps them sees that it is the age."""
    law, kim = book("RU-CHE"), family("kim")
    found = rules.answer(law, kim, on=told("kim")["on"], measures={"maternity-capital-monthly"}, ask=False, ahead=True)
    assert tell(law, found.measures[0], "ru", "").stands is None
    assert "возраст больше на 14 лет" in tell(law, found.measures[0], "ru", "", desk=True).what_stands
