"""A measure written from the text of an act, by keyboard and mouse alone: Vera Lis writes, Elena Boyko approves, and a
family is told of it. The act is invented: «Порядок выплаты на школьную форму (пример)».
"""

import re

import pytest
from tests.browser.clicking import follow, press, said
from tests.stories.cast import truth

from ryadom.ui import assets

pytestmark = pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets")

TITLE = "Выплата на школьную форму в первый класс"
ACT = "Порядок выплаты на школьную форму (пример)"
PUPIL = "2. Выплату назначают на ребёнка, который учится в школе."
INCOME = "3. Доход семьи на человека не превышает трёх прожиточных минимумов на душу населения."


def test_from_the_text_of_an_act_to_the_answer_of_a_family(look, home, places):
    assert TITLE not in results_of_the_ivanovs(look, places)
    lis = look("/staff/practices/drafts/", "lis", policy=True)
    page = lis.page
    begins(page)
    writes_the_first_condition(page)
    writes_the_second_condition_and_mends_a_mistake(page)
    tells_the_sum(page)
    takes_two_families_as_tests(page)
    press(page, "Передать на утверждение")
    assert "ждёт второго человека" in said(page)
    assert "Утверждает другой человек" in page.locator("aside").inner_text()
    assert not page.get_by_role("button", name="Утвердить").count(), "one's own measure is not approved"
    assert TITLE not in results_of_the_ivanovs(look, places), "nobody is told before the second person"
    elena_approves(look("/staff/approvals/", "boyko", policy=True))
    page.reload()
    assert "Утверждено: Елена Бойко" in said(page)
    told = results_of_the_ivanovs(look, places)
    assert TITLE in told and "7 000 ₽" in told
    assert not lis.complaints and not lis.outside


def begins(page):
    press(page, "Написать новую меру")
    fill(page, {
        "Название": TITLE, "Коротко": "Форма в первый класс", "Одним предложением": "Один раз на школьника.",
        "Акт": ACT, "Номер акта": "П-1", "Дата акта": "02.11.2026", "С какого дня действует": "20.11.2026",
    })  # fmt: skip
    choose(page, {
        "На кого считаем": "на каждого ребёнка", "Что человек получит": "деньги", "Как часто": "один раз",
        "Кто решает": "соцзащита региона",
    })  # fmt: skip
    page.get_by_label("Ребёнок идёт в школу").check()
    page.get_by_label("прочитан сам акт").check()
    press(page, "Дальше: условия")
    assert page.get_by_role("heading", level=1).inner_text() == TITLE


def fill(page, words):
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)


def choose(page, choices):
    for label, choice in choices.items():
        page.get_by_label(label, exact=True).select_option(label=choice)


def card(page, number):
    """A condition by its number."""
    return page.locator(f"#c{number - 1}")


def typed(field, keys):
    """Type as people do, then wait until the names are offered or none can be."""
    field.press_sequentially(keys)
    field.page.wait_for_timeout(150)


OFFERED = "[role=listbox]:not([hidden]) [role=option]"


def offered(page):
    page.locator(OFFERED).first.wait_for()
    return [one.split("\n")[0] for one in page.locator(OFFERED).all_inner_texts()]


def writes_the_first_condition(page):
    press(page, "Добавить условие")
    one = card(page, 1)
    fill(one, {"Текст закона": PUPIL, "Статья, пункт": "пункт 2", "Условие простыми словами": "Учится в школе",
               "Что сказать, если условие не выполнено": "Выплата только на школьников."})  # fmt: skip
    rule = one.get_by_label("Правило", exact=True)
    rule.click()
    typed(rule, "учеб")  # ё as people type it
    assert "учёба" in offered(page)
    assert rule.get_attribute("aria-activedescendant") == page.locator(OFFERED).first.get_attribute("id")
    rule.press("Enter")
    typed(rule, ' = "')
    assert offered(page)[:2] == ["нет", "школа"]
    rule.press("ArrowUp")  # round the end and back
    rule.press("ArrowDown")
    rule.press("ArrowDown")
    rule.press("Tab")
    assert rule.input_value() == 'учёба = "школа"'
    assert not page.locator(OFFERED).count()


def writes_the_second_condition_and_mends_a_mistake(page):
    press(page, "Добавить условие")
    one = card(page, 2)
    fill(one, {"Текст закона": INCOME, "Статья, пункт": "пункт 3", "Условие простыми словами": "До трёх минимумов",
               "Что сказать, если условие не выполнено": "Доход на человека выше трёх минимумов."})  # fmt: skip
    page.get_by_text("Срок решения, день и доход").click()
    page.get_by_label("Чей доход считаем").select_option(label="состав семьи для пособия")
    page.get_by_label("За какие месяцы").select_option(value="-13..-2")
    rule = one.get_by_label("Правило", exact=True)
    rule.click()
    typed(rule, "средний доход <= 30000")
    rule.press("Escape")
    echo = one.locator(".e-echo").first
    echo.locator("mark", has_text="средний доход").wait_for()
    assert "Имени «средний доход» нет" in echo.inner_text()
    assert page.locator("#panel .e-families").count() == 0, "no family is counted by what cannot be read"
    rule.fill("")
    typed(rule, "среднед")
    rule.press("Enter")
    typed(rule, " <= 3 * прож")
    page.locator(OFFERED, has_text=re.compile(r"^прожиточный минимум\(")).click()
    assert offered(page)[:1] == ["на душу"]
    rule.press("Enter")
    typed(rule, ")")
    assert rule.input_value() == 'среднедушевой доход <= 3 * прожиточный минимум(группа: "на душу")'
    echo.locator("mark").wait_for(state="detached")


def tells_the_sum(page):
    page.get_by_label("Как посчитать сумму").fill("7000")
    page.get_by_label("За что эта сумма").fill("на ребёнка один раз")
    page.locator("#panel .e-families").first.wait_for()
    page.locator("#panel .e-sum", has_text="7 000").first.wait_for()
    assert "Анна и Пётр Ивановы, Оля" in page.locator("#f-entitled").inner_text()
    page.locator("[data-kept]", has_text="Сохранено в 12:30").wait_for()


def takes_two_families_as_tests(page):
    follow(page, page.get_by_role("button", name="Сделать проверкой Анна и Пётр Ивановы, Оля"))
    page.locator("#f-not_entitled > summary").click()
    follow(page, page.locator("#f-not_entitled").get_by_role("button", name="Сделать проверкой"))
    tests = page.locator("#editor [data-run]")
    assert [one.strip() for one in tests.all_inner_texts()] == ["Сходится", "Сходится"]
    expected = page.locator("#p1").get_by_label("Что должно выйти")
    expected.select_option(label="положено")
    tests.nth(1).get_by_text("Вышло иначе:").wait_for()
    expected.select_option(label="нет")
    tests.nth(1).get_by_text("Сходится").wait_for()
    page.locator("#panel").get_by_text("Можно передавать").wait_for()


def elena_approves(elena):
    page = elena.page
    press(page, "черновики мер", "link")
    press(page, TITLE, "link")
    told = said(page)
    for words in (PUPIL, INCOME, 'учёба = "школа"', "№ П-1 от 02.11.2026, прочитан сам акт", "Сходится", "7 000 ₽"):
        assert words in told, words
    press(page, "Утвердить")
    assert "Утверждено: Елена Бойко" in said(page)
    assert not elena.complaints


def results_of_the_ivanovs(look, places):
    """What a family with a child at school reads, asked anew."""
    visitor = places.walker("visitor")
    token = visitor.begins("school")
    visitor.tells_family(token, truth("ivanovy"))
    visitor.answers_all(token, "ivanovy")
    return said(look(f"/help/{token}/results/").page)


def test_on_a_phone_without_scripts_the_buttons_do_the_same(look, places):
    lis = look(places.draft, "lis", width="phone", scripts=False, policy=True)
    page = lis.page
    page.get_by_label("С какого дня действует").fill("01.12.2026")
    page.get_by_label("Как посчитать сумму").fill("размер выплаты на школьную форма")
    press(page, "Проверить")
    assert page.locator(".e-fault mark").inner_text()
    page.get_by_label("Как посчитать сумму").fill("12000")
    press(page, "Проверить")
    assert not page.locator(".e-fault:not(.e-fault--mild)").count()
    panel = " ".join(page.locator("#panel").inner_text().split())
    assert "Что меняется" in panel and "сейчас: " in panel
    assert not lis.complaints and not lis.overflow()


SLOW_NETWORK = {"offline": False, "latency": 700, "downloadThroughput": -1, "uploadThroughput": -1}


@pytest.mark.parametrize("pause", [500, 1100])
def test_a_button_pressed_while_the_page_is_being_kept_is_obeyed(look, places, pause):
    """The page keeps itself 900 ms after the last letter. Neither then nor before is it anybody else who saved."""
    lis = look(places.draft, "lis", policy=True)
    page = lis.page
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    words = f"Форма в первый класс, {pause}"
    page.get_by_label("Коротко", exact=True).fill(words)
    page.wait_for_timeout(pause)
    press(page, "Добавить условие")
    assert not page.locator("[data-errors]").count(), said(page)
    assert page.get_by_label("Коротко", exact=True).input_value() == words
    assert not lis.complaints
