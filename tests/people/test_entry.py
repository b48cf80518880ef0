"""An account is not a person until somebody at the office has seen who it is."""

from datetime import timedelta

import pytest
from people_cast import HERE, NOW, SYSTEM, THERE, TODAY, enter, serve, sign_in

from ryadom.people import api, events
from ryadom.people.api import CodeRefused, NotAllowed, NotFound, Refused
from ryadom.people.models import Account, LoginCode


@pytest.fixture
def visitor(db):
    return sign_in("galina@mail")


def issue(staff, person, seen=True, at=NOW):
    return api.issue_login_code(by=staff.curator, at=at, person_id=person.id, passport_seen=seen)


def use(visitor, code, at=NOW):
    return api.use_login_code(by=visitor, at=at, code=code)


def test_a_new_account_is_anonymous(visitor):
    assert visitor.level == "anonymous"
    assert visitor.person_id is None
    assert api.actor(account_id=None, region=HERE, on=TODAY).level == "anonymous"


@pytest.mark.parametrize(("seen", "level"), [(True, "identified"), (False, "contact")])
def test_a_code_from_the_office_links_the_account(staff, galina, visitor, seen, level):
    issued = issue(staff, galina, seen)
    known = use(visitor, issued.code)
    assert (known.person_id, known.level) == (galina.id, level)
    again = api.actor(account_id=visitor.account_id, region=HERE, on=TODAY)
    assert (again.person_id, again.level) == (galina.id, level)
    assert (api.person(region=HERE, id=galina.id).passport_seen_at is not None) == seen


def test_the_code_is_kept_nowhere(staff, galina):
    issued = issue(staff, galina)
    secret = issued.code.replace("-", "")[4:]
    row = LoginCode.objects.in_region(HERE).get()
    assert secret not in "".join(str(value) for value in row.__dict__.values() if not isinstance(value, bytes))
    assert len(issued.code) == 14
    assert issued.expires_at == NOW + timedelta(hours=24)


def test_a_code_works_once(staff, galina, visitor):
    code = issue(staff, galina).code
    use(visitor, f" {code.replace('-', ' ')} ")
    with pytest.raises(CodeRefused) as refused:
        use(sign_in("other"), code)
    assert refused.value.name == "wrong"


def test_a_code_ends_after_a_day(staff, galina, visitor):
    code = issue(staff, galina).code
    with pytest.raises(CodeRefused, match="24 часа") as refused:
        use(visitor, code, NOW + timedelta(hours=24, seconds=1))
    assert refused.value.name == "expired"
    assert use(visitor, code, NOW + timedelta(hours=24)).level == "identified"


def test_five_wrong_tries_end_a_code(staff, galina, visitor):
    code = issue(staff, galina).code
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    for _try in range(5):
        with pytest.raises(CodeRefused) as refused:
            use(visitor, wrong)
        assert refused.value.name == "wrong"
    with pytest.raises(CodeRefused, match="Слишком много") as refused:
        use(visitor, code)
    assert refused.value.name == "attempts"


@pytest.mark.parametrize("code", ["", "0000-0000-0000", "٤" * 10, "x" * 10_000, "1234"])
def test_nonsense_is_a_wrong_code(staff, galina, visitor, code):
    issue(staff, galina)
    with pytest.raises(CodeRefused) as refused:
        use(visitor, code)
    assert refused.value.name == "wrong"


def test_a_newer_code_ends_the_older_one(staff, galina, visitor):
    older, newer = issue(staff, galina), issue(staff, galina)
    with pytest.raises(CodeRefused):
        use(visitor, older.code)
    assert use(visitor, newer.code).person_id == galina.id


def test_a_code_is_of_one_region(staff, galina):
    code = issue(staff, galina).code
    account = api.open_account(login="there", password=None)
    with pytest.raises(CodeRefused):
        use(api.actor(account_id=account, region=THERE, on=TODAY), code)


def test_staff_do_not_turn_their_own_login_into_a_resident(staff, galina):
    code = issue(staff, galina).code
    for actor in (staff.curator, api.actor(account_id=None, region=HERE, on=TODAY)):
        with pytest.raises(Refused) as refused:
            use(actor, code)
        assert refused.value.name == "no_account"


def test_who_introduces_themselves_is_a_contact_and_only_once(visitor):
    andrei = api.introduce_oneself(
        by=visitor, at=NOW, on=TODAY, surname="Волков", name="Андрей", birth_date="1982-06-06", source="register"
    )
    known = api.actor(account_id=visitor.account_id, region=HERE, on=TODAY)
    assert (known.person_id, known.level) == (andrei.id, "contact")
    born = api.facts_of(region=HERE, subjects=[api.Whose("person", andrei.id)], on=TODAY)
    assert next(iter(born.values()))["birth-date"].source == "said"
    with pytest.raises(Refused):
        api.introduce_oneself(by=known, at=NOW, on=TODAY, surname="Другой", name="Андрей")


def test_seeing_a_passport_identifies_only_the_login_that_was_named(staff, visitor):
    """Somebody may have entered Галина's data from far away; her passport must not let them in."""
    person = api.introduce_oneself(by=visitor, at=NOW, on=TODAY, surname="Соколова", name="Галина")
    heard = []
    events.subscribe(events.PersonIdentified, heard.append)
    api.mark_passport_seen(by=staff.curator, at=NOW, person_id=person.id)
    assert api.identity(account_id=visitor.account_id, region=HERE).level == "contact"
    api.mark_passport_seen(by=staff.curator, at=NOW, person_id=person.id, account_id=visitor.account_id)
    assert api.identity(account_id=visitor.account_id, region=HERE).level == "identified"
    events.unsubscribe(events.PersonIdentified, heard.append)
    assert [event.login_id for event in heard] == [None, visitor.account_id]
    with pytest.raises(NotFound):
        api.mark_passport_seen(by=staff.curator, at=NOW, person_id=person.id, account_id=staff.head.account_id)


def test_an_identity_provider_vouches_through_the_system_only(staff, galina, visitor):
    vouch = {"at": NOW, "account_id": visitor.account_id, "person_id": galina.id, "how": "provider"}
    for by in (staff.curator, staff.head, visitor):
        with pytest.raises(NotAllowed):
            api.identify_account(by=by, **vouch)
    known = api.identify_account(by=SYSTEM, **vouch)
    assert (known.person_id, known.level, known.how) == (galina.id, "identified", "provider")
    with pytest.raises(NotFound):
        api.identify_account(by=SYSTEM, **vouch | {"account_id": 0})


def test_a_lost_phone_is_unlinked(staff, galina):
    herself = sign_in("galina", galina, by=staff.curator)
    stranger = sign_in("stranger")
    with pytest.raises(NotAllowed):
        api.unlink_account(by=stranger, at=NOW, account_id=herself.account_id)
    api.unlink_account(by=staff.curator, at=NOW, account_id=herself.account_id)
    assert api.actor(account_id=herself.account_id, region=HERE, on=TODAY).person_id is None
    assert api.identities_of(region=HERE, person_id=galina.id) == ()


def test_accounts_sign_in_by_login(db):
    api.open_account(login="galina", password="pirozhki-s-kapustoi")
    account = Account.objects.get(login="galina")
    assert account.check_password("pirozhki-s-kapustoi")
    assert Account.objects.get_by_natural_key("galina") == account
    with pytest.raises(Refused) as refused:
        api.open_account(login=" galina ", password=None)
    assert refused.value.name == "login_taken"


def test_roles_begin_and_end(staff):
    account = staff.curator.account_id
    api.dismiss(by=staff.head, on=TODAY, account_id=account, role="curator")
    assert api.staff_member(account_id=account, region=HERE, on=TODAY).roles == {"curator"}
    tomorrow = TODAY + timedelta(days=1)
    assert api.staff_member(account_id=account, region=HERE, on=tomorrow) is None
    assert api.staff_members(region=HERE, account_ids=[account])[account].name == "Ольга Орлова"
    assert api.regions_served(account_id=staff.head.account_id) == (HERE,)


def test_nobody_appoints_themselves_and_a_dead_login_serves_nowhere(staff):
    with pytest.raises(Refused) as refused:
        api.appoint(by=staff.head, on=TODAY, account_id=staff.head.account_id, role="specialist", name="Елена Бойко")
    assert refused.value.name == "self"
    Account.objects.filter(pk=staff.curator.account_id).update(is_active=False)
    assert api.staff_member(account_id=staff.curator.account_id, region=HERE, on=TODAY) is None


def test_one_account_may_hold_two_roles(staff):
    both = serve("both", "Анна Новикова", "curator", "specialist")
    assert both.roles == {"curator", "specialist"}
    assert {member.name for member in api.staff_with_role(region=HERE, role="specialist", on=TODAY)} == {
        "Анна Новикова",
        "Марат Гарипов",
    }


def test_an_actor_costs_one_query(staff, galina, django_assert_num_queries):
    herself = sign_in("galina", galina, by=staff.curator)
    with django_assert_num_queries(1):
        api.actor(account_id=herself.account_id, region=HERE, on=TODAY)
    assert enter("Ким", "Анна").full_name == "Ким Анна"
