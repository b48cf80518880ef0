import re

import pytest
from django.conf import settings
from django.test import Client

from ryadom.ui import contact
from ryadom.ui.reading import COOKIE

HTML = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def phone(monkeypatch):
    monkeypatch.setattr(
        contact, "_providers", [lambda r: contact.Contact(region="Область", phone="88000000000", hours="с 8 до 20")]
    )


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_choice_is_kept_and_rendered_by_the_server(client):
    answer = client.post("/ui/reading/", {"size": "200", "contrast": "black", "next": "/ui/gallery/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/gallery/")
    html = client.get("/ui/gallery/").content.decode()
    assert 'data-size="200" data-contrast="black" data-spacing="normal"' in html


def test_one_button_of_the_strip_changes_one_thing(client):
    client.post("/ui/reading/", {"size": "150", "contrast": "cream", "spacing": "wide"})
    client.post("/ui/reading/", {"contrast": "black"})
    assert client.cookies[COOKIE].value == "150.black.wide"


@pytest.mark.parametrize("cookie", ["", "x", "9.9.9", "200.black.wide.more", '"><script>', "200"])
def test_a_damaged_cookie_is_no_choice(client, cookie):
    client.cookies[COOKIE] = cookie
    html = client.get("/ui/reading/").content.decode()
    size = re.search(r'data-size="(\w*)"', html)[1]
    assert size in {"1", "200"}
    assert "<script>" not in html


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_sent_elsewhere(client, address):
    answer = client.post("/ui/reading/", {"size": "125", "next": address})
    assert answer["Location"] == "/ui/reading/"


def test_russian_until_the_reader_asks_and_then_english(client):
    russian = client.get("/ui/reading/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="ru"' in russian
    client.post("/language/setlang/", {"language": "en", "next": "/ui/reading/"})
    english = client.get("/ui/reading/")
    assert '<html lang="en"' in english.content.decode()
    assert english["Content-Language"] == "en"


def test_without_a_contact_the_page_shows_none(client, monkeypatch):
    monkeypatch.setattr(contact, "_providers", [])
    assert "tel:" not in client.get("/ui/reading/").content.decode()


def test_the_phone_is_on_every_page(client, phone):
    for address in ("/ui/reading/", "/ui/gallery/", "/no/such/page/"):
        html = client.get(address, **HTML).content.decode()
        assert 'href="tel:+78000000000"' in html
        assert "с 8 до 20" in html


def test_the_demonstration_says_so_on_every_page(client, settings):
    assert "люди придуманы" in client.get("/ui/reading/").content.decode()
    settings.DEMO = False
    assert "люди придуманы" not in client.get("/ui/reading/").content.decode()


def test_the_gallery_is_absent_in_production(client, settings):
    settings.DEMO, settings.DEBUG = False, False
    assert client.get("/ui/gallery/").status_code == 404


def test_a_page_that_is_not_there(client, phone):
    answer = client.get("/no/such/page/", **HTML)
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.content.decode()


def test_a_wrong_method_gets_a_page_and_keeps_allow(client):
    answer = client.put("/ui/reading/", **HTML)
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "Сюда нельзя" in answer.content.decode()


def test_a_machine_gets_no_page(client):
    answer = client.put("/ui/reading/", HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.content) == (405, b"")


def test_an_expired_form_keeps_what_was_typed_but_no_secret():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/ui/reading/", {"story": "Ребёнок был в лагере <b>", "password": "тайна", "code": "1234"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Страница ждала слишком долго" in html
    assert "Ребёнок был в лагере &lt;b&gt;" in html
    assert "тайна" not in html
    assert "1234" not in html


def test_ten_megabytes_of_text_get_one_clear_sentence(client):
    answer = client.post("/ui/reading/", {"story": "а" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, **HTML)
    assert answer.status_code == 413
    assert "слишком большой" in answer.content.decode()


def test_the_same_with_the_check_of_forms_on():
    client = Client(enforce_csrf_checks=True)
    client.get("/ui/reading/")
    answer = client.post("/ui/reading/", {"story": "а" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, **HTML)
    assert answer.status_code == 413


def test_our_fault_is_told_even_when_the_layout_is_at_fault(rf, monkeypatch):
    from ryadom.ui import errors

    def breaks(request):
        raise RuntimeError

    assert errors.broken(rf.get("/")).status_code == 500
    monkeypatch.setattr(contact, "_providers", [breaks])
    answer = errors.broken(rf.get("/"))
    assert answer.status_code == 500
    assert "У нас что-то сломалось" in answer.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 422, 429, 500])
def test_every_error_has_a_title_an_advice_and_a_way_on(rf, phone, status):
    from ryadom.ui import errors

    html = errors.page(rf.get("/x/"), status).content.decode()
    assert str(errors.TOLD[status][0]) in html
    assert 'class="govuk-button"' in html
    assert "Вам ответит человек" in html


def test_a_list_keeps_its_filters_between_pages(client):
    html = client.get("/ui/gallery/desk/?q=Попова&page=2").content.decode()
    assert "?q=%D0%9F%D0%BE%D0%BF%D0%BE%D0%B2%D0%B0&amp;page=3" in html
