"""«Что, если» in a real browser: the slider by keyboard and by mouse, without scripts, in contrast, on a phone."""

import re
import urllib.request

import pytest
from tests.browser.clicking import press, said

from ryadom.ui import assets

pytestmark = pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets")
DIAL = "/region/what-if/numbers/utilities-payment/"
GAIN = ".w-tile--gain .w-tile__value"


@pytest.fixture
def dial(look):
    """The page of one number, its result shown."""

    def go(value: str = "", **how):
        seen = look(f"{DIAL}?v={value}&wait=1" if value else f"{DIAL}?wait=1", "savin", **how)
        for _ in range(60):
            if seen.page.locator(".w-tiles").count():
                return seen
            seen.page.wait_for_timeout(500)
            seen.page.reload()
        raise AssertionError(said(seen.page)[-800:])

    return go


def until(page, true) -> None:
    """Wait for what the page will say; its policy lets nobody evaluate a text inside it."""
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError(said(page)[-800:])


def link(page) -> str:
    """The address of the file of what is shown now."""
    return page.locator(".w-files a").first.get_attribute("href") or ""


def test_the_keyboard_moves_the_slider_and_the_region_follows(dial):
    seen = dial(policy=True)
    page = seen.page
    before = page.locator(GAIN).inner_text()
    assert before == "0"
    page.locator("[data-range]").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    until(page, lambda: page.locator(GAIN).inner_text() != before and "3004" in link(page))
    until(page, lambda: page.locator("[data-told]").inner_text() != "")
    assert page.locator("[name=v]").first.input_value() == "3004"
    assert re.search(r"Если будет 3.004.₽: больше получат", said(page))
    assert "больше получат" in page.locator("[data-told]").inner_text()  # told to a screen reader once the hand rests
    assert not seen.complaints and not seen.outside


def test_the_slider_begins_at_nothing_and_holds_the_present_value(dial):
    page = dial(policy=True).page
    page.locator("[data-range]").focus()
    page.keyboard.press("Home")
    until(page, lambda: "v=0" in link(page) and page.locator("[name=v]").first.input_value() == "0")
    assert page.locator("[data-range]").get_attribute("aria-valuetext") == "0 ₽"
    page.get_by_role("button", name="Как сейчас").click()
    until(page, lambda: "v=2704" in link(page))
    assert page.locator("[data-range]").input_value() == "2704"


def test_the_mouse_drags_it_and_redraws_on_the_way(dial):
    seen = dial(policy=True)
    page, told = seen.page, set()
    box = page.locator("[data-range]").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(box["x"] + box["width"] * (0.5 + step / 70), box["y"] + box["height"] / 2)
        page.wait_for_timeout(60)
        told.add(page.locator("[data-said]").inner_text())
    page.mouse.up()
    value = page.locator("[name=v]").first.input_value()
    until(page, lambda: f"v={value}" in link(page))
    assert len(told) > 2, "it was redrawn while it was dragged"
    assert page.locator("[data-keep] [name=v]").input_value() == value
    assert not seen.complaints and not seen.outside


def test_without_scripts_the_field_and_its_button_do_the_work(dial):
    seen = dial(scripts=False)
    page = seen.page
    assert not page.locator("[data-range]").is_visible()
    page.get_by_label("Попробовать значение").fill("3 704")
    press(page, "Посчитать")
    assert "больше получат" in said(page)
    page.get_by_label("Название").fill("Без скриптов")
    press(page, "Сохранить")
    assert page.get_by_role("heading", level=1).inner_text() == "Без скриптов"


@pytest.mark.parametrize("reading", ["normal", "x2", "black"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_a_result_is_read_by_everybody(dial, width, reading):
    seen = dial("3704", width=width, reading=reading)
    seen.page.locator(".w-balance summary").first.click()
    assert not seen.axe()
    assert not seen.overflow()


def test_a_file_is_given(dial, home):
    seen = dial("3704")
    href = seen.page.locator(".w-files a").first.get_attribute("href")
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in seen.page.context.cookies())
    with urllib.request.urlopen(urllib.request.Request(home + href, headers={"Cookie": cookies})) as answer:
        assert answer.read(2) == b"PK"
