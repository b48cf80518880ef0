"""Galina Petrovna and the gas: from a draft to the award, with everybody who may and may not on the way."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.measures.models import Claim, Decision
from ryadom.papers import api as papers

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(galina, household, fact):
    _family, home = household(galina)
    fact(galina, "birth-date", date(1952, 3, 8))
    fact(galina, "lives-here", True)
    fact(home, "gas", False)


@pytest.fixture
def me(galina, resident, house):
    return resident(galina)


def tell(claim, nina, book, cost="80000", seen=True):
    """Nina looks at the house and at the contract."""
    measures.prove(
        by=nina, claim=claim.token, ref="attested:gas/house-seen", value=seen, source="staff", book=book, **WHEN
    )
    measures.prove(
        by=nina, claim=claim.token, ref="house-costs", value=Decimal(cost), source="document", book=book, **WHEN
    )


def test_from_draft_to_money(me, galina, nina, ivan, sent, book, heard):
    claim = sent(me, galina, "gas", said={"house-costs": Decimal(80000)})
    assert claim.state == "sent" and claim.number.endswith("-2026-000001")
    assert claim.case.promised_on == date(2026, 11, 26) and claim.signed == "electronic"
    asked = cases.requests(region=CHE, tokens=[claim.case.token])[claim.case.token]
    assert [(one.authority, one.due_on) for one in asked] == [
        ("Росреестр", date(2026, 11, 19)), ("газовая компания", date(2026, 11, 19)),
    ]  # fmt: skip

    cases.take(by=nina, case=claim.case.token, **WHEN)
    with pytest.raises(measures.NotPossible) as caught:
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    assert "Дом осмотрен" in str(caught.value)

    tell(claim, nina, book)
    waiting = measures.decide_grant(by=nina, claim=claim.token, book=book, payer="Соцзащита Миасса", **WHEN)
    assert isinstance(waiting, measures.ProposalView) and waiting.amount == Decimal("80000.00")
    assert not waiting.against_rule
    (row,) = measures.waiting_for_head(by=ivan)
    assert row[0].token == claim.token

    decision = measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
    assert (decision.verdict, decision.amount) == ("granted", Decimal("80000.00"))
    assert (decision.author_name, decision.approver_name) == ("Нина Иванова", "Иван Громов")
    assert decision.lock == book.lock and decision.version_from == date(2026, 1, 1)
    assert decision.facts[f"lives-here@{galina.pk}"]["source"] == "register"
    assert decision.facts["attested:gas/house-seen"]["source"] == "staff"

    (award,) = measures.awards(region=CHE, persons=[galina.pk])
    assert award.total == Decimal("80000.00") and award.payer == "Соцзащита Миасса"
    assert [event.outcome for event in heard] == ["granted"]
    told = measures.timeline(by=me, token=claim.token, on=ON)
    assert told.steps[-1].text == "Рассмотрение закончено: назначено."
    assert any("Назначено: Выплата на газ, 80\u00a0000\u00a0₽" in step.text for step in told.steps)


def test_while_it_runs_the_person_sees_who_holds_it_and_the_date(me, galina, nina, sent):
    claim = sent(me, galina, "gas")
    cases.take(by=nina, case=claim.case.token, **WHEN)
    told = measures.timeline(by=me, token=claim.token, on=ON)
    assert (told.holder, told.promised_on, told.overdue) == ("Нина Иванова", date(2026, 11, 26), False)
    assert [step.state for step in told.steps][-2:] == ["now", "ahead"]
    assert measures.timeline(by=me, token=claim.token, on=ON + timedelta(30)).overdue


def test_a_doubled_click_gives_one_application(me, galina, draft, book):
    form = uuid4()
    first = draft(me, galina, "gas", form_token=form)
    second = draft(me, galina, "gas", form_token=form)
    assert first.token == second.token
    one = measures.send(by=me, claim=first.token, book=book, **WHEN)
    two = measures.send(by=me, claim=second.token, book=book, **WHEN)
    assert one.number == two.number
    assert Claim.objects.in_region(CHE).count() == 1 and cases.counts(by=_head(galina), on=ON).open == 1


def _head(galina):
    from ryadom.people.api import Actor

    return Actor(region=CHE, roles=frozenset({"head"}))


def test_the_same_application_twice_is_told_its_number(me, galina, sent):
    claim = sent(me, galina, "gas")
    with pytest.raises(measures.AlreadyOpen, match=claim.number):
        sent(me, galina, "gas")


def test_below_identified_the_draft_is_kept_and_printed(galina, house, resident, draft, vera, book):
    unknown = resident(galina, level="contact")
    claim = draft(unknown, galina, "gas")
    with pytest.raises(measures.NotIdentified) as caught:
        measures.send(by=unknown, claim=claim.token, book=book, **WHEN)
    assert caught.value.kept_until == ON + timedelta(days=30)
    assert measures.one(by=unknown, token=claim.token, on=ON).state == "draft"
    signed = measures.sign_on_paper(by=vera, claim=claim.token, book=book, **WHEN)
    assert signed.signed == "paper" and signed.case.helper.name == "Вера Кузина"
    assert measures.sign_on_paper(by=vera, claim=claim.token, book=book, **WHEN).number == signed.number


def test_drafts_are_forgotten_after_thirty_days(me, galina, draft):
    claim = draft(me, galina, "gas")
    assert measures.purge_drafts(region=CHE, on=ON + timedelta(30)) == 0
    assert measures.purge_drafts(region=CHE, on=ON + timedelta(31)) == 1
    assert measures.many(region=CHE, tokens=[claim.token]) == {}


def test_three_people(me, galina, staff, nina, ivan, sent, book, draft):
    """Helper, decider and approver; one account in all roles does not become three."""
    all_roles = staff("Всё сразу", "curator", "specialist", "head")
    claim = draft(all_roles, galina, "gas", channel="office")
    claim = measures.sign_on_paper(by=all_roles, claim=claim.token, book=book, **WHEN)
    tell(claim, nina, book)
    with pytest.raises(measures.Forbidden):
        measures.decide_grant(by=all_roles, claim=claim.token, book=book, **WHEN)
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.Forbidden):
        measures.approve(by=all_roles, claim=claim.token, book=book, **WHEN)
    assert measures.approve(by=ivan, claim=claim.token, book=book, **WHEN).verdict == "granted"


def test_nobody_approves_their_own(me, galina, staff, sent, book):
    both = staff("Нина-начальник", "specialist", "head")
    claim = sent(me, galina, "gas")
    tell(claim, both, book)
    measures.decide_grant(by=both, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.Forbidden):
        measures.approve(by=both, claim=claim.token, book=book, **WHEN)


def test_staff_do_not_decide_about_themselves(galina, house, resident, staff, book, sent):
    from ryadom.people.api import actor
    from ryadom.people.models import Identity

    nina = staff("Нина сама", "specialist")
    Identity.objects.create(
        region=CHE, account_id=nina.account_id, person=galina, level="identified", how="passport", confirmed_at=AT
    )
    nina = actor(account_id=nina.account_id, region=CHE, on=ON)
    claim = sent(nina, galina, "gas")
    with pytest.raises((measures.Forbidden, cases.CaseError)):
        measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="moved", **WHEN)


def test_said_is_not_proved(galina, household, fact, resident, nina, sent, book):
    _family, home = household(galina)
    fact(galina, "lives-here", True, source="said")
    fact(home, "gas", False)
    me = resident(galina)
    claim = sent(me, galina, "gas")
    tell(claim, nina, book)
    with pytest.raises(measures.NotPossible, match="только со слов: Вы живёте в области"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)


def test_never_refused_for_the_unknown(me, galina, nina, sent, book):
    claim = sent(me, galina, "gas")
    with pytest.raises(measures.NotPossible, match="неизвестно"):
        measures.decide_refuse(
            by=nina, claim=claim.token, book=book, ground=measures.CRITERIA, criteria=("house-seen",), **WHEN
        )
    with pytest.raises(measures.NotPossible, match="перечне нет"):
        measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="no_money", **WHEN)


def test_against_the_rule_needs_a_reason_and_a_second_person(me, galina, nina, ivan, sent, book):
    claim = sent(me, galina, "gas")
    tell(claim, nina, book)
    refuse = {
        "by": nina,
        "claim": claim.token,
        "book": book,
        "ground": measures.CRITERIA,
        "criteria": ("no-gas",),
        **WHEN,
    }
    with pytest.raises(measures.NotPossible, match="вопреки"):
        measures.decide_refuse(**refuse)
    waiting = measures.decide_refuse(**refuse, reason="Соседи говорят, что газ есть")
    assert isinstance(waiting, measures.ProposalView) and waiting.against_rule
    measures.give_back(by=ivan, claim=claim.token, reason="Слова соседей — не доказательство", **WHEN)
    back = measures.one(by=nina, token=claim.token, on=ON)
    assert back.state == "sent" and back.case.stage == "check"
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    assert measures.approve(by=ivan, claim=claim.token, book=book, **WHEN).verdict == "granted"


def test_another_sum_than_the_rules_is_against_the_rule(me, galina, nina, sent, book):
    claim = sent(me, galina, "gas")
    tell(claim, nina, book, cost="150000.50")
    with pytest.raises(measures.NotPossible, match="вопреки"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, amount=Decimal(99), **WHEN)
    with pytest.raises(measures.NotPossible, match="копейки"):
        measures.decide_grant(by=nina, claim=claim.token, book=book, amount=Decimal("99.001"), reason="x", **WHEN)
    assert measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN).amount == Decimal("100000.00")


def test_withdrawn_by_the_person(me, galina, nina, sent, book, heard):
    claim = sent(me, galina, "gas")
    assert measures.withdraw(by=me, claim=claim.token, **WHEN).state == "withdrawn"
    assert [event.outcome for event in heard] == ["withdrawn"]
    with pytest.raises(measures.WrongState):
        measures.withdraw(by=me, claim=claim.token, **WHEN)
    with pytest.raises(measures.ClaimError):
        measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="moved", **WHEN)


def test_the_second_specialist_is_told_who_was_first(me, galina, nina, oleg, ivan, sent, book):
    claim = sent(me, galina, "gas")
    tell(claim, nina, book)
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    with pytest.raises((measures.AlreadyDecided, measures.Forbidden)):
        measures.decide_refuse(by=oleg, claim=claim.token, book=book, ground="moved", **WHEN)
    measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.AlreadyDecided, match=r"Нина Иванова, .* — назначено"):
        measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="moved", **WHEN)


def test_decisions_cannot_be_rewritten(me, galina, nina, ivan, sent, book):
    from django.db import IntegrityError, transaction

    claim = sent(me, galina, "gas")
    tell(claim, nina, book)
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Decision.objects.in_region(CHE).update(amount=Decimal(1))


def test_papers(me, galina, nina, draft, book, tmp_path, settings):
    from tests.papers.test_checks import photo

    settings.MEDIA_ROOT = tmp_path
    claim = draft(me, galina, "gas")
    listed = measures.documents(by=me, token=claim.token, on=ON)
    assert [(item.needed.id, item.state, item.missing) for item in listed] == [
        ("contract", "waiting", True), ("ownership", "waiting", False), ("no-gas", "waiting", False),
    ]  # fmt: skip
    paper = papers.add(
        region=CHE, owner=galina.pk, kind="contract", title="Договор", files=[("договор.jpg", photo())],
        account=me.account_id, at=AT,
    )  # fmt: skip
    measures.attach_paper(by=me, claim=claim.token, paper=paper.token, document="contract", **WHEN)
    measures.attach_paper(by=me, claim=claim.token, paper=paper.token, document="contract", **WHEN)
    claim = measures.send(by=me, claim=claim.token, book=book, **WHEN)
    with pytest.raises(measures.WrongState, match="почему"):
        measures.check_paper(by=nina, claim=claim.token, paper=paper.token, accepted=False, **WHEN)
    measures.check_paper(by=nina, claim=claim.token, paper=paper.token, accepted=False, note="не видно суммы", **WHEN)
    first = measures.documents(by=me, token=claim.token, on=ON)[0]
    assert (first.state, first.missing, first.note) == ("rejected", True, "не видно суммы")
    with pytest.raises(measures.WrongState, match="не просите человека"):
        measures.ask_for_paper(by=nina, claim=claim.token, document="ownership", until=ON + timedelta(5), **WHEN)
    measures.ask_for_paper(by=nina, claim=claim.token, document="contract", until=ON + timedelta(5), **WHEN)
    refused = measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="paper_not_brought", **WHEN)
    assert refused.ground == "paper_not_brought" and "только у вас" in refused.why
    told = " ".join(step.text for step in measures.timeline(by=me, token=claim.token, on=ON).steps)
    assert "не видно суммы" in told and "17\u00a0ноября\u00a02026" in told


def test_not_refused_for_a_paper_that_is_there(me, galina, nina, sent, book, tmp_path, settings):
    from tests.papers.test_checks import photo

    settings.MEDIA_ROOT = tmp_path
    claim = sent(me, galina, "gas")
    paper = papers.add(
        region=CHE, owner=galina.pk, kind="contract", title="", files=[("1.jpg", photo())], account=None, at=AT
    )
    measures.attach_paper(by=me, claim=claim.token, paper=paper.token, document="contract", **WHEN)
    with pytest.raises(measures.NotPossible, match="на месте"):
        measures.decide_refuse(by=nina, claim=claim.token, book=book, ground="paper_not_brought", **WHEN)
