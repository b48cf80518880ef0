"""Who may do what: every action by every kind of actor, at home and in another region."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from people_cast import CATALOGUE, HERE, NOW, SYSTEM, THERE, TODAY, enter, found, sign_in

from ryadom.people import api
from ryadom.people.api import NewFact, NotAllowed, NotFound, Whose

FACT = {"catalogue": CATALOGUE, "on": TODAY, "at": NOW}


def fact(by, world, source):
    whose = Whose("person", world["galina"].id)
    api.record_facts(by=by, facts=[NewFact(whose, "citizen", True, source)], **FACT)


def income(by, world, source):
    api.record_income(
        by=by, at=NOW, on=TODAY, person_id=world["galina"].id, month=date(2026, 9, 1), kind="pension", amount="20 000",
        source=source,
    )  # fmt: skip


def change(by, world, **changes):
    api.change_person(by=by, at=NOW, on=TODAY, person_id=world["galina"].id, **changes)


def represent(by, world):
    api.represent(
        by=by, at=NOW, person_id=world["galina"].id, representative_id=world["timur"].id, ground="power_of_attorney",
        starts=TODAY, ends=date(2027, 1, 1), evidence="доверенность 1",
    )  # fmt: skip


def consent(by, world):
    api.give_consent(
        by=by, at=NOW, on=TODAY, person_id=world["galina"].id, purpose="measures", text_version="1", how="web"
    )


def withdraw(by, world):
    consent(SYSTEM, world)
    api.withdraw_consent(by=by, at=NOW, on=TODAY, person_id=world["galina"].id, purpose="measures", how="web")


def appoint(by, world):
    account = api.open_account(login="newcomer", password=None)
    api.appoint(by=by, on=TODAY, account_id=account, role="curator", name="Новый куратор")


# Every action on Галина, her family or her file, and who may do it. The rest may not.
MATRIX = {
    "enter a person": (
        lambda by, world: enter("Ким", "Анна", by=by),
        {"system", "curator", "specialist", "herself", "son", "stranger", "contact", "staff elsewhere"},
    ),
    "change names": (lambda by, world: change(by, world, surname="Петрова"), {"system", "curator", "specialist"}),
    "change birth date": (
        lambda by, world: change(by, world, birth_date="1951-01-01", source="document"),
        {"system", "curator", "specialist"},
    ),
    "change phone": (
        lambda by, world: change(by, world, phone="89001112233"),
        {"system", "curator", "specialist", "herself"},
    ),
    "found a family": (
        lambda by, world: api.found_family(by=by, at=NOW, head_id=world["galina"].id, starts=TODAY),
        {"system", "curator", "specialist", "herself"},
    ),
    "add a member": (
        lambda by, world: api.add_member(
            by=by, at=NOW, family_id=world["family"].id, person_id=world["timur"].id, role="other", starts=TODAY
        ),
        {"system", "curator", "specialist"},
    ),
    "end a membership": (
        lambda by, world: api.end_member(
            by=by, at=NOW, family_id=world["family"].id, person_id=world["andrei"].id, ends=TODAY
        ),
        {"system", "curator", "specialist"},
    ),
    "change a role": (
        lambda by, world: api.change_role(
            by=by,
            at=NOW,
            family_id=world["family"].id,
            person_id=world["andrei"].id,
            role="other",
            starts=TODAY + timedelta(days=1),
        ),
        {"system", "curator", "specialist"},
    ),
    "vouch for a login": (
        lambda by, world: api.identify_account(
            by=by, at=NOW, account_id=world["staff"].observer.account_id, person_id=world["galina"].id, how="provider"
        ),
        {"system"},
    ),
    "move house": (
        lambda by, world: api.change_dwelling(by=by, at=NOW, family_id=world["family"].id, address="Миасс"),
        {"system", "curator", "specialist"},
    ),
    "say a fact": (lambda by, world: fact(by, world, "said"), {"system", "curator", "specialist", "herself", "son"}),
    "attest a fact": (lambda by, world: fact(by, world, "staff"), {"system", "curator", "specialist"}),
    "record a paper": (lambda by, world: fact(by, world, "document"), {"system", "curator", "specialist"}),
    "record a register": (lambda by, world: fact(by, world, "register"), {"system", "specialist"}),
    "take a fact back": (
        lambda by, world: api.withdraw_fact(
            by=by, whose=Whose("person", world["galina"].id), key="birth-date", source="document", why="ошибка", at=NOW
        ),
        {"system", "curator", "specialist"},
    ),
    "say an income": (
        lambda by, world: income(by, world, "said"),
        {"system", "curator", "specialist", "herself", "son"},
    ),
    "prove an income": (lambda by, world: income(by, world, "register"), {"system", "specialist"}),
    "appoint a representative": (represent, {"system", "curator", "specialist"}),
    "assist": (
        lambda by, world: api.assist(by=by, at=NOW, person_id=world["galina"].id, on=TODAY, evidence="позвонила"),
        {"curator", "specialist"},
    ),
    "end a representation": (
        lambda by, world: api.end_representation(by=by, at=NOW, representation_id=world["right"], ends=TODAY),
        {"system", "curator", "specialist", "herself"},
    ),
    "consent": (consent, {"system", "curator", "specialist", "herself", "son"}),
    "withdraw a consent": (withdraw, {"system", "curator", "specialist", "herself", "son"}),
    "see the passport": (
        lambda by, world: api.mark_passport_seen(by=by, at=NOW, person_id=world["galina"].id),
        {"curator", "specialist"},
    ),
    "issue a code": (
        lambda by, world: api.issue_login_code(by=by, at=NOW, person_id=world["galina"].id, passport_seen=True),
        {"curator", "specialist"},
    ),
    "read the file": (
        lambda by, world: api.read_file(by=by, at=NOW, on=TODAY, person_id=world["galina"].id, purpose="приём"),
        {"curator", "specialist", "head"},
    ),
    "search": (
        lambda by, world: api.search(by=by, at=NOW, text="Соколова"),
        {"curator", "specialist", "head", "staff elsewhere"},
    ),
    "appoint staff": (appoint, {"system", "head", "staff elsewhere"}),
    "dismiss staff": (
        lambda by, world: api.dismiss(by=by, on=TODAY, account_id=world["staff"].observer.account_id, role="observer"),
        {"system", "head"},
    ),
    "enter an organisation": (
        lambda by, world: api.register_organisation(by=by, title="КЦСОН"),
        {"system", "curator", "specialist", "head", "staff elsewhere"},
    ),
}
ACTORS = (
    *("system", "curator", "specialist", "head", "methodologist", "observer"),
    *("herself", "son", "husband", "stranger", "contact", "visitor", "staff elsewhere", "system elsewhere"),
)


@pytest.fixture
def world(staff, galina, timur):
    andrei = enter("Соколов", "Андрей", "", "1950-01-01")
    son = enter("Соколов", "Олег", "", "1975-01-01")
    family = found(andrei)
    api.add_member(
        by=SYSTEM, at=NOW, family_id=family.id, person_id=enter("Соколова", "Лида").id, role="spouse", starts=TODAY
    )
    right = api.represent(
        by=SYSTEM, at=NOW, person_id=galina.id, representative_id=son.id, ground="power_of_attorney", starts=TODAY,
        ends=date(2027, 1, 1), evidence="доверенность 74 АА 1",
    )  # fmt: skip
    return {
        "staff": staff,
        "galina": galina,
        "timur": timur,
        "andrei": andrei,
        "son": son,
        "family": family,
        "right": right,
    }


def actor_of(name, world):
    staff = world["staff"]
    by = staff.curator
    return {
        "system": lambda: SYSTEM,
        "herself": lambda: sign_in("galina", world["galina"], by=by),
        "son": lambda: sign_in("son", world["son"], by=by),
        "husband": lambda: sign_in("husband", world["andrei"], by=by),
        "stranger": lambda: sign_in("stranger", world["timur"], by=by),
        "contact": lambda: sign_in("contact", world["timur"], by=by, seen=False),
        "visitor": lambda: sign_in("visitor"),
        "staff elsewhere": lambda: staff.stranger,
        "system elsewhere": lambda: api.system_actor(region=THERE, reason="test"),
    }.get(name, lambda: getattr(staff, name))()


ELSEWHERE = {"system elsewhere": {"enter a person", "appoint staff", "enter an organisation"}}
OWN_REGION = {"husband": {"enter a person"}}


def allowed(action, actor):
    return actor in MATRIX[action][1] or action in ELSEWHERE.get(actor, set()) | OWN_REGION.get(actor, set())


def done(action, by, world):
    """Whether the action was done; it is undone at once, so that the next one finds the same world."""
    point = transaction.savepoint()
    try:
        MATRIX[action][0](by, world)
    except (NotAllowed, NotFound):
        return False
    else:
        return True
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("actor", ACTORS)
def test_who_may(world, actor):
    by = actor_of(actor, world)
    outcome = {action: done(action, by, world) for action in MATRIX}
    assert outcome == {action: allowed(action, actor) for action in MATRIX}


def test_a_husband_is_no_representative(world, galina):
    """Family is not permission: he lives with her and reads nothing."""
    family = api.found_family(by=SYSTEM, at=NOW, head_id=galina.id, starts=TODAY)
    husband = enter("Соколов", "Пётр", "", "1949-01-01")
    api.add_member(by=SYSTEM, at=NOW, family_id=family.id, person_id=husband.id, role="spouse", starts=TODAY)
    himself = sign_in("husband", husband, by=world["staff"].curator)
    assert not api.may_see(actor=himself, person_id=galina.id, on=TODAY)
    with pytest.raises(NotAllowed):
        fact(himself, world, "said")


def test_a_representative_acts_only_when_identified_and_until_the_end(world, galina):
    son = sign_in("son", world["son"], by=world["staff"].curator)
    assert api.acts_for(actor=son, person_id=galina.id, purpose="apply", on=TODAY).ground == "power_of_attorney"
    assert api.may_see(actor=son, person_id=galina.id, on=TODAY)
    assert not api.may_see(actor=son, person_id=galina.id, on=date(2027, 1, 2))
    unknown = sign_in("son2", world["son"], by=world["staff"].curator, seen=False)
    assert api.acts_for(actor=unknown, person_id=galina.id, purpose="apply", on=TODAY) is None


def test_a_resident_cannot_pull_a_stranger_into_the_family(world, galina, timur):
    herself = sign_in("galina", galina, by=world["staff"].curator)
    family = api.found_family(by=herself, at=NOW, head_id=galina.id, starts=TODAY)
    with pytest.raises(NotAllowed):
        api.add_member(by=herself, at=NOW, family_id=family.id, person_id=timur.id, role="other", starts=TODAY)


def test_an_account_serves_in_one_region_and_is_a_resident_in_another(world):
    curator = world["staff"].curator
    elsewhere = api.actor(account_id=curator.account_id, region=THERE, on=TODAY)
    assert not elsewhere.is_staff
    assert api.actor(account_id=curator.account_id, region=HERE, on=TODAY).roles == {"curator"}


def test_predicates_read_aloud():
    rule = api.role("curator") & ~api.oneself | api.system
    assert rule.words == "((curator and not oneself) or the system)"
    assert rule(SYSTEM)
    with pytest.raises(NotAllowed) as refused:
        rule.demand(api.Actor(HERE))
    assert refused.value.what == rule.words
    assert api.level("contact")(api.Actor(HERE, level="identified"))
