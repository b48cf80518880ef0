"""Yulia Rogova moved to Rodnikovsk with three children whom no file knows: she tells of them, and they are known."""

import re
from datetime import date

import pytest

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.people import api as people
from ryadom.people.models import Family, Person

from .cast import truth
from .telling import REGION, Asking, Somebody, person_of

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
LEV, ADA, ZLATA = "child-1", "child-2", "child-3"
OUTFIT = "school-outfit@child-1"
STRANGER = "112-233-445 95"


def papers(**mended):
    """What stands in the birth certificates; `child_1_snils="…"` writes another thing into one field."""
    page = {}
    for child, name, born in ((LEV, "Лев", "03.02.2019"), (ADA, "Ада", "03.02.2022"), (ZLATA, "Злата", "11.08.2026")):
        page |= {f"{child}-surname": "Рогова" if child != LEV else "Рогов", f"{child}-name": name}
        page |= {f"{child}-patronymic": "", f"{child}-born": born, f"{child}-snils": ""}
    return page | {name.replace("_", "-"): value for name, value in mended.items()}


def comes_to_the_office(at_work, visitor, passport="yes"):
    """Entered, a code given; at home she comes in by it."""
    desk = at_work("orlova")
    about = {"surname": "Рогова", "name": "Юлия", "patronymic": "", "birth_date": "01.05.1997", "sex": "female"}
    desk.send("/staff/people/new/", {**about, "snils": "", "phone": "", "address": "", "source": "document"})
    (known,) = people.alike(region=REGION, surname="Рогова", name="Юлия")
    desk.opens_file(known.id)
    page = desk.send(f"/staff/people/{known.id}/code/", {"passport": passport})
    visitor.send("/enter/", {"code": re.search(r"\b\d{4}-\d{4}-\d{4}\b", page.text)[0]})
    return visitor


@pytest.fixture
def yulia(visitor, at_work):
    return comes_to_the_office(at_work, visitor)


def at_the_page(who, situation="school"):
    """She has answered and wants the school outfit for Lev: the page that asks who is in the family."""
    way = who.asks("rogovy", situation).way
    page = who.open(f"{way}apply/{OUTFIT}/")
    assert "Дальше: кто в вашей семье" in page
    page = who.send(f"{way}apply/{OUTFIT}/start/", {"form_token": page.hidden("form_token")})
    assert "Кто в вашей семье" in page and page.response.request["PATH_INFO"].endswith("/members/")
    return f"{way}apply/{OUTFIT}/members/", page


def sends(who, address, page, status=200, **mended):
    return who.send(address, {**papers(**mended), "form_token": page.hidden("form_token")}, status)


def rogova():
    return people.alike(region=REGION, surname="Рогова", name="Юлия")[0]


def family():
    return people.family_of(region=REGION, person_id=rogova().id, on=ON)


def claims():
    return measures.of_persons(region=REGION, persons=[rogova().id])


def test_she_tells_of_three_children_and_applies_for_one(yulia, at_work):
    address, page = at_the_page(yulia)
    assert 'value="Лев"' in page.html and 'value="03.02.2019"' in page.html, "what she told is not asked again"
    page = sends(yulia, address, page, child_1_snils="112-233-445 95")
    assert "Помощь на школьную форму" in page or "школьную форму" in page
    assert "Рогов Лев" in page
    home = family()
    assert [(one.relation, one.person.full_name, one.said) for one in home.members] == [
        ("applicant", "Рогова Юлия", False),
        ("child", "Рогов Лев", True),
        ("child", "Рогова Ада", True),
        ("child", "Рогова Злата", True),
    ]
    lev = home.members[1].person
    assert (lev.birth_date, lev.snils, lev.snils_said) == (date(2019, 2, 3), None, "11223344595")
    (claim,) = claims()
    assert claim.subject == str(lev.id) and claim.state == "draft"
    page = yulia.send(f"/claims/{claim.token}/act/", {"do": "send"})
    (claim,) = claims()
    assert claim.number and f"№ {claim.number}" in page and "Ответим до" in page
    desk = at_work("orlova")
    assert "Со слов заявителя, без документа: Рогов Лев" in desk.open(f"/staff/claims/{claim.token}/")
    page = desk.opens_file(rogova().id)
    assert page.text.count("со слов заявителя") == 3 and "СНИЛС со слов: 112-233-445 95" in page


def test_what_she_said_of_lev_stands_in_his_file_as_her_words_of_that_day(yulia):
    address, page = at_the_page(yulia)
    sends(yulia, address, page)
    lev = family().members[1].person
    known = people.facts_of(region=REGION, subjects=[people.Whose("person", lev.id)], on=ON)
    facts = known[people.Whose("person", lev.id)]
    assert facts["study"].value == "school"
    assert {(one.source, one.as_of) for one in facts.values()} == {("said", ON)}


def test_a_paper_confirms_and_the_mark_is_gone(yulia, at_work):
    address, page = at_the_page(yulia)
    sends(yulia, address, page)
    lev, desk = family().members[1].person, at_work("orlova")
    desk.opens_file(rogova().id)
    confirm = f"/staff/people/{rogova().id}/members/{lev.id}/confirm/"
    assert "Укажите документ" in desk.send(confirm, {"evidence": " "}, status=422)
    for _click in range(2):
        page = desk.send(confirm, {"evidence": "свидетельство о рождении"})
    assert page.text.count("со слов заявителя") == 2
    born = people.history_of(region=REGION, subject=people.Whose("person", lev.id), key="birth-date")
    assert (born[0].source, born[0].note) == ("document", "свидетельство о рождении")


def test_what_only_she_says_is_no_proof_for_a_grant(yulia, at_work):
    address, page = at_the_page(yulia)
    sends(yulia, address, page)
    (claim,) = claims()
    yulia.send(f"/claims/{claim.token}/act/", {"do": "send"})
    desk = at_work("garipov")
    desk.act(claim.token, "take")
    told = desk.act(claim.token, "grant", status=422, amount="3000", version=claims()[0].version)
    assert "только со слов" in told


def test_a_doubled_click_is_one_family_and_one_application(yulia):
    address, page = at_the_page(yulia)
    before = Person.objects.in_region(REGION).count(), Family.objects.in_region(REGION).count()
    for _click in range(3):
        sends(yulia, address, page)
    after = Person.objects.in_region(REGION).count(), Family.objects.in_region(REGION).count()
    assert after == (before[0] + 3, before[1] + 1)
    assert len(claims()) == 1


def test_the_next_application_asks_for_no_name_again(yulia):
    address, page = at_the_page(yulia)
    sends(yulia, address, page)
    way = yulia.asks("rogovy", "large-family").way
    assert "Дети" not in yulia.open(f"{way}check/").text.partition("Проверьте")[0]
    page = yulia.open(f"{way}apply/regional-large-family-status/")
    assert "Дальше: бумаги и отправка" in page


def test_an_impossible_birth_is_said_and_nothing_typed_is_lost(yulia):
    address, page = at_the_page(yulia)
    people_before = Person.objects.in_region(REGION).count()
    for said in ("31.02.2019", "01.01.2030", "вчера", "03.02.1990", "👶"):
        page = sends(yulia, address, page, status=422, child_1_born=said, child_2_patronymic="Юрьевна")
        assert f'value="{said}"' in page.html and 'value="Юрьевна"' in page.html
        assert f'href="#id_{LEV}-born"' in page.html
    assert Person.objects.in_region(REGION).count() == people_before and not claims()


def test_everything_that_is_wrong_is_told_at_once(yulia):
    address, page = at_the_page(yulia)
    page = sends(
        yulia, address, page, status=422, child_1_name="Лёва 🦁", child_1_snils="112-233-445 96", child_2_surname="",
        child_2_born="31.02.2022", child_3_name="Злата\u202e", child_3_born="", child_3_snils="12",
    )  # fmt: skip
    wrong = set(re.findall(r'href="#id_([a-z0-9-]+)"', page.html))
    assert wrong == {
        *("child-1-name", "child-1-snils", "child-2-surname", "child-2-born"),
        *("child-3-name", "child-3-born", "child-3-snils"),
    }
    assert "Лёва 🦁" in page.html and "112-233-445 96" in page.html
    assert family() is None


def test_one_child_or_one_number_told_twice_is_a_slip(yulia):
    address, page = at_the_page(yulia)
    page = sends(yulia, address, page, status=422, child_2_name="Злата", child_2_born="11.08.2026")
    assert "Злата: этот человек на странице уже есть" in page
    page = sends(yulia, address, page, status=422, child_1_snils=STRANGER, child_2_snils=STRANGER)
    assert "Ада: этот СНИЛС на странице уже есть" in page


def test_who_stands_in_the_family_already_is_asked_about_and_not_entered_twice(yulia):
    address, page = at_the_page(yulia)
    sends(yulia, address, page)
    lev = family().members[1].person
    # On another telephone, before signing in, she tells of the same children anew.
    other = Somebody()
    asking = other.asks("rogovy", "school")
    other.client.cookies["sessionid"] = _signed_in_as(yulia, other)
    address = f"{asking.way}apply/{OUTFIT}/members/"
    page = other.open(address)
    page = sends(other, address, page, status=422)
    assert page.text.count("Это тот же человек?") >= 3 and "В вашей семье уже есть Рогов Лев" in page
    said_yes = {f"{child}_same".replace("-", "_"): "yes" for child in (LEV, ADA, ZLATA)}
    sends(other, address, page, **said_yes)
    assert len(family().members) == 4 and str(lev.id) in {claim.subject for claim in claims()}


def _signed_in_as(known, other):
    """The draft of the other telephone becomes hers, as after a code."""
    from ryadom.talk import api as talk
    from ryadom.talk.models import Conversation

    account = int(known.client.session["_auth_user_id"])
    key = other.client.session["visitor-key"]
    at = Conversation.objects.across_regions("a test").latest("started_at").started_at
    assert talk.adopt(region=REGION, visitor=talk.Owner(visitor_key=key), account_id=account, at=at) == 1
    return known.client.cookies["sessionid"].value


def pages_of(who, snils, name="Лев", surname="Рогов", born="03.02.2019"):
    address, page = at_the_page(who)
    return sends(who, address, page, child_1_snils=snils, child_1_name=name, child_1_surname=surname, child_1_born=born)


def test_a_strangers_number_tells_nothing_and_leaves_a_task_to_staff(yulia, at_work):
    galina = person_of("galina")
    page = pages_of(yulia, galina.snils_text)
    assert "Рогов Лев" in page and "Соколова" not in page
    lev = family().members[1].person
    assert (lev.snils, lev.snils_said) == (None, galina.snils)
    assert people.person(region=REGION, id=galina.id) == galina, "her file is as it was"
    for login in ("orlova", "garipov"):
        today = at_work(login).open("/staff/today/")
        assert "Рогов Лев" in today and "Возможно, этот человек уже есть" in today


def test_a_child_of_another_family_by_name_is_entered_apart_and_left_to_staff(yulia):
    misha = next(one.person for one in ivanovy().members if one.person.name == "Миша")
    pages_of(yulia, "", misha.name, misha.surname, f"{misha.birth_date:%d.%m.%Y}")
    entered = family().members[1].person
    assert entered.full_name == misha.full_name and entered.id != misha.id
    assert len(ivanovy().members) == 5
    orlova = staff("curator")
    (task,) = cases.notes(by=orlova, person=entered.id)
    assert task.next_contact_on == ON and task.by == ""


def ivanovy():
    return people.family_of(region=REGION, person_id=person_of("ivanovy").id, on=ON)


def staff(role):
    one = people.staff_with_role(region=REGION, role=role, on=ON)[0]
    return people.actor(account_id=one.account_id, region=REGION, on=ON)


def test_a_code_without_a_passport_opens_no_family(visitor, at_work):
    who = comes_to_the_office(at_work, visitor, passport="no")
    way = who.asks("rogovy", "school").way
    page = who.send(f"{way}apply/{OUTFIT}/members/", papers(), status=409)
    assert "когда паспорт показан" in page and "Заполненное заявление (PDF)" in page
    assert family() is None


def test_a_stranger_remains_a_stranger(visitor):
    asking = visitor.asks("rogovy", "school")
    before = Person.objects.in_region(REGION).count()
    page = visitor.send(f"{asking.way}apply/{OUTFIT}/members/", papers())
    assert "Войти по коду" in page
    assert Person.objects.in_region(REGION).count() == before


def test_answers_for_another_person_are_not_filed_as_ones_own(yulia):
    page = yulia.send("/help/?situation=school", {"for_whom": "other", "name": "Соседка"})
    asking = Asking(yulia, page.response.redirect_chain[-1][0].split("/")[2], truth("rogovy"), page).to_the_end()
    page = yulia.open(f"{asking.way}apply/{OUTFIT}/")
    assert "Вы отвечали за другого человека" in page and "Войти по коду" not in page
    yulia.send(f"{asking.way}apply/{OUTFIT}/start/", {"form_token": "11111111-1111-4111-8111-111111111111"})
    assert not claims()


def test_olga_tells_of_the_children_for_her(at_work, yulia):
    desk = at_work("orlova")
    desk.opens_file(rogova().id)
    page = desk.send(f"/staff/people/{rogova().id}/assist/", {"evidence": "пришла сама"})
    token = page.response.redirect_chain[-1][0].split("/")[2]
    page = desk.send(f"/help/{token}/situation/", {"choice": "situation:school"})
    way = Asking(desk, token, truth("rogovy"), page).to_the_end().way
    page = desk.open(f"{way}apply/{OUTFIT}/members/")
    page = sends(desk, f"{way}apply/{OUTFIT}/members/", page)
    assert "Это черновик" in page
    assert [one.said for one in family().members] == [False, True, True, True]
