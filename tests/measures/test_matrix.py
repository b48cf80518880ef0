"""Every verb of a claim, every role, both regions: who may, and that everybody else may not."""

from datetime import date
from decimal import Decimal

import pytest

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.people import api as people

from .conftest import CHE, LIP, ON, WHEN, the_places

pytestmark = pytest.mark.django_db

ROLES = (
    *("self", "representative", "spouse", "stranger", "anonymous", "curator", "helper", "specialist", "holder"),
    *("head", "methodologist", "observer", "foreign"),
)
RESIDENTS = {"self", "representative"}
WORKERS = {"curator", "helper", "specialist", "holder", "head"}
MAY = {
    "read": RESIDENTS | WORKERS,
    "timeline": RESIDENTS | WORKERS,
    "start": RESIDENTS | {"curator", "helper", "specialist", "holder"},
    "send": RESIDENTS,
    "sign": {"curator", "helper", "specialist", "holder"},
    "prove": WORKERS,
    "grant": {"holder"},
    "refuse": {"holder"},
    "approve": {"head"},
    "give_back": {"head"},
    "withdraw": RESIDENTS,
    "appeal": RESIDENTS | WORKERS,
    "print": RESIDENTS | {"curator", "helper", "specialist", "holder"},
    "remind": RESIDENTS | {"curator", "helper", "specialist", "holder"},
    "stop_reminding": RESIDENTS | {"curator", "helper", "specialist", "holder"},
    "confirm": {"methodologist"},
    "places": {"head", "methodologist"},
    "waiting": {"head"},
    "end_award": {"head"},
}
REFUSED = (measures.Forbidden, measures.Missing, cases.Forbidden, cases.Missing, people.Refused)


@pytest.fixture
def world(person, staff, resident, represents, household, fact):
    pyotr = person("Орлов", "Пётр", "Ильич")
    wife, daughter = person("Орлова", "Нина", "Львовна"), person("Орлова", "Елена", "Петровна")
    household(pyotr, (wife, "spouse"))
    represents(daughter, pyotr)
    fact(pyotr, "lives-here", True)
    who = {
        "self": resident(pyotr),
        "representative": resident(daughter),
        "spouse": resident(wife),
        "stranger": resident(person("Чужова")),
        "anonymous": people.actor(account_id=None, region=CHE, on=ON),
        "curator": staff("Вера", "curator"),
        "helper": staff("Зоя", "curator"),
        "specialist": staff("Олег", "specialist"),
        "holder": staff("Нина", "specialist"),
        "head": staff("Иван", "head"),
        "methodologist": staff("Анна", "methodologist"),
        "observer": staff("Павел", "observer"),
        "foreign": staff("Липа", "curator", "specialist", "head", "methodologist", region=LIP),
    }
    return who, pyotr


def prepare(verb, who, pyotr, draft, book):
    """The claim in the state in which the verb is possible."""
    if verb in {"start", "print", "confirm", "places", "remind"}:
        return None
    if verb == "stop_reminding":
        return asked_for(who["self"], pyotr, book)
    claim = draft(who["self"], pyotr, "certificate")
    if verb in {"send", "sign"}:
        return claim
    claim = measures.send(by=who["self"], claim=claim.token, book=book, **WHEN)
    cases.assist(by=who["helper"], case=claim.case.token, **WHEN)
    cases.take(by=who["holder"], case=claim.case.token, **WHEN)
    if verb in {"approve", "give_back", "waiting"}:
        measures.decide_refuse(
            by=who["holder"], claim=claim.token, book=book, ground=measures.CRITERIA, criteria=("lives-here",),
            reason="Уехал", **WHEN,
        )  # fmt: skip
    if verb in {"appeal", "end_award"}:
        measures.decide_grant(by=who["holder"], claim=claim.token, book=book, **WHEN)
    return measures.one(by=who["self"], token=claim.token, on=ON)


def asked_for(by, pyotr, book):
    """A reminder about Pyotr's certificate, a year from now."""
    return measures.remind(
        by=by, person=pyotr.pk, measure="certificate", subject=str(pyotr.pk), subject_name="", day=date(2027, 11, 20),
        begins=True, channel="web", book=book, **WHEN,
    )  # fmt: skip


def do(verb, by, claim, pyotr, draft, book):
    token = claim.token if claim else None
    simple = {"by": by, "claim": token, **WHEN}
    ruled = {**simple, "book": book}
    verbs = {
        "read": lambda: measures.one(by=by, token=token, on=ON),
        "timeline": lambda: measures.timeline(by=by, token=token, on=ON),
        "start": lambda: draft(by, pyotr, "certificate"),
        "send": lambda: measures.send(**ruled),
        "sign": lambda: measures.sign_on_paper(**ruled),
        "prove": lambda: measures.prove(**ruled, ref="house-costs", value=Decimal(1), source="document"),
        "grant": lambda: measures.decide_grant(**ruled),
        "refuse": lambda: measures.decide_refuse(**ruled, ground="moved"),
        "approve": lambda: measures.approve(**ruled),
        "give_back": lambda: measures.give_back(**simple, reason="Проверьте"),
        "withdraw": lambda: measures.withdraw(**simple),
        "appeal": lambda: measures.appeal(**simple, text="Не согласен", channel="web", book=book),
        "print": lambda: measures.print_sheet(
            by=by, person=pyotr.pk, measure="elsewhere", subject=str(pyotr.pk), channel="web", book=book, on=ON
        ),
        "remind": lambda: asked_for(by, pyotr, book),
        "stop_reminding": lambda: measures.stop_reminding(by=by, reminder=token, **WHEN),
        "confirm": lambda: measures.confirm(
            by=by, measure="from-the-press", version_from=date(2026, 1, 1), act="Закон", act_date=ON, book=book, **WHEN
        ),
        "places": lambda: measures.enter_places(by=by, book=book, offer=the_places(1), **WHEN),
        "waiting": lambda: measures.waiting_for_head(by=by),
        "end_award": lambda: measures.end_award(
            by=by, award=measures.awards(region=CHE, persons=[pyotr.pk])[0].token, reason="Переезд", on=ON
        ),
    }
    return verbs[verb]()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", MAY)
def test_who_may(verb, role, world, draft, book):
    who, pyotr = world
    claim = prepare(verb, who, pyotr, draft, book)
    if role in MAY[verb]:
        do(verb, who[role], claim, pyotr, draft, book)
    elif role == "foreign" and verb in {"confirm", "places", "waiting"}:
        do(verb, who[role], claim, pyotr, draft, book)  # in their own region
        assert measures.confirmations(region=CHE) == ()
        assert measures.waiting_for_head(by=who[role]) == ()
    else:
        with pytest.raises(REFUSED):
            do(verb, who[role], claim, pyotr, draft, book)


def test_a_representative_who_may_only_read_does_not_withdraw(person, represents, resident, fact, sent):
    pyotr, neighbour = person("Орлов", "Пётр"), person("Соседов", "Иван")
    fact(pyotr, "lives-here", True)
    represents(neighbour, pyotr, purposes=("read",))
    claim = sent(resident(pyotr), pyotr, "certificate")
    reader = resident(neighbour)
    assert measures.one(by=reader, token=claim.token, on=ON).token == claim.token
    with pytest.raises(measures.Forbidden):
        measures.withdraw(by=reader, claim=claim.token, **WHEN)
