"""Anna Ivanova, with two children and 600,000 a year for four, asks what she is entitled to."""

import re
from decimal import Decimal

import pytest
from django.test import Client

IVANOVY = {
    "income": "600 000",
    "earned-in-period": "300000",
    "excused-months": "0",
    "work": "employed",
    "citizen": "да",
    "birth-date": "01.05.1990",
    "monthly-family-income": "50000",
    "contract-goal": "?",
}


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()).replace("\u00a0", " "))


def told_of(page, measure: str):
    return next(one for _group, items in page.context["groups"] for one in items if one.measure == measure)


def test_anna_walks_from_the_first_page_to_the_sum_to_the_kopeck(anna):
    page, asked = anna.walk(IVANOVY)
    assert page.request["PATH_INFO"].endswith("/results/")
    assert asked <= 12
    told = next(
        one for group, items in page.context["groups"] for one in items if one.measure == "unified-child-benefit"
    )
    assert (told.outcome, told.several) == ("entitled", 2)
    assert "12 675,75 ₽" in text(page)


def test_why_shows_her_own_numbers_and_how_far_the_law_was_checked(anna):
    anna.walk(IVANOVY)
    page = anna.get(f"/help/{anna.token}/results/unified-child-benefit@child-1/")
    said = text(page)
    assert "12 500 ₽" in said
    assert "нужно не больше 17 424 ₽" in said
    assert "образец" in said
    assert "по сообщениям прессы" in said


def test_an_unknown_income_is_never_a_no(anna):
    page, _asked = anna.walk({**IVANOVY, "income": "?", "monthly-family-income": "?", "earned-in-period": "?"})
    told = {one.measure: one for group, items in page.context["groups"] for one in items}
    assert told["unified-child-benefit"].outcome == "unknown"
    assert "доход семьи" in " ".join(told["unified-child-benefit"].missing)


def test_a_wrong_answer_keeps_what_was_typed_and_says_how_to_mend_it(anna):
    page = anna.begin()
    while page.context["question"].type not in ("money", "number"):
        page = anna.answer(page, IVANOVY)
    ref = page.context["form"].lines[0].ref
    refused = anna.client.post(f"/help/{anna.token}/answer/", {"ref": ref, "answer-0": "-5 тысяч"})
    assert refused.status_code == 422
    assert "-5 тысяч" in refused.content.decode()
    assert "govuk-error-summary" in refused.content.decode()


def test_impossible_births_are_refused_with_a_sentence(anna):
    anna.post("/help/?situation=low-income", for_whom="self", name="")
    anna.post(f"/help/{anna.token}/family/", spouse="no", children="1", parents="", others="")
    for born, word in (("31.02.2020", "нет в календаре"), ("01.01.2030", "ещё не наступила"), ("вчера", "27.03.1990")):
        page = anna.client.post(f"/help/{anna.token}/children/", {"child-1-born": born})
        assert page.status_code == 422
        assert word in text(page), born
        assert born in page.content.decode(), "nothing typed is lost"


def test_back_shows_the_answer_given_before(anna):
    page = anna.begin()
    first = page.context["form"].lines[0].ref
    page = anna.answer(page, IVANOVY)
    page = anna.post(f"/help/{anna.token}/move/", to="back")
    assert page.context["form"].lines[0].ref == first
    assert "checked" in page.content.decode()


def test_a_sentence_finds_the_situation_and_danger_comes_before_anything(anna):
    anna.post("/help/", for_whom="self", name="")
    heard = text(anna.client.post(f"/help/{anna.token}/say/", {"say": "родился ребенок какие выплаты"}))
    assert "Похоже на это" in heard
    danger = anna.client.post(f"/help/{anna.token}/say/", {"say": "муж меня бьет куда идти"}).content.decode()
    assert danger.index("112") < danger.index("<h1")


def test_markup_in_a_name_stays_text(anna):
    anna.post("/help/?situation=low-income", for_whom="other", name="<script>alert(1)</script>{{ 7|add:7 }}")
    page = anna.begin.__self__.get(f"/help/{anna.token}/")
    assert "<script>alert" not in page.content.decode()


def test_a_stranger_cannot_open_annas_draft(anna):
    anna.begin()
    page = Client().get(f"/help/{anna.token}/")
    assert page.status_code == 404
    assert "30 дней" in text(page)


def test_anna_can_have_her_answers_forgotten_at_once(anna):
    anna.walk(IVANOVY)
    token = anna.token
    anna.post(f"/help/{token}/move/", to="forget")
    assert anna.client.get(f"/help/{token}/results/").status_code == 404


def test_the_same_answer_on_paper(anna):
    anna.walk(IVANOVY)
    sheet = text(anna.get(f"/help/{anna.token}/sheet/"))
    assert "12 675,75 ₽" in sheet
    letter = anna.client.get(f"/help/{anna.token}/sheet.pdf")
    assert letter["Content-Type"] == "application/pdf"
    assert letter["Cache-Control"] == "no-store"
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(letter.content)).pages
    assert len(pages) == 1
    assert "12 675,75" in pages[0].extract_text().replace("\u00a0", " ")


def test_unknown_visitors_print_and_sign_or_enter_by_code(anna):
    anna.walk(IVANOVY)
    page = anna.get(f"/help/{anna.token}/apply/country-camp-free@child-1/")
    assert "Войти по коду" in text(page)
    application = anna.client.get(f"/help/{anna.token}/apply/country-camp-free@child-1/application.pdf")
    assert application["Content-Type"] == "application/pdf"


def test_the_answer_is_in_the_readers_language_the_application_in_russian(anna):
    from tests.papers.test_letters import text as printed

    anna.walk(IVANOVY)
    anna.client.cookies["django_language"] = "en"
    letter = printed(anna.client.get(f"/help/{anna.token}/sheet.pdf").content)
    address = f"/help/{anna.token}/apply/country-camp-free@child-1/application.pdf"
    application = printed(anna.client.get(address).content)
    assert "Социальная защита" not in letter and "Социальная защита" in application
    for part in ("Прошу назначить", "Подтверждаю, что сведения верны", "со слов", "Подпись"):
        assert part in application


def test_a_wrong_code_says_so_and_leaves_no_account_behind(anna):
    from ryadom.people.models import Account

    page = anna.client.post("/enter/", {"code": "1234-5678-9012"})
    assert page.status_code == 422
    assert "Код не подошёл" in text(page)
    assert not Account.objects.exists()


def test_at_the_ending_one_question_is_asked(anna):
    anna.walk(IVANOVY)
    page = anna.post(f"/help/{anna.token}/finish/")
    assert "/voice/" in page.request["PATH_INFO"]
    again = anna.client.post(f"/help/{anna.token}/finish/") if anna.token else None
    assert again is None or again.status_code in (302, 404)


@pytest.mark.parametrize("path", ["", "results/", "check/", "results/unified-child-benefit@child-1/"])
def test_a_page_costs_at_most_twelve_queries(anna, path, django_assert_max_num_queries):
    anna.walk(IVANOVY)
    token = anna.token
    anna.get(f"/help/{token}/{path}")  # the book is compiled on the first visit
    with django_assert_max_num_queries(12):
        anna.client.get(f"/help/{token}/{path}")


def test_the_sum_is_exact_money(anna):
    page, _asked = anna.walk(IVANOVY)
    told = next(
        one for group, items in page.context["groups"] for one in items if one.measure == "unified-child-benefit"
    )
    assert Decimal(told.amount.replace("\u00a0", "").replace("₽", "").replace(",", ".")) == Decimal("12675.75")
