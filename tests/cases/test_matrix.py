"""Every verb, every role, both regions: who may, and that everybody else may not."""

from datetime import timedelta

import pytest

from ryadom.cases import api as cases
from ryadom.people.api import actor as actor_of
from ryadom.people.models import Account

from .conftest import AT, CALENDAR, CHE, LIP, ON

pytestmark = pytest.mark.django_db
WHEN = {"on": ON, "at": AT}
ROLES = (
    *("self", "representative", "stranger", "anonymous", "curator", "helper"),
    *("specialist", "holder", "head", "methodologist", "observer", "foreign"),
)

MAY = {
    "read": {"self", "representative", "curator", "helper", "specialist", "holder", "head"},
    "take": {"specialist", "holder", "head"},
    "assist": {"curator", "helper"},
    "assign": {"head"},
    "hand_over": {"holder", "head"},
    "pause": {"holder", "head"},
    "request": {"curator", "helper", "specialist", "holder", "head"},
    "note": {"curator", "helper", "specialist", "holder", "head"},
    "close": {"self", "representative", "holder", "head"},
    "reopen_as_appeal": {"self", "representative", "curator", "helper", "specialist", "holder", "head"},
    "queue": {"curator", "helper", "specialist", "holder", "head"},
    "counts": {"curator", "helper", "specialist", "holder", "head", "methodologist", "observer"},
}


@pytest.fixture
def world(person, staff, resident, represents, galina):
    daughter = person("Соколова", "Елена", "Игоревна")
    represents(daughter, galina)
    who = {
        "self": resident(galina),
        "representative": resident(daughter),
        "stranger": resident(person("Чужова")),
        "anonymous": actor_of(account_id=None, region=CHE, on=ON),
        "curator": staff("Вера", "curator"),
        "helper": staff("Зоя", "curator"),
        "specialist": staff("Олег", "specialist"),
        "holder": staff("Нина", "specialist"),
        "head": staff("Иван", "head"),
        "methodologist": staff("Анна", "methodologist"),
        "observer": staff("Пётр", "observer"),
        "foreign": staff("Липа", "specialist", "head", "curator", region=LIP),
    }
    to = staff("Кира", "specialist").account_id
    return who, galina, to


def do(verb, actor, case, galina, to):
    simple = {"by": actor, "case": case.token, **WHEN}
    verbs = {
        "read": lambda: cases.one(by=actor, token=case.token, on=ON),
        "take": lambda: cases.take(**simple),
        "assist": lambda: cases.assist(**simple),
        "assign": lambda: cases.assign(**simple, to=to),
        "hand_over": lambda: cases.hand_over(**simple, to=to, reason="Отпуск"),
        "pause": lambda: cases.pause(**simple, reason="Ждём справку"),
        "request": lambda: cases.request(**simple, authority="ЗАГС", subject="Брак", due_on=ON + timedelta(5)),
        "note": lambda: cases.note(by=actor, person=galina.pk, text="Позвонить", case=case.token, **WHEN),
        "close": lambda: cases.close(**simple, outcome="refused"),
        "reopen_as_appeal": lambda: cases.reopen_as_appeal(
            **simple, kind="test-letter", channel="web", calendar=CALENDAR, term=cases.Term(15)
        ),
        "queue": lambda: cases.queue(by=actor, on=ON),
        "counts": lambda: cases.counts(by=actor, on=ON),
    }
    return verbs[verb]()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", MAY)
def test_who_may(verb, role, world):
    who, galina, to = world
    case = cases.open_case(
        by=who["self"], kind="test-letter", title="Газ", person=galina.pk, channel="web", calendar=CALENDAR,
        term=cases.Term(10), may_pause=True, helper=who["helper"].account_id, **WHEN,
    )  # fmt: skip
    if verb != "take":  # a free case: everybody may try
        case = cases.take(by=who["holder"], case=case.token, **WHEN)
    if verb == "reopen_as_appeal":
        case = cases.close(by=who["holder"], case=case.token, outcome="refused", **WHEN)
    if role in MAY[verb]:
        do(verb, who[role], case, galina, to)
    elif verb in {"queue", "counts"} and role == "foreign":
        assert getattr(do(verb, who[role], case, galina, to), "total", 0) == 0  # their own region, and it is empty
    else:
        with pytest.raises((cases.Forbidden, cases.Missing)):
            do(verb, who[role], case, galina, to)


def test_a_role_that_ended_gives_nothing(staff):
    old = staff("Была", "specialist")
    assert actor_of(account_id=old.account_id, region=CHE, on=ON.replace(year=2025)).roles == frozenset()
    Account.objects.filter(pk=old.account_id).update(is_active=False)
    assert actor_of(account_id=old.account_id, region=CHE, on=ON).roles == frozenset()
