"""Every component once, in a real browser: readable large, in contrast, by keyboard and without scripts."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.clicking import press

from ryadom.ui import assets, contact, navigation, reading

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets"),
]
PAGES = [
    "/ui/gallery/",
    "/ui/gallery/?errors",
    "/ui/gallery/desk/",
    "/ui/gallery/print/",
    "/ui/reading/",
    "/no/such/page/",
]
BUDGET = 120_000


@pytest.fixture(autouse=True)
def a_region_with_a_phone(monkeypatch):
    known = contact.Contact(
        region="Область на все случаи",
        phone="88000000000",
        hours="ежедневно с 8 до 20",
        who="Отвечают кураторы области.",
        answers="На письменный вопрос отвечаем за 2 рабочих дня.",
    )
    words = [navigation.Item("Что мне положено", "/ui/gallery/"), navigation.Item("Мои заявления", "/ui/x/", count=2)]
    monkeypatch.setattr(contact, "_providers", [lambda request: known])
    monkeypatch.setattr(navigation, "_items", {"resident": [(1, lambda r: words)], "desk": [(1, lambda r: words)]})
    monkeypatch.setattr(navigation, "_who", [lambda r: navigation.Who("Орлова Мария", "куратор", "/", "/ui/reading/")])


@pytest.mark.parametrize("look", ["normal", "x2", "black"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_out_of_reach(visit, path, width, look):
    seen = visit(path, width=width, reading=look)
    assert not seen.axe()
    assert not seen.overflow()
    assert not seen.outside


@pytest.mark.parametrize("look", ["x2", "cream-wide"])
@pytest.mark.parametrize("path", ["/ui/gallery/", "/ui/gallery/desk/", "/ui/reading/"])
def test_the_smallest_phone_needs_no_sideways_scrolling(visit, path, look):
    seen = visit(path, width="small", reading=look)
    assert not seen.overflow()
    assert not seen.axe()


@pytest.mark.parametrize("path", PAGES[:5])
def test_the_strict_policy_is_kept_without_a_complaint(visit, path):
    assert not visit(path, policy=True).complaints


@pytest.mark.parametrize("path", PAGES)
def test_the_first_tab_leads_past_the_header(visit, path):
    page = visit(path).page
    if page.evaluate("document.activeElement.hasAttribute('data-errors')"):
        return  # what must be put right is read first
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scripts", [True, False])
def test_errors_take_the_focus_and_lead_to_their_fields(visit, scripts):
    seen = visit("/ui/gallery/?errors", width="phone", scripts=scripts)
    if scripts:
        assert seen.page.evaluate("document.activeElement.hasAttribute('data-errors')")
    seen.page.get_by_role("link", name="Укажите сумму").click()
    assert "id_wrong-price" in (seen.page.evaluate("document.activeElement.id") if scripts else seen.page.url)


@pytest.mark.parametrize("scripts", [True, False])
def test_larger_letters_by_one_press(visit, scripts):
    page = visit("/ui/gallery/", width="phone", scripts=scripts).page
    html = page.locator("html")
    page.get_by_role("button", name="Самые крупные буквы").click()
    expect(html).to_have_attribute("data-size", "200")
    assert page.url.endswith("/ui/gallery/")
    page.get_by_role("button", name="Белым по чёрному").click()
    expect(html).to_have_attribute("data-contrast", "black")
    expect(html).to_have_attribute("data-size", "200")


def test_larger_letters_do_not_cost_what_was_typed(visit):
    page = visit("/ui/gallery/", width="phone", policy=True).page
    page.get_by_label("Фамилия, имя и отчество").fill("Смирнов Дмитрий")
    with page.expect_request("**/ui/reading/"):
        page.get_by_role("button", name="Буквы крупнее").click()
    expect(page.locator("html")).to_have_attribute("data-size", "125")
    assert page.get_by_label("Фамилия, имя и отчество").input_value() == "Смирнов Дмитрий"
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.locator("html").get_attribute("data-size") == "125"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_language_is_switched_and_the_page_stays(visit, scripts):
    page = visit("/ui/reading/", scripts=scripts).page
    press(page, "English")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", level=1).inner_text() == "How you like to read"


def test_a_second_click_on_send_is_ignored(visit):
    page = visit("/ui/gallery/").page
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/ui/reading/", lambda route: None)  # the answer does not come
    button = page.get_by_role("button", name="Отправить заявление")
    assert button.evaluate("b => { b.click(); b.click(); return b.getAttribute('aria-busy'); }") == "true"
    page.wait_for_timeout(200)
    assert len(sent) == 1


def test_chosen_photos_are_named_before_they_are_sent(visit):
    page = visit("/ui/gallery/", policy=True).page
    files = [{"name": "чек.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 2_000_000}]
    page.locator("input[type=file]").set_input_files([*files])
    assert "чек.jpg, 1,9 МБ" in page.locator(".r-preview").inner_text()
    page.locator("input[type=file]").evaluate("input => { input.dataset.limit = 1_000_000 }")
    page.locator("input[type=file]").set_input_files([*files])
    assert "больше 10 МБ" in page.locator(".r-preview").inner_text()


def test_escape_closes_details_and_keeps_the_focus(visit):
    page = visit("/ui/gallery/").page
    page.locator("details summary").first.focus()
    page.keyboard.press("Escape")
    assert not page.locator("details").first.evaluate("d => d.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("look", ["normal", "black"])
def test_paper_is_black_on_white_and_hides_nothing_that_is_folded(visit, look):
    page = visit("/ui/gallery/desk/", reading=look).page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".r-chart table").is_visible()
    assert not page.locator(".r-filter").is_visible()


def test_the_first_visit_is_light(visit, capsys):
    """Measured as it is served in production: compressed text, letters as they are."""
    page = visit("/ui/gallery/", width="phone").page
    urls = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    parts = {"page": len(gzip.compress(page.content().encode(), 6))}
    static = Path(assets.__file__).parent / "static"
    for url in urls:
        name = re.sub(r"^.*/static/", "", url)
        body = (static / name).read_bytes()
        parts[name] = len(body) if name.endswith("woff2") else len(gzip.compress(body, 6))
    total = sum(parts.values())
    with capsys.disabled():
        told = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sorted(parts.items(), key=lambda part: -part[1]))
        print(f"\nfirst visit: {total / 1000:.1f} KB gzip ({told})")
    assert total <= BUDGET


def test_the_reader_cookie_of_the_tests_is_the_one_of_the_pages():
    assert reading.COOKIE == "ryadom_reading"
