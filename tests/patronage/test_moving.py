"""Gulnara's family moves: to Yurina, to the employment centre, back; on consent or on a reason that stays."""

import pytest

from ryadom.patronage import api as patronage
from ryadom.patronage.models import Transition

from .conftest import AGREED, AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db
ABOUT = "Переехали на другой конец города"
ALONE = patronage.Agreed(False, "мать в больнице, дети одни")


@pytest.fixture
def care(orlova, gulnara, beside):
    return beside(orlova, gulnara)


@pytest.fixture
def asked(orlova, yurina, care):
    return patronage.hand_over(
        by=orlova, care=care.token, curator=yurina.account_id, about=ABOUT, agreed=AGREED, **WHEN
    )


def settle(by, move, verdict, answer=""):
    patronage.settle(by=by, transition=move, verdict=verdict, answer=answer, **WHEN)


def curator_of(who, by):
    return patronage.of_person(by=by, person=who.pk, on=ON).curator_name


def test_until_yurina_accepts_nothing_changes(orlova, yurina, gulnara, asked):
    assert curator_of(gulnara, orlova) == "Ольга Орлова"
    (waiting,) = patronage.moves(by=yurina, on=ON)
    assert (waiting.mine, waiting.about, waiting.asked_name) == (True, ABOUT, "Ольга Орлова")
    settle(yurina, asked, "accepted")
    assert curator_of(gulnara, yurina) == "Светлана Юрина"
    assert patronage.moves(by=yurina, on=ON) == ()


def test_what_was_promised_to_the_family_moves_with_it(orlova, yurina, gulnara, care, asked):
    patronage.record_contact(
        by=orlova, person=gulnara.pk, way="call", reached="talked", about="Ждёт звонка", next_on=ON, **WHEN
    )
    settle(yurina, asked, "accepted")
    care = patronage.of_person(by=yurina, person=gulnara.pk, on=ON)
    assert (care.next_contact_on, care.last_contact_at, care.ground) == (ON, AT, "law")


def test_a_refusal_needs_a_reason(orlova, yurina, gulnara, asked):
    with pytest.raises(patronage.NotPossible, match="почему не можете"):
        settle(yurina, asked, "refused")
    settle(yurina, asked, "refused", "У меня уже 60 семей")
    assert curator_of(gulnara, orlova) == "Ольга Орлова"


def test_orlova_cannot_accept_for_yurina(orlova, asked):
    with pytest.raises(patronage.Forbidden):
        settle(orlova, asked, "accepted")


def test_orlova_takes_her_request_back(orlova, yurina, asked):
    settle(orlova, asked, "revoked")
    with pytest.raises(patronage.Late):
        settle(yurina, asked, "accepted")


def test_one_family_is_handed_over_once_at_a_time(orlova, yurina, care, asked):
    with pytest.raises(patronage.Late, match="уже попросили"):
        patronage.hand_over(by=orlova, care=care.token, curator=yurina.account_id, about=ABOUT, agreed=AGREED, **WHEN)


def test_yurina_who_became_full_meanwhile_cannot_accept(boyko, yurina, asked):
    patronage.set_capacity(by=boyko, account=yurina.account_id, families=0, at=AT)
    with pytest.raises(patronage.NotPossible, match="0 из 0 семей"):
        settle(yurina, asked, "accepted")
    assert Transition.objects.in_region(CHE).get(token=asked).state == "asked"


def test_without_consent_the_reason_stays(orlova, care):
    with pytest.raises(patronage.NotPossible, match="Спросите согласие"):
        refer(orlova, care, agreed=patronage.Agreed(False))
    move = refer(orlova, care, agreed=ALONE)
    kept = Transition.objects.in_region(CHE).get(token=move)
    assert (kept.consent, kept.override) == (False, ALONE.override)


def refer(by, care, agreed=AGREED, **to):
    return patronage.refer(
        by=by, care=care.token, about="Найти работу", agreed=agreed, **(to or {"agency": "Центр занятости"}), **WHEN
    )


def test_another_body_is_asked_accepts_and_does(orlova, gulnara, care):
    move = refer(orlova, care)
    settle(orlova, move, "accepted", "Записали на 25 ноября")
    settle(orlova, move, "done", "Устроилась в школу")
    (kept, *_rest) = patronage.moves(by=orlova, on=ON, person=gulnara.pk)
    assert (kept.to, kept.state, kept.answer) == ("Центр занятости", "done", "Устроилась в школу")
    assert curator_of(gulnara, orlova) == "Ольга Орлова"


def test_a_referred_curator_helps_beside_the_first(orlova, yurina, gulnara, care):
    move = refer(orlova, care, curator=yurina.account_id)
    contact = {"person": gulnara.pk, "way": "call", "reached": "talked", "about": "Познакомились", "next_on": None}
    with pytest.raises(patronage.Forbidden):
        patronage.record_contact(by=yurina, **contact, **WHEN)
    settle(yurina, move, "accepted")
    patronage.record_contact(by=yurina, **contact, **WHEN)
    mine = patronage.caseload(by=yurina, **WHEN).rows
    assert [(one.curator_name, one.referred) for one in mine] == [("Ольга Орлова", True)]
    settle(yurina, move, "done")
    assert patronage.caseload(by=yurina, **WHEN).rows == ()


def test_a_referral_names_exactly_one_receiver(orlova, yurina, care):
    for to in ({"agency": " "}, {"agency": "Школа", "curator": yurina.account_id}):
        with pytest.raises(patronage.NotPossible, match="Назовите ведомство"):
            refer(orlova, care, **to)


def test_what_was_asked_falls_with_the_care(orlova, yurina, care, asked):
    patronage.end_care(by=orlova, care=care.token, how="moved", words="Уехали в Пермь", **WHEN)
    with pytest.raises(patronage.Late):
        settle(yurina, asked, "accepted")
