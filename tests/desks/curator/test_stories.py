"""Vera helps, Nina decides, Ivan approves, over the real pages: what they press, what they read, what is refused."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from tests.papers.test_letters import text as printed

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.people import api as people
from ryadom.people.models import Account

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db
PASSWORD = "кедр-у-дороги-7"


def text_of(response):
    return response.content.decode()


@pytest.fixture
def password(vera):
    account = Account.objects.get(pk=vera.account_id)
    account.set_password(PASSWORD)
    account.save()
    return account.login


def sign_in(client, login, word, **more):
    return client.post("/staff/enter/", {"login": login, "password": word, **more})


def test_vera_signs_in_and_goes_where_she_wanted(password):
    client = Client()
    turned = client.get("/staff/today/")
    assert turned.status_code == 302 and turned.url == "/staff/enter/?next=%2Fstaff%2Ftoday%2F"
    assert sign_in(client, password, PASSWORD, next="/staff/today/").url == "/staff/today/"
    assert client.get("/staff/today/").status_code == 200
    assert client.get("/staff/leave/").status_code == 405
    client.post("/staff/leave/")
    assert client.get("/staff/today/").status_code == 302


def test_a_stranger_s_address_is_not_followed(password):
    assert sign_in(Client(), password, PASSWORD, next="https://evil.example/").url == "/staff/"


def test_five_wrong_tries_make_the_login_wait_even_for_the_right_word(password):
    client = Client()
    assert {sign_in(client, password, "не то").status_code for _ in range(5)} == {422}
    late = sign_in(client, password.upper(), PASSWORD)
    assert late.status_code == 429 and "Подождите" in text_of(late)
    from datetime import timedelta

    from ryadom.regions import clock

    with clock.frozen(AT + timedelta(minutes=11)):
        assert sign_in(client, password, PASSWORD).status_code == 302


def test_the_wrong_login_and_the_wrong_password_read_alike(password):
    said = {text_of(sign_in(Client(), login, "не то")).split("r-error")[1][:120] for login in (password, "никто")}
    assert len(said) == 1


def test_a_resident_is_told_politely(at_desk, resident, galina):
    answer = at_desk(resident(galina)).get("/staff/")
    assert answer.status_code == 403 and "Вы вошли как житель" in text_of(answer)


def test_the_file_opens_only_with_a_purpose_that_galina_reads(at_desk, vera, galina, fact):
    fact(galina, "lives-here", True)
    desk, page = at_desk(vera), f"/staff/people/{galina.pk}/"
    asked = text_of(desk.get(page))
    assert "Зачем открываете дело?" in asked and "Сведения" not in asked
    assert people.readings_of(region=CHE, person_id=galina.pk) == ()
    assert desk.post(f"{page}purpose/", {"purpose": "other", "own": "  "}).status_code == 422
    assert desk.post(f"{page}purpose/", {"purpose": "visit"}).url == page
    assert "Сведения" in text_of(desk.get(page))
    lines = people.readings_of(region=CHE, person_id=galina.pk)
    assert [(line.reader, line.purpose) for line in lines] == [("Вера Кузина", "Выход в семью")]


def test_a_search_keeps_the_name_out_of_the_address(at_desk, vera, person):
    person("Семёнова", "Алёна", "")
    desk = at_desk(vera)
    answer = desk.post("/staff/people/", {"q": "семенова алена"})
    assert answer.status_code == 302 and answer.url == "/staff/people/"
    assert "Семёнова Алёна" in text_of(desk.get("/staff/people/"))
    desk.post("/staff/people/", {"q": "с"})
    assert "Напишите хотя бы две буквы" in text_of(desk.get("/staff/people/"))


def test_the_table_writes_everything_or_nothing_and_keeps_what_was_typed(reads, vera, galina):
    desk, page = reads(vera, galina), f"/staff/people/{galina.pk}/facts/{galina.pk}/"
    typed = {"v-lives-here": "да", "v-birth-date": "31.02.1952", "source": "document", "note": "паспорт"}
    wrong = desk.post(page, typed)
    assert wrong.status_code == 422
    assert "Такого дня нет в календаре" in text_of(wrong) and 'value="31.02.1952"' in text_of(wrong)
    whose = people.Whose("person", galina.pk)
    assert people.facts_of(region=CHE, subjects=[whose], on=ON).get(whose, {}) == {}
    assert desk.post(page, typed | {"v-birth-date": "14.02.1952"}).status_code == 302
    known = people.facts_of(region=CHE, subjects=[whose], on=ON)[whose]
    assert known["birth-date"].value == date(1952, 2, 14) and known["birth-date"].note == "паспорт"
    assert known["lives-here"].source == "document"


def test_a_value_is_confirmed_by_one_tick_and_needs_a_source(reads, vera, galina, fact):
    fact(galina, "lives-here", True, source="said")
    desk, page = reads(vera, galina), f"/staff/people/{galina.pk}/facts/{galina.pk}/"
    assert desk.post(page, {"c-lives-here": "1"}).status_code == 422
    assert desk.post(page, {"c-lives-here": "1", "source": "document"}).status_code == 422  # which document?
    assert desk.post(page, {"c-lives-here": "1", "source": "staff"}).status_code == 302
    whose = people.Whose("person", galina.pk)
    assert people.facts_of(region=CHE, subjects=[whose], on=ON)[whose]["lives-here"].proved


def test_a_code_is_shown_once(reads, vera, galina):
    desk = reads(vera, galina)
    issued = desk.post(f"/staff/people/{galina.pk}/code/", {"passport": "yes"})
    assert "s-code" in text_of(issued) and issued["Cache-Control"].count("no-store")
    assert "s-code" not in text_of(desk.get(f"/staff/people/{galina.pk}/"))


def test_vera_enters_a_family_and_is_warned_of_a_namesake(at_desk, vera, galina):
    desk = at_desk(vera)
    new = {"surname": "Соколова", "name": "Галина", "source": "said"}
    warned = desk.post("/staff/people/new/", new)
    assert warned.status_code == 409 and "Похожие люди уже внесены" in text_of(warned)
    made = desk.post("/staff/people/new/", new | {"anyway": "1", "patronymic": "Олеговна"})
    assert made.status_code == 302
    page = made.url
    assert desk.post(f"{page}family/").status_code == 302
    child = {"role": "child", "starts": "1.02.2020", "surname": "Соколов", "name": "Лев", "source": "said"}
    assert desk.post(f"{page}members/", child | {"starts": "вчера"}).status_code == 422
    assert desk.post(f"{page}members/", child).status_code == 302
    assert "Соколов Лев" in text_of(desk.get(page))
    bad = desk.post("/staff/people/new/", new | {"anyway": "1", "snils": "123"})
    assert bad.status_code == 422 and 'value="123"' in text_of(bad)


def test_galina_reads_russian_though_vera_works_in_english(at_desk, vera, galina, fact):
    desk = at_desk(vera)
    desk.cookies["django_language"] = "en"
    page = f"/staff/people/{galina.pk}/"
    assert "Выход в семью" not in text_of(desk.get(page))
    desk.post(f"{page}purpose/", {"purpose": "visit"})
    desk.get(page)
    assert [line.purpose for line in people.readings_of(region=CHE, person_id=galina.pk)] == ["Выход в семью"]


def test_papers_of_the_office_are_russian_though_vera_works_in_english(reads, at_desk, vera, nina, pyotr):
    desk, other = reads(vera, pyotr), at_desk(nina)
    desk.cookies["django_language"] = other.cookies["django_language"] = "en"
    begun = {"measure": f"certificate@{pyotr.pk}", "form_token": str(uuid4())}
    claim = desk.post(f"/staff/people/{pyotr.pk}/apply/", begun).url
    application = printed(desk.get(f"{claim}application.pdf").content)
    assert "Прошу назначить" in application and "Социальная защита" in application
    desk.post(f"{claim}do/sign/")
    other.post(f"{claim}do/grant/", {"grant-reason": ""})
    decision = printed(other.get(f"{claim}decision.pdf").content)
    assert "Удостоверение жителя: назначено." in decision and "Пожаловаться можно" in decision


def test_acting_for_galina_is_said_on_every_page_until_left(reads, vera, galina):
    desk = reads(vera, galina)
    assert desk.post(f"/staff/people/{galina.pk}/assist/", {"evidence": " "}).status_code == 422
    led = desk.post(f"/staff/people/{galina.pk}/assist/", {"evidence": "пришла в отдел"})
    assert led.status_code == 302 and led.url.startswith("/help/")
    assert "Вы действуете за человека" in text_of(desk.get("/staff/"))
    desk.post(f"/staff/people/{galina.pk}/assist/leave/")
    assert "Вы действуете за человека" not in text_of(desk.get("/staff/"))


def test_from_the_file_to_the_certificate(reads, at_desk, vera, nina, pyotr):
    desk = reads(vera, pyotr)
    assert "Удостоверение жителя" in text_of(desk.get(f"/staff/people/{pyotr.pk}/"))
    begun = {"measure": f"certificate@{pyotr.pk}", "form_token": str(uuid4())}
    first, second = (desk.post(f"/staff/people/{pyotr.pk}/apply/", begun).url for _ in range(2))
    assert first == second
    assert desk.get(f"{first}application.pdf")["Content-Type"] == "application/pdf"
    assert desk.post(f"{first}do/sign/").status_code == 302
    assert "Решает другой человек" in text_of(desk.get(first))
    assert desk.post(f"{first}do/grant/").status_code == 403
    other = at_desk(nina)
    assert other.post(f"{first}do/grant/", {"grant-reason": ""}).status_code == 302
    page = text_of(other.get(first))
    assert "Назначено" in page and "Вся история" in page
    assert other.get(f"{first}decision.pdf")["Content-Type"] == "application/pdf"


def test_the_second_of_two_is_told_who_decided(at_desk, nina, oleg, asked):
    page = f"/staff/claims/{asked.token}/"
    assert at_desk(nina).post(f"{page}do/grant/", {}).status_code == 302
    late = at_desk(oleg).post(f"{page}do/refuse/", {"refuse-ground": "moved", "refuse-reason": "мой текст"})
    assert late.status_code in {403, 409}
    assert "Нина Иванова" in text_of(late)


def test_nobody_is_refused_for_what_is_unknown(sent, resident, at_desk, nina, person, household):
    who = person("Тихая", "Анна", "")
    household(who)
    claim = sent(resident(who), who, "certificate")
    desk, page = at_desk(nina), f"/staff/claims/{claim.token}/"
    shown = text_of(desk.get(page))
    assert "За то, что неизвестно, не отказывают" in shown and "refuse-criteria" not in shown
    tried = desk.post(f"{page}do/refuse/", {"refuse-ground": "criteria", "refuse-criteria": "lives-here"})
    assert tried.status_code == 422
    assert measures.one(by=nina, token=claim.token, on=ON).state == "sent"


def test_against_the_rule_needs_a_reason_and_ivan(sent, resident, at_desk, nina, ivan, person, household, fact):
    who = person("Дальний", "Олег", "")
    household(who)
    fact(who, "lives-here", False)
    claim = sent(resident(who), who, "certificate")
    desk, page = at_desk(nina), f"/staff/claims/{claim.token}/"
    mute = desk.post(f"{page}do/grant/", {})
    assert mute.status_code == 422 and "Напишите, почему" in text_of(mute)
    assert desk.post(f"{page}do/grant/", {"grant-reason": "суд признал"}).status_code == 302
    assert "Утверждает другой человек" in text_of(desk.get(page))
    head = at_desk(ivan)
    assert "суд признал" in text_of(head.get("/staff/approvals/"))
    assert head.post(f"{page}do/give-back/", {"give-back-reason": " "}).status_code == 422
    assert head.post(f"{page}do/give-back/", {"give-back-reason": "приложите решение"}).status_code == 302
    assert "приложите решение" in text_of(desk.get(page))
    desk.post(f"{page}do/grant/", {"grant-reason": "решение приложено"})
    assert head.post(f"{page}do/approve/").status_code == 302
    assert "утвердил(а) Иван Громов" in text_of(desk.get(page))


def test_an_appeal_goes_to_another_person(sent, resident, at_desk, nina, oleg, person, household, fact):
    who = person("Спорный", "Юрий", "")
    household(who)
    fact(who, "lives-here", False)
    claim = sent(resident(who), who, "certificate")
    page = f"/staff/claims/{claim.token}/"
    first, other = at_desk(nina), at_desk(oleg)
    first.post(f"{page}do/refuse/", {"refuse-ground": "criteria", "refuse-criteria": "lives-here"})
    assert "Отказано" in text_of(first.get(page))
    assert first.post(f"{page}appeal/", {"text": "", "channel": "office"}).status_code == 422
    assert first.post(f"{page}appeal/", {"text": "Я живу здесь", "channel": "office"}).status_code == 302
    assert first.post(f"{page}appeal/", {"take": "1"}).status_code == 403
    assert other.post(f"{page}appeal/", {"take": "1"}).status_code == 302
    answer = {"change": "yes", "reason": "прописка найдена"}
    assert other.post(f"{page}appeal/", answer).status_code == 302
    assert "рассматриваем заново" in text_of(other.get(page))


def test_requests_notes_and_today(at_desk, nina, asked, pyotr):
    desk, page = at_desk(nina), f"/staff/claims/{asked.token}/"
    desk.post(f"{page}do/take/")
    said = {"request-authority": "Росреестр", "request-subject": "дом", "request-due_on": "13.11.2026"}
    assert desk.post(f"{page}do/request/", said).status_code == 302
    sent_one = cases.requests(region=CHE, tokens=[asked.case.token])[asked.case.token][0]
    answer = {"answer-request": str(sent_one.token), "answer-answer": "дом есть", "answer-positive": "yes"}
    assert desk.post(f"{page}do/answer/", answer).status_code == 302
    assert "дом есть" in text_of(desk.get(page))
    note = {"note-text": "Позвонить про дом", "note-next_contact_on": "12.11.2026"}
    assert desk.post(f"{page}do/note/", note).status_code == 302
    assert "Позвонить про дом" in text_of(desk.get("/staff/today/"))
    written = cases.notes(by=nina, person=pyotr.pk)[0]
    desk.post(f"/staff/notes/{written.token}/done/")
    assert "Позвонить про дом" not in text_of(desk.get("/staff/today/"))


def test_the_queue_narrows_by_its_address_and_leaves_as_the_same_list(at_desk, nina, asked):
    import io

    from openpyxl import load_workbook

    desk = at_desk(nina)
    assert asked.number in text_of(desk.get("/staff/?whose=free"))
    assert asked.number not in text_of(desk.get("/staff/?whose=mine"))
    assert asked.number not in text_of(desk.get("/staff/?measure=gas"))
    assert asked.number in text_of(desk.get("/staff/?measure=certificate&page=999999999999&state=<b>"))
    book = load_workbook(io.BytesIO(desk.get("/staff/queue.xlsx?whose=free").content))
    assert [row[0].value for row in book.active.iter_rows()] == ["Номер", asked.number]
    assert book.active.max_row == 2


def test_a_measure_is_checked_by_two(at_desk, staff, ivan):
    first, second = staff("Лис Вера", "methodologist"), staff("Зорин Павел", "methodologist")
    page = "/staff/practices/from-the-press/"
    desk, other = at_desk(first), at_desk(second)
    assert desk.get("/staff/").url == "/staff/practices/"
    assert desk.post(page, {"confirm-act": "", "confirm-act_date": "31.02.2026"}).status_code == 422
    assert desk.post(page, {"confirm-act": "Закон", "confirm-act_date": "1.02.2026"}).status_code == 302
    made = measures.confirmations(region=CHE, measures=["from-the-press"])[0]
    assert desk.post(f"/staff/practices/confirm/{made.token}/").status_code == 403
    assert other.post(f"/staff/practices/confirm/{made.token}/").status_code == 302
    assert measures.confirmations(region=CHE, measures=["from-the-press"])[0].holds
    assert other.get("/staff/practices/parameters/").status_code == 200


def test_an_observer_reads_numbers_only(at_desk, staff):
    desk = at_desk(staff("Савин Игорь", "observer"))
    assert desk.get("/staff/").url == "/region/"
    assert {desk.get(f"/staff/{path}").status_code for path in ("people/", "today/", "practices/", "queue.xlsx")} == {
        403
    }


def test_an_intake_measure_takes_the_answer_of_its_body(sent, resident, at_desk, nina, pyotr):
    claim = sent(resident(pyotr), pyotr, "collected")
    desk, page = at_desk(nina), f"/staff/claims/{claim.token}/"
    assert "Решает другое ведомство" in text_of(desk.get(page))
    assert desk.post(f"{page}do/outcome/", {"outcome-got": "no"}).status_code == 422
    assert desk.post(f"{page}do/outcome/", {"outcome-got": "no", "outcome-reason": "нет прописки"}).status_code == 302
    assert "нет прописки" in text_of(desk.get(page))


def test_a_paper_that_is_not_what_it_says_is_refused_and_named(at_desk, vera, asked):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = f"/staff/claims/{asked.token}/do/bring/"
    said = {"bring-document": "", "bring-token": str(uuid4()), "files": SimpleUploadedFile("a.jpg", b"MZ")}
    assert at_desk(vera).post(page, said).status_code == 422
    assert WHEN["on"] == ON


def test_what_was_said_in_the_interview_goes_into_the_file_as_words(reads, vera, galina, household, book):
    from ryadom.talk import api as talk

    household(galina)
    desk = reads(vera, galina)
    led = desk.post(f"/staff/people/{galina.pk}/assist/", {"evidence": "пришла в отдел"})
    token = led.url.split("/")[2]
    owner = talk.Owner(account_id=vera.account_id)
    said = {f"lives-here@{talk.APPLICANT}": talk.Given(text="да")}
    talk.answer(region=CHE, token=token, owner=owner, values=said, **WHEN)
    assert "Записать ответы в дело" in text_of(desk.get(f"/staff/people/{galina.pk}/"))
    kept = desk.post(f"/staff/people/{galina.pk}/assist/keep/{token}/")
    assert kept.status_code == 200 and "Ответы записаны в дело" in text_of(kept)
    whose = people.Whose("person", galina.pk)
    fact = people.facts_of(region=CHE, subjects=[whose], on=ON)[whose]["lives-here"]
    assert fact.value is True and fact.source == "said" and fact.recorded_by == "Вера Кузина"


def test_money_is_proposed_by_nina_and_approved_by_ivan(
    sent, resident, at_desk, nina, ivan, person, household, income, fact
):
    who = person("Волкова", "Ирина", "")
    fact(who, "birth-date", date(1985, 2, 2))
    household(who)
    income(who, "120000")
    claim = sent(resident(who), who, "outfit", subject="family")
    desk, page = at_desk(nina), f"/staff/claims/{claim.token}/"
    assert 'value="2\N{NO-BREAK SPACE}500"' in text_of(desk.get(page))
    dear = desk.post(f"{page}do/grant/", {"grant-amount": "3 000"})
    assert dear.status_code == 422 and 'value="3 000"' in text_of(dear)
    paid = {"grant-amount": "2 500 ₽", "grant-payer": "Управление", "grant-starts": "1.12.2026", "grant-version": ""}
    assert desk.post(f"{page}do/grant/", paid).status_code == 302
    assert "Предложено назначить" in text_of(desk.get(page))
    head = at_desk(ivan)
    assert claim.number in text_of(head.get("/staff/"))
    assert head.post(f"{page}do/approve/").status_code == 302
    shown = text_of(head.get(page)).replace("\N{NO-BREAK SPACE}", " ")
    assert "30 000 ₽" in shown and "01.12.2026" in shown


def test_moments_are_read_by_the_region_s_own_clock(reads, vera, galina):
    from datetime import UTC, datetime

    from ryadom.regions import clock

    with clock.frozen(datetime(2026, 11, 12, 20, 30, tzinfo=UTC)):  # half past one in the night of the 13th there
        desk = reads(vera, galina)
        issued = desk.post(f"/staff/people/{galina.pk}/code/").content.decode()
    assert "14\N{NO-BREAK SPACE}ноября\N{NO-BREAK SPACE}2026" in issued
