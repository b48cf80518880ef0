"""A call by the keyboard alone: begun, the story written down, facts confirmed by a digit, handed over to a curator."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.clicking import by_key
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


def digit(page: Any, words: str) -> str:
    """The digit that stands before these words."""
    return str(next(one.split()[0] for one in page.locator("[data-key]").all_inner_texts() if words in one))


def test_digits_choose_and_enter_sends(look: Look, home: str) -> None:
    page = begins(look, home, True)
    by_key(page, "Enter")
    assert "Скажите: один — " in heard(page)
    by_key(page, digit(page, "Потеря работы"))
    assert "Я услышал" in heard(page)
    by_key(page, digit(page, "Да, верно"))
    assert page.get_by_role("button", name="Для себя").is_visible()
    by_key(page, digit(page, "Позвать человека"))
    assert page.get_by_text("Человека позвали").is_visible()
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
