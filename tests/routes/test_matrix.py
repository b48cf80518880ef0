"""Who may see, choose and move a person's path: every verb, every role, own and other region."""

import pytest
from django.db import transaction

from ryadom.people import api as people
from ryadom.routes import api as routes

from .conftest import CHE, LIP, ON, WHEN

pytestmark = pytest.mark.django_db
ROLES = (
    "self", "representative", "spouse", "stranger", "anonymous", "unproved", "curator", "specialist", "head",
    "methodologist", "observer", "foreign",
)  # fmt: skip
MOVE = {"self", "representative", "curator", "specialist"}
MAY = {
    "read": MOVE | {"head"},
    "choose": MOVE,
    "mark": MOVE,
    "tell_day": MOVE,
    "upgrade": MOVE,
    "leave": MOVE,
}


@pytest.fixture
def world(tamara, person, staff, resident, represents, household):
    wife_of_son, daughter = person("Жукова", "Ольга"), person("Жукова", "Елена")
    represents(daughter, tamara)
    return {
        "self": resident(tamara),
        "representative": resident(daughter),
        "spouse": resident(wife_of_son),
        "stranger": resident(person("Чужова")),
        "anonymous": people.actor(account_id=None, region=CHE, on=ON),
        "unproved": _unproved(tamara),
        "curator": staff("Вера", "curator"),
        "specialist": staff("Олег", "specialist"),
        "head": staff("Иван", "head"),
        "methodologist": staff("Анна", "methodologist"),
        "observer": staff("Павел", "observer"),
        "foreign": staff("Липа", "curator", "specialist", "head", region=LIP),
    }


def _unproved(who):
    """A code without a passport: it says who is meant, and proves nobody."""
    from ryadom.people.models import Account, Identity

    account = Account.objects.create_user("unproved")
    Identity.objects.create(
        region=CHE, account=account, person=who, level="contact", how="code", confirmed_at=WHEN["at"]
    )
    return people.actor(account_id=account.pk, region=CHE, on=ON)


@pytest.mark.parametrize("verb", sorted(MAY))
def test_matrix(verb, world, tamara, walks):
    token = None if verb == "choose" else walks.choose(world["self"], tamara, "death")
    acts = {
        "read": lambda by: walks.see(by, token),
        "choose": lambda by: walks.choose(by, tamara, "death"),
        "mark": lambda by: walks.mark(by, token, "medical-certificate"),
        "tell_day": lambda by: routes.tell_day(by=by, token=token, happened_on=ON, on=ON),
        "upgrade": lambda by: routes.upgrade(by=by, token=token, **WHEN),
        "leave": lambda by: routes.leave(by=by, token=token, **WHEN),
    }
    assert {role for role in ROLES if allowed(acts[verb], world[role])} == MAY[verb]


def allowed(act, by):
    """Whether the act is done; what it wrote is taken back, so that every role finds the same."""
    undo = transaction.savepoint()
    try:
        act(by)
    except (routes.Missing, routes.Forbidden):
        return False
    finally:
        transaction.savepoint_rollback(undo)
    return True


def test_staff_are_named_where_they_marked(world, tamara, walks):
    token = walks.choose(world["self"], tamara, "death")
    walks.mark(world["curator"], token, "medical-certificate")
    assert walks.steps(world["self"], token)["medical-certificate"].who == "Вера"
