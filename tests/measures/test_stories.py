"""The Kims and the queue for cars, Andrei above the limit, a sample, other bodies' measures, appeals, renewals."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from ryadom.cases import api as cases
from ryadom.measures import api as measures

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def kims(person, household, fact, resident):
    """A foster family: a mother and five wards."""

    def make(surname):
        mother = person(surname, "Марина", "Сергеевна")
        fact(mother, "birth-date", date(1980, 5, 1))
        wards = []
        for number in range(5):
            ward = person(surname, f"Ребёнок{number}", "")
            fact(ward, "birth-date", date(2015, 1, 1 + number))
            wards.append((ward, "ward"))
        household(mother, *wards)
        return mother, resident(mother)

    return make


def grant(claim, nina, ivan, book):
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    return measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)


def test_no_place_left_is_a_right_in_the_queue_and_never_a_refusal(kims, nina, ivan, places, sent, book, heard):
    places(1)
    families = [kims(surname) for surname in ("Ким", "Лим", "Цой")]
    claims = [sent(me, mother, "car", subject="family") for mother, me in families]
    assert [grant(claim, nina, ivan, book).verdict for claim in claims] == ["granted"] * 3
    first, second, third = (measures.one(by=nina, token=claim.token, on=ON) for claim in claims)
    assert [claim.state for claim in (first, second, third)] == ["granted", "queued", "queued"]
    assert [event.outcome for event in heard] == ["granted"]
    told = measures.timeline(by=families[2][1], token=third.token, on=ON)
    assert told.place == 2 and "Это не отказ." in " ".join(step.text for step in told.steps)

    with pytest.raises(measures.WrongState, match="мест нет"):
        measures.give_place(by=ivan, claim=second.token, **WHEN)
    places(2, sure=["overlap"])
    with pytest.raises(measures.WrongState, match="раньше"):
        measures.give_place(by=ivan, claim=third.token, **WHEN)
    award = measures.give_place(by=ivan, claim=second.token, **WHEN)
    assert award.total == Decimal("1260000.00")
    assert measures.timeline(by=families[2][1], token=third.token, on=ON).place == 1
    assert [event.outcome for event in heard] == ["granted", "granted"]


def test_places_not_entered_is_the_queue_too(kims, nina, ivan, sent, book):
    mother, me = kims("Ким")
    claim = sent(me, mother, "car", subject="family")
    grant(claim, nina, ivan, book)
    assert measures.one(by=me, token=claim.token, on=ON).state == "queued"


@pytest.fixture
def andrei(person, household, fact, income, resident):
    who = person("Волков", "Андрей", "Игоревич")
    fact(who, "birth-date", date(1985, 2, 2))
    household(who)
    income(who, "432000")  # 36 000 a month
    return who, resident(who)


def refuse(claim, nina, book):
    return measures.decide_refuse(
        by=nina, claim=claim.token, book=book, ground=measures.CRITERIA, criteria=("income",), **WHEN
    )


def test_andrei_is_refused_with_his_own_numbers_and_the_article(andrei, nina, sent, book, heard):
    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    with pytest.raises(measures.NotPossible, match="Укажите сумму"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.NotPossible, match="вопреки"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, amount=Decimal(2500), **WHEN)
    decision = refuse(claim, nina, book)
    assert isinstance(decision, measures.DecisionView) and not decision.against_rule
    assert decision.approver_name == "" and decision.ground == "criteria"
    for part in ("Доход на человека выше границы.", "36\u00a0000", "17\u00a0424", "548-ЗО, статья 3"):
        assert part in decision.why
    told = " ".join(step.text for step in measures.timeline(by=me, token=claim.token, on=ON).steps)
    assert "36\u00a0000" in told
    assert [event.outcome for event in heard] == ["refused"]


def test_unknown_income_is_neither_granted_nor_refused(person, household, fact, resident, nina, sent, book):
    who = person("Волков", "Пётр")
    fact(who, "birth-date", date(1985, 2, 2))
    household(who)
    claim = sent(resident(who), who, "outfit", subject="family")
    with pytest.raises(measures.NotPossible, match="Не хватает сведений"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.NotPossible, match="неизвестно"):
        refuse(claim, nina, book)


def test_a_monthly_award_has_twelve_sums_and_is_renewed(
    andrei, nina, ivan, sent, book, income, person, household, fact, resident
):
    who = person("Волкова", "Анна", "Игоревна")
    fact(who, "birth-date", date(1985, 2, 2))
    household(who)
    income(who, "120000")
    me = resident(who)
    claim = sent(me, who, "outfit", subject="family")
    grant(claim, nina, ivan, book)
    (award,) = measures.awards(region=CHE, persons=[who.pk])
    assert len(award.parts) == 12 and award.total == Decimal("30000.00")
    assert award.parts[0].starts == ON and award.parts[1].due_on == date(2026, 12, 1)
    assert (award.ends, award.renew_on) == (date(2027, 10, 31), date(2027, 10, 1))
    assert measures.due_for_renewal(region=CHE, on=date(2027, 9, 30)) == ()
    later = date(2027, 10, 1)
    assert [one.token for one in measures.due_for_renewal(region=CHE, on=later)] == [award.token]
    with pytest.raises(measures.WrongState, match="рано"):
        measures.renew(by=me, award=award.token, form_token=uuid4(), book=book, channel="web", **WHEN)
    again = measures.renew(by=me, award=award.token, form_token=uuid4(), book=book, on=later, at=AT, channel="web")
    assert again.state == "draft" and again.measure == "outfit"
    assert measures.due_for_renewal(region=CHE, on=later) == ()
    measures.end_award(by=ivan, award=award.token, reason="Переезд", on=date(2027, 3, 15))
    (ended,) = measures.awards(region=CHE, persons=[who.pk])
    assert len(ended.parts) == 5 and ended.end_reason == "Переезд"


@pytest.fixture
def pyotr(person, fact, resident):
    who = person("Орлов", "Пётр", "Ильич")
    fact(who, "lives-here", True)
    return who, resident(who)


def test_what_is_not_money_one_specialist_decides(pyotr, nina, sent, book):
    who, me = pyotr
    claim = sent(me, who, "certificate")
    decision = measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    assert isinstance(decision, measures.DecisionView) and decision.amount is None and decision.approver_name == ""
    (award,) = measures.awards(region=CHE, persons=[who.pk])
    assert award.parts == () and award.ends is None


def test_a_sample_waits_for_two_pairs_of_eyes(pyotr, nina, ivan, staff, sent, book):
    who, me = pyotr
    claim = sent(me, who, "from-the-press")
    act = {
        "measure": "from-the-press",
        "version_from": date(2026, 1, 1),
        "act": "Закон 1-ЗО",
        "act_date": date(2026, 1, 1),
    }
    with pytest.raises(measures.NotPossible, match="образец"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    anna = staff("Анна", "methodologist")
    with pytest.raises(measures.Forbidden):
        measures.confirm(by=nina, **act, book=book, **WHEN)
    kept = measures.confirm(by=anna, **act, book=book, **WHEN)
    with pytest.raises(measures.NotPossible, match="образец"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.Forbidden, match="второй человек"):
        measures.confirm_second(by=anna, confirmation=kept.token, at=AT)
    assert measures.confirm_second(by=ivan, confirmation=kept.token, at=AT).holds
    assert measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN).verdict == "granted"
    measures.withdraw_confirmation(by=ivan, confirmation=kept.token, at=AT)
    assert measures.confirmations(region=CHE) == ()


def test_another_bodys_measure_is_a_sheet_and_three_marks(pyotr, sent, book, heard):
    who, me = pyotr
    with pytest.raises(measures.WrongState, match="другое ведомство"):
        sent(me, who, "elsewhere")
    sheet = {"by": me, "person": who.pk, "measure": "elsewhere", "subject": str(who.pk), "channel": "web", "book": book}
    filing = measures.print_sheet(**sheet, on=ON)
    assert measures.print_sheet(**sheet, on=ON).token == filing.token
    mark = {"by": me, "filing": filing.token, **WHEN}
    with pytest.raises(measures.WrongState, match="не наступил"):
        measures.mark_external(**mark, mark="filed", day=ON + timedelta(1))
    assert measures.mark_external(**mark, mark="filed", day=ON).filed_on == ON
    assert heard == []
    assert measures.mark_external(**mark, mark="got", day=ON, amount=Decimal(100)).amount == 100
    assert [(event.outcome, event.stage) for event in heard] == [("got", "external")]
    with pytest.raises(measures.WrongState, match="уже отмечено"):
        measures.mark_external(**mark, mark="refused", day=ON)


def test_collected_here_decided_there(pyotr, nina, sent, book, heard):
    who, me = pyotr
    claim = sent(me, who, "collected")
    with pytest.raises(measures.WrongState, match="другое ведомство"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.WrongState, match="причину"):
        measures.register_outcome(by=nina, claim=claim.token, got=False, **WHEN)
    assert measures.register_outcome(by=nina, claim=claim.token, got=True, **WHEN).state == "granted"
    assert [event.outcome for event in heard] == ["got"]


def test_an_appeal_is_decided_by_other_people(andrei, nina, oleg, ivan, staff, sent, book):
    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    first = refuse(claim, nina, book)
    tried = measures.appeal(
        by=me, claim=claim.token, text="Доход посчитан за чужой год", channel="web", book=book, **WHEN
    )
    with pytest.raises(measures.WrongState, match="уже рассматривается"):
        measures.appeal(by=me, claim=claim.token, text="Ещё раз", channel="web", book=book, **WHEN)
    with pytest.raises(cases.Forbidden):
        cases.take(by=nina, case=tried.case, **WHEN)
    with pytest.raises(measures.Forbidden, match="возьмите"):
        measures.resolve_appeal(by=oleg, claim=claim.token, change=True, reason="Верно", **WHEN)
    cases.take(by=oleg, case=tried.case, **WHEN)
    measures.resolve_appeal(by=oleg, claim=claim.token, change=True, reason="Доход за другой год", **WHEN)
    again = measures.one(by=me, token=claim.token, on=ON)
    assert again.state == "sent" and again.case.token == tried.case and again.case.holder.name == "Олег Маслов"
    second = measures.decide_refuse(
        by=oleg, claim=claim.token, book=book, ground=measures.CRITERIA, criteria=("income",), **WHEN
    )
    assert second.supersedes == first.token
    both = measures.decisions(region=CHE, tokens=[claim.token])[claim.token]
    assert [one.author_name for one in both] == ["Нина Иванова", "Олег Маслов"]
    told = [step.text for step in measures.timeline(by=me, token=claim.token, on=ON).steps]
    assert any("Жалоба принята" in text for text in told) and sum("Отказано." in text for text in told) == 2


def test_an_appeal_that_changes_nothing(andrei, nina, oleg, sent, book):
    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    refuse(claim, nina, book)
    tried = measures.appeal(by=me, claim=claim.token, text="Не согласен", channel="web", book=book, **WHEN)
    cases.take(by=oleg, case=tried.case, **WHEN)
    kept = measures.resolve_appeal(by=oleg, claim=claim.token, change=False, reason="Доход посчитан верно", **WHEN)
    assert (kept.outcome, kept.by_name) == ("kept", "Олег Маслов")
    assert measures.one(by=me, token=claim.token, on=ON).state == "refused"


def test_the_head_of_the_first_decision_does_not_approve_the_second(kims, nina, oleg, ivan, staff, sent, book):
    mother, me = kims("Ким")
    claim = sent(me, mother, "car", subject="family")
    grant(claim, nina, ivan, book)
    tried = measures.appeal(by=me, claim=claim.token, text="Почему очередь", channel="web", book=book, **WHEN)
    cases.take(by=oleg, case=tried.case, **WHEN)
    measures.resolve_appeal(by=oleg, claim=claim.token, change=True, reason="Рассмотрим снова", **WHEN)
    measures.decide_grant(by=oleg, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.Forbidden, match="первом решении"):
        measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
    other = staff("Ольга Начальник", "head")
    assert measures.approve(by=other, claim=claim.token, book=book, **WHEN).supersedes is not None


def test_procedural_endings(pyotr, nina, sent, book, heard):
    who, me = pyotr
    for ground, outcome, state in (("moved", "closed", "closed"), ("withdrawn", "withdrawn", "withdrawn")):
        claim = sent(me, who, "certificate")
        decision = measures.decide_refuse(by=nina, claim=claim.token, book=book, ground=ground, **WHEN)
        assert decision.why and measures.one(by=me, token=claim.token, on=ON).state == state
        assert heard[-1].outcome == outcome


def test_a_question_is_put_at_every_ending(andrei, nina, sent, book):
    from ryadom.voice.models import Asking

    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    refuse(claim, nina, book)
    (asking,) = Asking.objects.in_region(CHE)
    assert (asking.outcome, asking.measure, asking.situation, asking.channel) == ("refused", "outfit", "gas", "web")


@pytest.mark.parametrize(
    ("measure", "subject", "facts", "error"),
    [
        ("no-such", None, {}, measures.WrongState),
        ("gas", "someone-else", {}, measures.WrongState),
        ("gas", None, {"house-costs": 1.5}, measures.BadSnapshot),
        ("gas", None, {"house-costs": object()}, measures.BadSnapshot),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(pyotr, draft, measure, subject, facts, error):
    from ryadom.measures.models import Claim

    who, me = pyotr
    with pytest.raises(error):
        draft(me, who, measure, subject=subject, said=facts)
    assert not Claim.objects.in_region(CHE).exists()


def test_a_claims_case_is_closed_only_by_deciding(pyotr, nina, sent):
    who, me = pyotr
    claim = sent(me, who, "certificate")
    cases.take(by=nina, case=claim.case.token, **WHEN)
    with pytest.raises(cases.Forbidden):
        cases.close(by=nina, case=claim.case.token, outcome="granted", **WHEN)


def test_once_granted_is_known_as_received(pyotr, nina, sent, book):
    from ryadom.measures import assessing
    from ryadom.measures.models import Claim

    who, me = pyotr
    claim = sent(me, who, "certificate")
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    again = Claim.objects.in_region(CHE).get(token=sent(me, who, "certificate").token)
    facts = assessing.assess(again, book, ON).family.person(str(who.pk)).facts
    assert facts["received:certificate"].value is True


def test_a_curator_in_assisted_mode_helps_and_does_not_sign(pyotr, staff, draft, book):
    from ryadom.people import api as people
    from ryadom.people.models import Identity, Person

    who, _me = pyotr
    vera = staff("Вера", "curator")
    own = Person.objects.create(region=CHE, surname="Кузина", name="Вера", registered_at=AT)
    Identity.objects.create(
        region=CHE, account_id=vera.account_id, person=own, level="identified", how="passport", confirmed_at=AT
    )
    vera = people.actor(account_id=vera.account_id, region=CHE, on=ON)
    people.assist(by=vera, at=AT, on=ON, person_id=who.pk, evidence="пришёл на приём")
    claim = draft(vera, who, "certificate", channel="office")
    with pytest.raises(measures.Forbidden):
        measures.send(by=vera, claim=claim.token, book=book, **WHEN)
    assert measures.sign_on_paper(by=vera, claim=claim.token, book=book, **WHEN).helper == vera.account_id


def test_refusals_are_counted_by_condition(andrei, pyotr, nina, oleg, staff, sent, book):
    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    refuse(claim, nina, book)
    gone = sent(pyotr[1], pyotr[0], "certificate")
    measures.decide_refuse(by=nina, claim=gone.token, book=book, ground="moved", **WHEN)
    minister = staff("Павел", "observer")
    year = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    found = measures.refusals(by=minister, **year)
    assert [(one.measure, one.ground, one.times) for one in found] == [
        ("certificate", "moved", 1),
        ("outfit", "income", 1),
    ]
    with pytest.raises(measures.Forbidden):
        measures.refusals(by=me, **year)


def test_nobody_is_asked_when_the_person_has_died(pyotr, nina, sent, book):
    from ryadom.voice.models import Asking

    claim = sent(pyotr[1], pyotr[0], "certificate")
    measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="died", **WHEN)
    assert not Asking.objects.in_region(CHE).exists()
