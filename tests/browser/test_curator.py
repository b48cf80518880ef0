"""A curator's morning by the keyboard alone: no mouse, no script that could not be missed.

Orlova signs in, opens her day, takes who waits, answers, calls a family of the plan and writes it down.
"""

from collections.abc import Callable
from typing import Any

import pytest

Look = Callable[..., Any]
MOST_TABS = 160


FOCUSED = """() => {
  const it = document.activeElement;
  return it?.matches("a, button, summary, input, select, textarea") ? (it.innerText || it.id).trim() : "";
}"""


def focused(page: Any) -> str:
    """What one may press or fill that stands in focus, in words; a region that only scrolls is nothing."""
    return str(page.evaluate(FOCUSED))


def tab_to(page: Any, words: str) -> None:
    """Press Tab until this is in focus; more than a person would bear is a failure."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    raise AssertionError(f"{words} is not reached by {MOST_TABS} presses of Tab, but {focused(page)}")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_morning_by_the_keyboard(look: Look, home: str, scripts: bool) -> None:
    page = look("/staff/enter/?next=/staff/day/", fresh=True, scripts=scripts).page
    page.locator("#id_login").focus()
    page.keyboard.type("orlova")
    page.keyboard.press("Tab")
    page.keyboard.type("ryadom-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/staff/day/")  # the address of the door holds this one too, as `next`
    assert "Мой день" in page.locator("h1").inner_text()

    tab_to(page, "позвонить")
    page.keyboard.press("Enter")  # the jump to the calls
    done = page.locator(".r-done").count()
    tab_to(page, "Записать")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/families/**")
    tab_to(page, "id_contact-about")
    page.keyboard.type("Рассказала, что положено")
    page.keyboard.press("Tab")
    page.keyboard.type("01.12.2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/day/**")
    assert page.locator(".r-done").count() == done + 1


def test_j_and_k_step_through_the_rows(look: Look) -> None:
    page = look("/staff/families/", "orlova").page
    names = page.locator("[data-rows] th a").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == names[1]
    page.keyboard.press("k")
    assert focused(page) == names[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/families/*/")
    assert names[0].split()[0] in page.locator("h1").inner_text()


def test_j_is_a_letter_where_one_types(look: Look) -> None:
    page = look("/staff/people/", "orlova").page
    field = page.locator("input[name=q]")
    field.fill("")  # who was looked for last stands in it
    page.keyboard.type("jk")
    assert field.input_value() == "jk"


def press(page: Any, key: str) -> str:
    """Press one key of the sheet; gives what is in focus then."""
    page.keyboard.press(key)
    return focused(page)


def test_a_day_with_sixty_families_by_the_keys_of_the_sheet(look: Look, home: str) -> None:
    """The queue, taking, an answer corrected and sent, a call written down, a need."""
    page = look("/staff/day/", "orlova").page
    assert "60" in page.locator(".s-counts").inner_text()
    page.keyboard.press("Shift+Slash")
    assert page.locator("[data-keys-sheet][open] kbd").count() > 5 and "Клавиши" in focused(page)

    first = press(page, "q")
    assert first == page.locator("#queue ~ * [data-rows] th a").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    assert focused(page).startswith(("Ответить", "Продолжить"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/talks/**")
    assert "Отвечаете вы" in page.locator("main").inner_text()
    if page.locator("[data-said]").count():
        page.keyboard.press("1")
    else:
        page.keyboard.press("a")
    page.keyboard.type(" Здравствуйте, помогу.")
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state("load")
    page.locator(".s-talk__one--staff", has_text="Здравствуйте, помогу.").first.wait_for()
    page.wait_for_load_state("load")  # of the new page: before it, nobody hears the keys

    page.keyboard.press("b")
    page.wait_for_url(f"{home}/staff/day/")
    done = page.locator(".r-done").count()
    page.keyboard.press("c")
    tab_to(page, "Записать")  # the first that is not done yet
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/families/**")
    family = page.url.split("?")[0].split("#")[0]
    assert press(page, "c") == "id_contact-about"
    page.keyboard.type("Рассказала, что положено")
    page.keyboard.press("Tab")
    page.keyboard.type("01.12.2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/day/**")
    assert page.locator(".r-done").count() == done + 1

    page.goto(family)
    assert press(page, "n") == "id_need-words"
    page.keyboard.type("Нужна тёплая обувь")
    tab_to(page, "Записать")
    page.keyboard.press("Enter")
    page.locator("#needs ~ ul", has_text="Нужна тёплая обувь").wait_for()


def test_single_keys_can_be_switched_off(look: Look) -> None:
    page = look("/staff/day/", "orlova").page
    page.keyboard.press("Shift+Slash")
    tab_to(page, "Не слушать")
    page.keyboard.press("Enter")
    page.reload()
    page.keyboard.press("j")
    assert focused(page) == ""
    page.evaluate("localStorage.removeItem('keys')")
