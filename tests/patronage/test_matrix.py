"""Every verb, every role, one's own family and another's, both regions: who may, and that everybody else may not."""

from datetime import timedelta

import pytest

from ryadom.patronage import api as patronage
from ryadom.people.api import NotAllowed, NotFound
from ryadom.people.api import actor as actor_of

from .conftest import AGREED, AT, CHE, LAW, ON, WHEN

pytestmark = pytest.mark.django_db
ROLES = (
    *("own", "deputy", "referred", "other", "specialist", "head", "methodologist", "observer"),
    *("resident", "anonymous", "system", "foreign"),
)
BESIDE = {"own", "deputy", "referred", "head"}
MAY = {
    "set_capacity": {"head"},
    "go_away": {"own", "head"},
    "assign": {"head", "system"},
    "ask_for_curator": {"own", "deputy", "referred", "other", "specialist", "head", "system"},
    "end_care": {"own", "deputy", "head"},
    "record_need": {"own", "deputy", "referred", "other", "specialist", "head", "system"},
    "answer_need": BESIDE,
    "record_contact": BESIDE,
    "no_calls": {"own", "deputy", "referred", "other", "specialist", "head"},
    "calls_again": BESIDE,
    "refer": {"own", "deputy", "head"},
    "hand_over": {"own", "deputy", "head"},
    "settle": {"head", "other"},
    "take_theirs": {"own", "deputy", "head"},
    "take_anybodys": {"own", "deputy", "referred", "other", "head"},
    "queue": {"own", "deputy", "referred", "other", "head"},
    "caseload": {"own", "deputy", "referred", "other", "head"},
    "plan_day": {"own", "head", "system"},
    "calls": {"own", "head"},
    "overview": {"head", "observer"},
    "moves": {"own", "deputy", "referred", "other", "head"},
}
REFUSED = (patronage.Forbidden, patronage.Missing, patronage.NotPossible, NotAllowed, NotFound)


@pytest.fixture
def world(staff, resident, person, gulnara, beside, orlova, boyko):
    """Orlova is Gulnara's curator and away; a deputy stands in, a second was referred to, a third is asked to take."""
    who = {
        "own": orlova, "deputy": staff("Заместитель", "curator"), "referred": staff("Помощник", "curator"),
        "other": staff("Другой", "curator"), "specialist": staff("Марат", "specialist"), "head": boyko,
        "methodologist": staff("Вера", "methodologist"), "observer": staff("Игорь", "observer"),
        "resident": resident(gulnara), "anonymous": actor_of(account_id=None, region=CHE, on=ON),
        "system": patronage_system(), "foreign": staff("Инна", "curator", "specialist", "head", region="RU-SAK"),
    }  # fmt: skip
    care = beside(orlova, gulnara)
    sent = patronage.refer(
        by=orlova, care=care.token, about="Помочь", agreed=AGREED, curator=who["referred"].account_id, **WHEN
    )
    patronage.settle(by=who["referred"], transition=sent, verdict="accepted", answer="", **WHEN)
    asked = patronage.hand_over(
        by=orlova, care=care.token, curator=who["other"].account_id, about="Переезд", agreed=AGREED, **WHEN
    )
    need = patronage.record_need(by=orlova, person=gulnara.pk, words="Нужна работа", source="self", **WHEN)
    theirs, anybodys = (
        patronage.asked_for_a_person(region=CHE, thread=thread, person=one, summary="", crisis=False, **WHEN)
        for thread, one in (("theirs", gulnara.pk), ("anybodys", None))
    )
    patronage.go_away(
        by=orlova, account=orlova.account_id, starts=ON + timedelta(days=9), ends=ON + timedelta(days=9), why="leave",
        deputy=None, **WHEN,
    )  # fmt: skip
    things = {
        "gulnara": gulnara, "care": care.token, "asked": asked, "need": need, "theirs": theirs, "anybodys": anybodys,
        "orlova": orlova, "third": staff("Третий", "curator"), "deputy": who["deputy"], "free": person("Свободная"),
    }  # fmt: skip
    return who, things


def patronage_system():
    from ryadom.people.api import system_actor

    return system_actor(region=CHE, reason="test")


def do(verb, by, it):
    person, orlova = it["gulnara"].pk, it["orlova"].account_id
    call = {"way": "call", "reached": "talked", "about": "Поговорили", "next_on": None}
    verbs = {
        "set_capacity": lambda: patronage.set_capacity(by=by, account=orlova, families=9, at=AT),
        "go_away": lambda: patronage.go_away(
            by=by, account=orlova, starts=ON, ends=ON, why="leave", deputy=None, **WHEN
        ),
        "assign": lambda: patronage.assign(
            by=by, person=person, curator=it["third"].account_id, why=LAW, **WHEN
        ),
        "ask_for_curator": lambda: patronage.ask_for_curator(by=by, person=it["free"].pk, why=LAW, **WHEN),
        "end_care": lambda: patronage.end_care(by=by, care=it["care"], how="settled", words="Всё хорошо", **WHEN),
        "record_need": lambda: patronage.record_need(by=by, person=person, words="Дрова", source="self", **WHEN),
        "answer_need": lambda: patronage.answer_need(by=by, need=it["need"], answer="Помогли", **WHEN),
        "record_contact": lambda: patronage.record_contact(by=by, person=person, **call, **WHEN),
        "no_calls": lambda: patronage.no_calls(by=by, person=person, words="", **WHEN),
        "calls_again": lambda: patronage.calls_again(by=by, person=person, **WHEN),
        "refer": lambda: patronage.refer(
            by=by, care=it["care"], about="Школа", agreed=AGREED, agency="Школа № 4", **WHEN
        ),
        "hand_over": lambda: _again(by, it),
        "settle": lambda: patronage.settle(by=by, transition=it["asked"], verdict="refused", answer="Нет", **WHEN),
        "take_theirs": lambda: patronage.take(by=by, entry=it["theirs"], **WHEN),
        "take_anybodys": lambda: patronage.take(by=by, entry=it["anybodys"], **WHEN),
        "queue": lambda: patronage.queue(by=by, **WHEN),
        "caseload": lambda: patronage.caseload(by=by, **WHEN),
        "plan_day": lambda: patronage.plan_day(by=by, account=orlova, on=ON),
        "calls": lambda: patronage.calls(by=by, account=orlova, on=ON),
        "overview": lambda: patronage.overview(by=by, **WHEN),
        "moves": lambda: patronage.moves(by=by, on=ON),
    }  # fmt: skip
    return verbs[verb]()


def _again(by, it):
    patronage.settle(by=it["orlova"], transition=it["asked"], verdict="revoked", answer="", **WHEN)
    patronage.hand_over(by=by, care=it["care"], curator=it["third"].account_id, about="Переезд", agreed=AGREED, **WHEN)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", MAY)
def test_who_may_do_what(verb, role, world):
    who, things = world
    if role == "deputy":  # stands in only while Orlova is away
        patronage.go_away(
            by=things["orlova"], account=things["orlova"].account_id, starts=ON, ends=ON, why="sick",
            deputy=who["deputy"].account_id, **WHEN,
        )  # fmt: skip
    by = who[role]
    if role == "foreign" and verb in ("queue", "caseload", "moves", "overview", "calls", "plan_day"):
        assert not _seen(do(verb, by, things)), "another region's rows are not there"
    elif role in MAY[verb]:
        do(verb, by, things)
    else:
        with pytest.raises(REFUSED) as refused:
            do(verb, by, things)
        assert role == "foreign" or not isinstance(refused.value, patronage.NotPossible), "refused by permission"


def _seen(found):
    if isinstance(found, patronage.Overview):
        return [row for row in found.rows if row.load.families] or found.waiting
    return found.rows if isinstance(found, patronage.Page) else found
