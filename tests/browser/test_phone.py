"""A call by the keyboard alone: begun, the story written down, facts confirmed by a digit, handed over to a curator."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.test_curator import tab_to

Look = Callable[..., Any]


def begins(look: Look, home: str, scripts: bool) -> Any:
    page = look("/staff/phone/", "garipov", scripts=scripts).page
    tab_to(page, "id_name")
    page.keyboard.type("Андрей")
    tab_to(page, "Начать звонок")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/staff/phone/calls/*/")
    tab_to(page, "Вести разговор")
    page.keyboard.press("Enter")
    page.wait_for_url("**/talk/")
    tab_to(page, "text")
    page.keyboard.type("Меня сократили с завода, трое детей")
    return page


def heard(page: Any) -> str:
    return " ".join(page.locator("#now").inner_text().split())


def test_digits_choose_and_enter_sends(look: Look, home: str) -> None:
    page = begins(look, home, True)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Потеря работы").wait_for()
    assert "Скажите: один — " in heard(page)
    words = page.locator("[data-key]").all_inner_texts()
    page.keyboard.press(next(one.split()[0] for one in words if "Потеря работы" in one))
    page.get_by_role("button", name="Да, верно").wait_for()
    assert "Я услышал" in heard(page)
    page.keyboard.press("1")
    page.get_by_role("button", name="Для себя").wait_for()
    words = page.locator("[data-key]").all_inner_texts()
    page.keyboard.press(next(one.split()[0] for one in words if "Позвать человека" in one))
    page.get_by_text("Человека позвали").wait_for()
    assert "Зову человека" in heard(page)


@pytest.mark.parametrize("words", ["Потеря работы"])
def test_without_scripts_tab_and_enter_do_the_same(look: Look, home: str, words: str) -> None:
    page = begins(look, home, False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=words).wait_for()
    tab_to(page, words)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Да, верно").wait_for()
    assert "Я услышал" in heard(page)
