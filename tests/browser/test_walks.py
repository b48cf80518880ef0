"""The resident's way and the staff's, walked in a real browser, with scripts and without; and light to load."""

import gzip
import re

import pytest
from tests.browser.clicking import follow, press

from ryadom.ui import assets

pytestmark = pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets")
BUDGET = 120_000


def answer(page, choice: str) -> None:
    page.get_by_role("radio", name=choice, exact=True).check()
    press(page, "Дальше")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_asks_understands_and_takes_it_on_paper(look, scripts):
    seen = look("/", width="phone", scripts=scripts, policy=True, fresh=True)
    page = seen.page
    page.get_by_label("Напишите своими словами").fill("хочу провести газ")
    press(page, "Найти помощь")
    press(page, re.compile("Провести газ"), "link")
    answer(page, "Для себя и своей семьи")
    answer(page, "Нет")
    for _number in range(20):
        if "/results/" in page.url:
            break
        if page.get_by_role("radio").count():
            answer(page, "Да" if "населённом" in page.locator("h1").inner_text() else "Не знаю")
        else:
            press(page, "Не знаю")
    assert page.get_by_role("heading", level=1).inner_text() == "Что вам положено"
    follow(page, page.locator("main article a"))
    assert page.get_by_role("heading", name="Почему", exact=True).is_visible()
    press(page, "Назад", "link")
    press(page, "Напечатать ответ", "link")
    assert "Решает:" in page.locator("main").inner_text()
    assert not seen.complaints and not seen.outside


@pytest.mark.parametrize("scripts", [True, False])
def test_a_known_resident_sends_and_sees_the_promised_day(look, scripts):
    who = "galina" if scripts else "tikhonovy"
    seen = look("/claims/", who, width="phone", scripts=scripts, policy=True)
    page = seen.page
    follow(page, page.locator("main article a"))
    assert re.search(r"Ответим до \d+\s\w+\s2026", page.locator("main").inner_text())
    assert not seen.complaints


def test_errors_take_the_focus_and_nothing_typed_is_lost(look):
    page = look("/staff/enter/", fresh=True, policy=True).page
    page.get_by_label("Логин").fill("orlova")
    page.get_by_label("Пароль").fill("не тот")
    press(page, "Войти")
    assert page.get_by_label("Логин").input_value() == "orlova"
    assert page.evaluate("document.activeElement.closest('[data-errors], .govuk-error-summary') !== null")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_staffs_way_from_the_queue_to_the_head(look, scripts):
    seen = look("/staff/", "garipov", scripts=scripts, policy=True)
    page = seen.page
    assert page.get_by_role("heading", level=1).inner_text() == "Заявления"
    follow(page, page.locator("main table a", has_text=re.compile(r"^74-2026-")))
    assert page.get_by_role("heading", name="Что предлагает правило").is_visible()
    assert page.get_by_role("heading", name="На каких сведениях это стоит").is_visible()
    head = look("/staff/approvals/", "boyko", scripts=scripts, policy=True)
    assert "Морозова" in head.page.locator("main").inner_text()
    assert not seen.complaints and not head.complaints


@pytest.mark.parametrize("path", ["/", "/help/", "/claims/", "/enter/"])
def test_the_first_visit_is_light(look, home, path):
    """As it is served in production: text compressed, letters as they are."""
    page = look(path, width="phone", fresh=True).page
    total = len(gzip.compress(page.content().encode(), 6))
    for url in page.evaluate("performance.getEntriesByType('resource').map(e => e.name)"):
        body = page.context.request.get(url).body()
        total += len(body) if url.endswith("woff2") else len(gzip.compress(body, 6))
    assert total <= BUDGET, f"{path}: {total / 1000:.1f} KB"
