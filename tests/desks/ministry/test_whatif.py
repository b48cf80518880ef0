"""«Что, если»: a minister moves a number, keeps what came out, shares it, hands it on; others do not."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.stories.cast import NAMES, family, told

from ryadom.desks.ministry.whatif import session
from ryadom.desks.ministry.whatif.uncosted import lines
from ryadom.people import api as people
from ryadom.people.models import Account, Staff
from ryadom.regions.clock import frozen
from ryadom.rules import api as rules
from ryadom.rules.models import WhatIf
from ryadom.rules.snapshots.families import part_of
from ryadom.rules.snapshots.manifest import About
from ryadom.rules.snapshots.store import SnapshotWriter

CHE, LIP = "RU-CHE", "RU-LIP"
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 12)
DIAL = "/region/what-if/numbers/utilities-payment/"
SEE = {"observer", "head", "methodologist"}
# Session, account, roles, locks and what the region entered itself; a saved scenario costs one or two more.
MOST_QUERIES = 7


@pytest.fixture(autouse=True)
def _noon():
    with frozen(AT):
        yield


@pytest.fixture(scope="module")
def book():
    return rules.book_at(settings.RYADOM.practices, CHE)


@pytest.fixture(scope="module")
def folder(book, tmp_path_factory):
    """The families of the demonstration as a snapshot of a region, imagined as they are."""
    place = tmp_path_factory.mktemp("populations")
    people = [family(name) for name in NAMES if told(name)["facts"]["region"] == CHE]
    with SnapshotWriter(place / "cast", About(CHE, ON, True, 7, "Показ"), book) as writer:
        writer.add(part_of(book, people))
    return place


@pytest.fixture(autouse=True)
def _ground(monkeypatch, folder, book):
    """The rules of the region without a database behind them, its people already loaded."""
    monkeypatch.setattr(rules, "rulebook", lambda region, on: _book(region, book))
    monkeypatch.setattr(session, "folder", lambda: folder)
    session._shelf(folder).wait(book)


def _book(region, book):
    if region != CHE:
        raise LookupError(region)
    return book


@pytest.fixture
def enter(db):
    def sign_in(role: str, region: str = CHE, name: str = "Игорь Савин") -> Client:
        account, new = Account.objects.get_or_create(login=f"{role}-{region}-{name}")
        if new:
            Staff.objects.create(account=account, region=region, role=role, name=name, starts=date(2020, 1, 1))
        client = Client()
        client.force_login(account)
        return client

    return sign_in


def keep(client: Client, value: str = "3704", title: str = "Три тысячи семьсот") -> WhatIf:
    client.post(f"{DIAL}save/", {"v": value, "row": "0", "title": title})
    return WhatIf.objects.in_region(CHE).get(title=title)


def rules_actor():
    account = Account.objects.get(login__startswith="observer-")
    return people.actor(account_id=account.pk, region=CHE, on=ON)


def said(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("address", ["/region/what-if/", DIAL, "/region/what-if/scenarios/"])
@pytest.mark.parametrize("role", ["curator", "specialist", "head", "methodologist", "observer"])
def test_who_may_try_numbers(enter, role, address) -> None:
    assert enter(role).get(address).status_code == (200 if role in SEE else 403)


def test_a_stranger_signs_in_first(db) -> None:
    assert Client().get(DIAL).status_code == 302


def test_the_numbers_say_what_they_decide_and_can_be_found(enter) -> None:
    page = said(enter("observer").get("/region/what-if/"))
    assert page.index("Пороги: от них зависит, кто получит") < page.index("Размеры: от них зависит, сколько")
    found = said(enter("observer").get("/region/what-if/?q=коммунальные+многодетной"))
    assert "Выплата многодетной семье на коммунальные" in found
    assert "Маткапитал" not in found
    assert "Такого числа нет" in said(enter("observer").get("/region/what-if/?q=абракадабра"))


def test_a_moved_number_tells_who_gains_and_what_it_costs(enter) -> None:
    page = said(enter("observer").get(f"{DIAL}?v=3+704,00&wait=1"))
    assert "Если будет 3 704 ₽: больше получат 3 семьи, меньше 0. Расходы вырастут на 3 000 ₽ в месяц." in page
    assert "условное население" in page
    assert "Региональный бюджет" in page
    assert "+36 000 ₽" in page


def test_what_no_sum_weighs_is_said_in_a_line_of_its_own(enter, book) -> None:
    trial = rules.Effect(
        rules.Moved("subsistence-minimum", (), Decimal(1)), rules.Families(1), 0,
        (rules.MeasureRow("home-care", 12, 14, 0, 0), rules.MeasureRow("gas-registration", 5, 5, 0, 0),
         rules.MeasureRow("residential-care", 0, 0, 0, 0), rules.MeasureRow("large-family-utilities", 3, 3, 9, 9)),
        (), {},
    )  # fmt: skip
    told = [line.replace("\xa0", " ") for line in lines(trial, book, "ru")]
    assert told == [
        "Социальные услуги на дому и в дневном центре: услуга, стоимость не введена. "
        "Сейчас право имеют 12 человек, будет 14 человек.",
        f"{book.measures['gas-registration'].file.title.ru}: статус, денег в нём нет. Право у стольких же: 5 семей.",
    ]
    minimum = "/region/what-if/numbers/subsistence-minimum/"
    page = said(enter("observer").get(f"{minimum}?row=0&v=17736&wait=1"))
    assert "статус, денег в нём нет" in page
    assert "стоимость не введена" not in said(enter("observer").get(f"{DIAL}?v=3704&wait=1"))
    workbook = load_workbook(BytesIO(enter("observer").get(f"{minimum}xlsx/?row=0&v=17736").content))
    assert any("статус, денег в нём нет" in str(row[0]) for row in workbook["Без стоимости"].values)
    assert enter("observer").get(f"{minimum}pdf/?row=0&v=17736").content.startswith(b"%PDF")


def test_the_cliffs_of_the_morozovs_are_counted_when_asked_for(enter, book) -> None:
    """With the limit at exactly their income, one rouble more takes the benefit of three children away."""
    rows = rules.parameter_rows(book.parameters["subsistence-minimum"])
    address = f"/region/what-if/numbers/subsistence-minimum/?row={rows.index((('группа', 'на душу'),))}&wait=1&v="
    savin = enter("observer")
    page = said(savin.get(f"{address}17736"))
    assert "Посчитать обрывы дохода" in page and "Появится обрывов" not in page
    page = said(savin.get(f"{address}17736&cliffs=1"))
    made = re.search(r"Появится обрывов: (\d+), исчезнет: (\d+)", page)
    assert made and int(made[1]) >= 3 and "Смотрели семей: " in page
    still = said(savin.get(f"{address}17424&cliffs=1"))
    assert "обрывы дохода" not in still and "Появится обрывов" not in still


def test_a_script_gets_the_result_alone(enter) -> None:
    part = said(enter("observer").get(f"{DIAL}?v=3704", headers={"HX-Request": "true"}))
    assert "больше получат 3 семьи" in part
    assert "<html" not in part


@pytest.mark.parametrize("typed", ["-1", "много", "1e999", "12,345", "NaN", "<script>alert(1)</script>"])
def test_what_is_no_value_is_said_calmly(enter, typed) -> None:
    page = said(enter("observer").get(DIAL, {"v": typed, "wait": "1"}))
    assert "Введите число от 0" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["/region/what-if/numbers/no-such/", f"{DIAL}?row=9", f"{DIAL}?row=x"])
def test_a_number_that_is_not_there(enter, address) -> None:
    assert enter("observer").get(address).status_code == 404


def test_without_a_population_the_page_says_what_to_do(enter, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(session, "folder", lambda: tmp_path)
    page = said(enter("observer").get(DIAL))
    assert "Население не загружено" in page
    assert "ryadom population make" in page
    assert str(tmp_path) in page


def test_a_scenario_is_its_authors_until_shared(enter) -> None:
    savin, boyko = enter("observer"), enter("head", name="Елена Бойко")
    kept = keep(savin)
    address = f"/region/what-if/scenarios/{kept.token}/"
    assert "больше получат 3 семьи" in said(savin.get(address))
    assert boyko.get(address).status_code == 404
    savin.post(f"{address}share/", {"shared": "yes"})
    assert boyko.get(address).status_code == 200
    assert "Три тысячи семьсот" in said(boyko.get("/region/what-if/scenarios/"))


@pytest.mark.parametrize("act", ["share/", "propose/", "take-away/"])
def test_only_the_author_settles_it(enter, act) -> None:
    kept = keep(enter("observer"))
    WhatIf.objects.in_region(CHE).update(shared=True)
    address = f"/region/what-if/scenarios/{kept.token}/{act}"
    assert enter("head", name="Елена Бойко").post(address).status_code == 403
    assert enter("curator").post(address).status_code == 403
    assert enter("observer", LIP).post(address).status_code == 404
    assert enter("observer").get(address).status_code == 405
    assert enter("observer").post(address).status_code == 302


def test_a_proposal_reaches_the_methodologist_with_the_way_to_enter_it(enter) -> None:
    savin = enter("observer")
    kept = keep(savin)
    savin.post(f"/region/what-if/scenarios/{kept.token}/propose/")
    page = said(enter("methodologist", name="Вера Лис").get(f"/region/what-if/scenarios/{kept.token}/"))
    assert "Предложено методологу" in page
    assert "/staff/practices/parameters/utilities-payment/value/?row=0&amp;v=3704" in page
    assert "/staff/practices/" not in said(savin.get(f"/region/what-if/scenarios/{kept.token}/"))


def test_a_moved_number_is_a_scenario_of_the_rules_like_any_other(enter, book) -> None:
    kept = keep(enter("observer"))
    kept_now = rules.saved_scenario(by=rules_actor(), token=kept.token)
    again = rules.read_saved_scenario(kept_now, rules.StatusQuo(book, (), {}, lambda one: one))
    (number,) = again.numbers
    assert (number.parameter, number.before, number.after) == ("utilities-payment", 2704, 3704)
    assert again.hash == kept.hash and kept.document["hash"] == kept.hash
    assert (kept.lock_before, kept.lock_after) == (book.lock, book.lock)
    assert kept_now.trial.effect.families.gain == 3


def test_what_is_taken_away_is_kept_for_whoever_cited_it(enter) -> None:
    savin = enter("observer")
    kept = keep(savin)
    savin.post(f"/region/what-if/scenarios/{kept.token}/take-away/")
    assert savin.get(f"/region/what-if/scenarios/{kept.token}/").status_code == 404
    assert "Три тысячи семьсот" not in said(savin.get("/region/what-if/scenarios/"))
    kept.refresh_from_db()
    assert kept.withdrawn_at == AT


def test_a_proposal_stays_shared(enter) -> None:
    savin = enter("observer")
    kept = keep(savin)
    savin.post(f"/region/what-if/scenarios/{kept.token}/propose/")
    savin.post(f"/region/what-if/scenarios/{kept.token}/share/", {"shared": "no"})
    kept.refresh_from_db()
    assert kept.shared and kept.proposed_at == AT


def test_who_enters_values_himself_is_led_to_the_form_filled_in(enter) -> None:
    lis = enter("methodologist", name="Вера Лис")
    kept = keep(lis)
    page = said(lis.post(f"/region/what-if/scenarios/{kept.token}/propose/", follow=True))
    assert "Внести значение" in page
    assert "3704" in "".join(re.findall(r"<input[^>]*value_0[^>]*>", page)).replace(" ", ""), re.findall(
        r"<input[^>]*value_0[^>]*>", page
    )
    kept.refresh_from_db()
    assert kept.proposed_at == AT  # it is handed on, whether or not the form is sent


def test_two_scenarios_stand_side_by_side(enter) -> None:
    savin = enter("observer")
    pair = [keep(savin, value, title) for value, title in (("3704", "Больше"), ("1704", "Меньше"))]
    page = said(savin.get("/region/what-if/scenarios/compare/", dict(zip("ab", (p.token for p in pair), strict=True))))
    assert "+3 000 ₽" in page
    assert "−3 000 ₽" in page
    assert "на разных правилах" not in page


def test_a_scenario_on_other_rules_says_so(enter) -> None:
    savin = enter("observer")
    kept = keep(savin)
    WhatIf.objects.in_region(CHE).update(lock_before="f" * 64)
    assert "С тех пор изменились: правила" in said(savin.get(f"/region/what-if/scenarios/{kept.token}/"))


def test_a_scenario_of_a_number_that_left_the_rules_can_still_be_read(enter) -> None:
    savin = enter("observer")
    kept = keep(savin)
    kept.summary["moved"]["parameter"] = "gone"
    kept.save()
    assert savin.get(f"/region/what-if/scenarios/{kept.token}/").status_code == 200
    assert savin.get("/region/what-if/scenarios/").status_code == 200


def test_the_workbook_holds_exact_sums_and_says_that_people_are_imagined(enter) -> None:
    response = enter("observer").get(f"{DIAL}xlsx/?v=3704")
    book = load_workbook(BytesIO(response.content))
    main = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert main["Население"] == "условное население"
    assert main["Рублей в год: больше или меньше"] == 36_000
    assert len(book.worksheets) >= 4


def test_the_paper_is_tagged_and_says_the_same(enter) -> None:
    savin = enter("observer")
    kept = keep(savin, title="=Опасное #название")
    for address in (f"{DIAL}pdf/?v=3704", f"/region/what-if/scenarios/{kept.token}/pdf/"):
        pdf = PdfReader(BytesIO(savin.get(address).content))
        text = " ".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ")
        assert "условное население" in text
        assert "больше получат 3 семьи" in " ".join(text.split())
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_price_does_not_grow(enter, django_assert_max_num_queries) -> None:
    savin = enter("observer")
    savin.get(DIAL)
    for number in range(3):
        keep(savin, str(3000 + number), f"Сценарий {number}")
        with django_assert_max_num_queries(MOST_QUERIES):
            savin.get("/region/what-if/scenarios/")
        with django_assert_max_num_queries(MOST_QUERIES):
            savin.get(f"{DIAL}?v=3{number}00&wait=1")
