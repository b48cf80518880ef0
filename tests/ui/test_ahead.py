"""What lies ahead of an answer, as it is read aloud."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Told

import pytest

from ryadom.packs.api import Text
from ryadom.rules.api import Distance, Left, Missed, NearMiss, NextDate, Outcome
from ryadom.ui import ahead

DAY = date(2027, 5, 14)


def spaced(text):
    return text.replace("\u00a0", " ")


def words(before, after, *, desk=False):
    found = ahead.next_date(Told(outcome=Outcome(before), next_date=NextDate(DAY, Outcome(after))), desk=desk)
    return (found.kind, spaced(found.words)) if found else None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("not_yet", "entitled", ("begins", "По вашим ответам положено с 14 мая 2027.")),
        ("not_entitled", "likely", ("begins", "Скорее всего, положено с 14 мая 2027.")),
        ("unknown", "entitled", ("begins", "По вашим ответам положено с 14 мая 2027.")),
        ("entitled", "not_entitled", ("ends", "До 13 мая 2027 включительно. Потом право закончится.")),
        ("likely", "closed", ("ends", "До 13 мая 2027 включительно. Потом мера закончится.")),
        ("entitled", "not_yet", ("ends", "До 13 мая 2027 включительно. Потом будет перерыв.")),
        ("not_yet", "closed", ("changes", "С 14 мая 2027 эта мера уже не подойдёт.")),
        ("not_entitled", "not_yet", None),
        ("likely", "entitled", None),
        ("entitled", "failed", None),  # a number of the law that nobody has entered takes no right away
    ],
)
def test_a_date_for_the_person(before, after, said):
    assert words(before, after) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("not_yet", "entitled", ("begins", "Положено с 14 мая 2027.")),
        ("not_entitled", "not_yet", ("changes", "С 14 мая 2027 ответ будет «пока нет».")),
        ("entitled", "failed", ("changes", "С 14 мая 2027 правилу не хватает чисел закона: проверит специалист.")),
    ],
)
def test_a_date_at_the_desk(before, after, said):
    assert words(before, after, desk=True) == said


def test_no_date_no_words():
    assert ahead.next_date(Told(outcome=Outcome.ENTITLED, next_date=None)) is None


def far(ru):
    return Distance("доход", Decimal(17736), Decimal(17424), Decimal(312), False, "₽", Text(ru=ru))


def test_what_stands_in_the_way():
    income = Missed(Told(title="доход"), (far("доход выше на 312 ₽ на человека"),), True)
    living = Missed(Told(title="живёт в области"), (), False)
    one = ahead.near_miss(NearMiss((income,), True), "ru", lambda criterion: criterion.title)
    assert one == ("Мешает одно условие:", ("доход выше на 312 ₽ на человека",))
    head, lines = ahead.near_miss(NearMiss((income, living)), "ru", lambda criterion: criterion.title)
    assert (spaced(head), lines[1]) == ("Мешают 2 условия:", "живёт в области")


@pytest.mark.parametrize(
    ("questions", "measures", "said"),
    [
        (2, 5, "Осталось не больше 2 вопросов, они решат 5 мер."),
        (1, 1, "Остался 1 вопрос. Он решит 1 меру."),
        (21, 2, "Осталось не больше 21 вопроса, они решат 2 меры."),
        (0, 0, ""),
    ],
)
def test_what_is_still_to_be_asked(questions, measures, said):
    assert spaced(ahead.left(Left(questions, measures))) == said


def test_what_is_still_to_be_asked_at_the_desk():
    assert spaced(ahead.left_at_desk(Left(3, 5))) == "Осталось узнать: ответы не больше чем на 3 вопроса решат 5 мер."
    assert ahead.left(None) == ahead.left_at_desk(None) == ""


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (Decimal("1.5"), "Ответа ждут: 2 меры. В среднем он решает: 1,5."),
        (Decimal("2.00"), "Ответа ждут: 2 меры. В среднем он решает: 2."),
        (Decimal("0.01"), "Ответа ждут: 2 меры. В среднем он решает: 0,1."),
    ],
)
def test_why_a_question_is_asked(expected, said):
    named, many = ahead.gain(["Пособие", "Питание", "Пособие"], 2, expected)
    assert named == "Ответ может решить: Пособие; Питание."
    assert spaced(many) == said


def test_one_measure_needs_no_average():
    assert ahead.gain(["Пособие"], 1, Decimal(1)) == ("Ответ может решить: Пособие.",)
    assert ahead.gain([], 0, None) == ()


def test_each_child_waits_apart():
    _named, many = ahead.gain(["Пособие"], 10, Decimal("3.0"))
    assert spaced(many) == "Ответа ждут: 10 мер, если считать каждого человека отдельно. В среднем он решает: 3."


@pytest.mark.parametrize(
    ("judges", "said"),
    [
        ((4, 0, 1), "Из 5 условий: 4 проверяет программа, 1 проверяет специалист."),
        ((1, 1, 1), "Из 3 условий: 1 проверяет программа, 1 подтверждает документ, 1 проверяет специалист."),
        ((3, 0, 0), "Все условия этой меры проверяет программа."),
        ((0, 0, 0), ""),
    ],
)
def test_who_checks(judges, said):
    rule, document, person = judges
    assert spaced(ahead.checked(Told(by_rule=rule, by_document=document, by_person=person))) == said
