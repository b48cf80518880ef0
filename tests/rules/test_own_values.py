"""A region enters its own numbers: one writes, another approves, and the rules of every process read them at once.

The Ivanovs move to Lipetsk, whose subsistence minimum no practice knows.
"""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import IntegrityError, transaction
from tests.cases.conftest import staff  # noqa: F401  (the same office)
from tests.cases.test_at_once import both as at_once
from tests.database import database_address

from ryadom.packs.api import install_library, read_documents
from ryadom.people.api import Actor
from ryadom.people.events import unsubscribe
from ryadom.rules import api as rules
from ryadom.rules import entering
from ryadom.rules.entered import lay_over, with_entered
from ryadom.rules.events import ValueApproved, ValueEntered, subscribe
from ryadom.rules.models import ValueEntry

CHE, LIP = "RU-CHE", "RU-LIP"
ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
WHEN = {"on": ON, "at": AT}
MINIMUM = "subsistence-minimum"
ACT = rules.Act("Постановление Правительства", "77", date(2025, 12, 1), "https://example.org/77", "act")
HERE = Path(__file__).resolve().parents[2]
IVANOVY = read_documents((HERE / "demo/cast/ivanovy.yaml").read_text("utf-8"), "ivanovy.yaml")[0].data["facts"]


def row(group):
    return (("группа", group),)


def year(number, **values):
    """Values of a year by group; groups are named by a letter, as a test reads them."""
    groups = {"all": "на душу", "work": "трудоспособные", "old": "пенсионеры", "child": "дети"}
    keyed = {row(groups[group]): Decimal(value) for group, value in values.items()}
    return rules.Offer(MINIMUM, keyed, date(number, 1, 1), date(number, 12, 31), ACT)


@pytest.fixture
def law(db):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)


@pytest.fixture
def lis(staff):  # noqa: F811
    return staff("Лис Татьяна", "methodologist", region=LIP)


@pytest.fixture
def boyko(staff):  # noqa: F811
    return staff("Бойко Раиса", "head", region=LIP)


def the_book(region):
    """The library on disk with what the region has approved: as `rulebook` gives it, without installing anything."""
    return with_entered(rules.book_at(settings.RYADOM.practices, region))


def enter(by, offer, **more):
    return rules.enter_value(by=by, book=the_book(by.region), offer=offer, **{**WHEN, **more})


def benefit(region=LIP, on=ON):
    """What the Ivanovs are told of the unified benefit for Sasha in this region."""
    book = rules.rulebook(region, on)
    family = family_of(IVANOVY | {"region": region}, book, on)
    found = rules.answer(book, family, on=on).measures
    return next(one for one in found if one.id == "unified-child-benefit@sasha")


def family_of(data, book, on):
    # What only a measure of Chelyabinsk asks is not known elsewhere.
    data = {key: value for key, value in data.items() if key not in ("attested", "documents", "received")}
    data["family"] = {key: value for key, value in data["family"].items() if key in book.facts}
    document = read_documents(yaml.safe_dump(data, allow_unicode=True), "facts.yaml")[0]
    return rules.family_from_document(document, lambda region: book, on)


FULL = year(2026, all=17000, work=18500, old=14600, child=16500)


def test_the_same_family_is_told_not_entered_before_and_an_amount_after(law, lis, boyko):
    before = benefit()
    assert (before.outcome, before.amount.value) == (rules.Outcome.FAILED, None)
    assert before.amount.broken.ru == "прожиточный минимум (дети) на 20.11.2026 не внесён"
    lock = rules.rulebook(LIP, ON).lock
    entered = enter(lis, FULL)
    assert benefit() == before  # a proposal changes nothing
    rules.approve_value(by=boyko, entry=entered.token, at=AT)
    after = benefit()
    assert after.outcome != rules.Outcome.FAILED
    assert (after.amount.broken, after.amount.value) == (None, Decimal("12375.00"))
    assert rules.rulebook(LIP, ON).lock != lock  # what a decision cites


def test_another_region_keeps_its_own(law, lis, boyko):
    before = rules.rulebook(CHE, ON)
    rules.approve_value(by=boyko, entry=enter(lis, FULL).token, at=AT)
    assert rules.rulebook(CHE, ON) is before
    assert rules.value_entries(region=CHE) == ()


def test_a_past_day_keeps_the_old_value(law, staff):  # noqa: F811
    first, second = staff("Лис", "methodologist"), staff("Бойко", "head")
    old, now = benefit(CHE, date(2025, 12, 20)), benefit(CHE)
    offer = year(2026, child=17500)
    with pytest.raises(rules.BadOffer, match=r"уже внесено: дети: 16.901.₽, с 01.01.2026 по 31.12.2026"):
        enter(first, offer)
    sure = rules.Offer(offer.parameter, offer.values, offer.starts, offer.ends, ACT, sure=frozenset({"overlap"}))
    rules.approve_value(by=second, entry=enter(first, sure).token, at=AT)
    assert benefit(CHE, date(2025, 12, 20)).amount == old.amount
    assert benefit(CHE).amount != now.amount
    minimum = rules.rulebook(CHE, ON).parameters[MINIMUM]
    assert [minimum.at(day, CHE, row("дети")).value for day in (date(2025, 7, 1), ON)] == [15825, 17500]
    used = minimum.at(ON, CHE, row("дети"))
    assert (used.verified, used.source) == ("act", "Постановление Правительства № 77 от 01.12.2025")


def test_a_mistake_is_replaced_by_a_new_record_and_stays_in_the_history(lis, boyko):
    wrong = rules.approve_value(by=boyko, entry=enter(lis, FULL).token, at=AT)
    # The act holds from February only: January must be "not entered" again.
    values = {keys: value + 1 for keys, value in FULL.values.items()}
    right = rules.Offer(MINIMUM, values, date(2026, 2, 1), date(2026, 12, 31), ACT, instead=wrong.token)
    with pytest.raises(rules.BadOffer, match="заменяется целиком"):
        enter(lis, rules.Offer(MINIMUM, {row("дети"): Decimal(1)}, right.starts, right.ends, ACT, wrong.token))
    entered = enter(boyko, right)
    assert rules.value_entries(region=LIP)[0].instead == wrong.token
    rules.approve_value(by=lis, entry=entered.token, at=AT)
    minimum = the_book(LIP).parameters[MINIMUM]
    assert minimum.holding(date(2026, 1, 15), LIP, row("дети")) is None
    assert minimum.at(ON, LIP, row("дети")).value == 16501
    told = rules.value_entries(region=LIP, parameter=MINIMUM)
    assert [(one.verdict, one.replaced, one.author_name) for one in told] == [
        ("approved", False, "Бойко Раиса"), ("approved", True, "Лис Татьяна"),
    ]  # fmt: skip
    with pytest.raises(rules.BadOffer, match="уже заменена"):
        enter(lis, rules.Offer(MINIMUM, values, date(2026, 3, 1), right.ends, ACT, wrong.token))


def test_all_problems_are_told_at_once(lis):
    offer = rules.Offer(
        MINIMUM, {row("дети"): Decimal(-1), row("пенсионеры"): Decimal("1.005")}, None, None,
        rules.Act(url="страница", dated=date(2027, 1, 1)),
    )  # fmt: skip
    with pytest.raises(rules.BadOffer) as told:
        enter(lis, offer)
    fields = [(one.field, one.keys) for one in told.value.problems]
    assert fields == [
        ("values", row("дети")), ("values", row("пенсионеры")), ("starts", None), ("act", None), ("act_date", None),
        ("act_url", None), ("verified", None),
    ]  # fmt: skip
    assert not ValueEntry.objects.in_region(LIP).exists()


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (rules.Offer("no-such", {(): Decimal(1)}, ON, None, ACT), "Такого числа"),
        (rules.Offer(MINIMUM, {}, ON, ON, ACT), "Впишите значение"),
        (rules.Offer(MINIMUM, {(): Decimal(1)}, ON, ON, ACT), "Такой строки"),
        (rules.Offer(MINIMUM, FULL.values, ON, date(2026, 1, 1), ACT), "раньше первого"),
        (rules.Offer(MINIMUM, FULL.values, ON, None, ACT), "меняют каждый год"),
    ],
    ids=["unknown", "empty", "row", "backwards", "endless"],
)
def test_what_cannot_be_a_value_is_refused_with_a_sentence(lis, offer, said):
    with pytest.raises(rules.BadOffer, match=said):
        enter(lis, offer)


@pytest.mark.parametrize(("value", "asks"), [("50704", True), ("50703", False), ("5633", True), ("5634", False)])
def test_a_value_three_times_the_former_asks_again(staff, value, asks):  # noqa: F811
    offer = year(2027, child=value)  # 16 901 before
    told = rules.value_problems(the_book(CHE), offer, (), on=ON)
    assert [one.code for one in told] == (["jump"] if asks else [])
    sure = rules.Offer(offer.parameter, offer.values, offer.starts, offer.ends, ACT, sure=frozenset({"jump"}))
    assert rules.value_problems(the_book(CHE), sure, (), on=ON) == ()


def test_a_value_that_begins_later_bounds_the_new_one(db):
    offer = rules.Offer(MINIMUM, {row("дети"): Decimal(16000)}, date(2025, 6, 1), date(2026, 6, 1), ACT)
    told = rules.value_problems(the_book(CHE), offer, (), on=ON)
    assert [(one.field, one.code) for one in told] == [("ends", ""), ("starts", "overlap")]
    assert "31.12.2025" in told[0].text


def test_who_entered_does_not_approve_and_a_reason_is_given(lis, boyko):
    entered = enter(lis, FULL)
    for verb, more in ((rules.approve_value, {}), (rules.give_back_value, {"reason": "так"})):
        with pytest.raises(rules.NotYours, match="другой человек"):
            verb(by=lis, entry=entered.token, at=AT, **more)
    with pytest.raises(rules.NotYours):
        rules.take_back_value(by=boyko, entry=entered.token, at=AT)
    with pytest.raises(rules.BadOffer, match="что поправить"):
        rules.give_back_value(by=boyko, entry=entered.token, reason="\u202e ", at=AT)
    back = rules.give_back_value(by=boyko, entry=entered.token, reason="В акте 16 550", at=AT)
    assert (back.verdict, back.note, back.second_name) == ("returned", "В акте 16 550", "Бойко Раиса")
    with pytest.raises(rules.AlreadySettled, match=r"Бойко Раиса, 20.ноября.2026 в .* возвращено"):
        rules.approve_value(by=boyko, entry=entered.token, at=AT)
    assert rules.take_back_value(by=lis, entry=enter(lis, FULL).token, at=AT).verdict == "taken_back"
    assert the_book(LIP).parameters[MINIMUM].holding(ON, LIP, row("дети")) is None


def test_one_waits_at_a_time_for_the_same_day(lis, boyko):
    enter(lis, FULL)
    with pytest.raises(rules.BadOffer, match="ждёт второго человека: Лис Татьяна"):
        enter(boyko, FULL)


ROLES = ("curator", "specialist", "head", "methodologist", "observer", "foreign", "anonymous")
KEEP = {"head", "methodologist"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", ["enter", "approve", "give_back", "take_back"])
def test_who_may(lis, staff, role, verb):  # noqa: F811
    who = {"foreign": lambda: staff("Чужой", "head", "methodologist"), "anonymous": lambda: Actor(LIP)}
    by = who[role]() if role in who else staff("Некто", role, region=LIP)
    token = enter(lis, FULL).token if verb != "enter" else None
    deeds = {
        "enter": lambda: enter(by, FULL),
        "approve": lambda: rules.approve_value(by=by, entry=token, at=AT),
        "give_back": lambda: rules.give_back_value(by=by, entry=token, reason="Нет", at=AT),
        "take_back": lambda: rules.take_back_value(by=by, entry=token, at=AT),
    }
    if role == "foreign" and verb == "enter":
        with pytest.raises(rules.BadOffer):  # in their own region, where these days are taken
            deeds[verb]()
    elif role in KEEP and verb != "take_back":
        assert deeds[verb]().verdict in ("waiting", "approved", "returned")
    else:
        with pytest.raises(rules.NoEntry if role == "foreign" else rules.NotYours):
            deeds[verb]()


def test_what_was_entered_is_announced(lis, boyko):
    heard = []

    def hear(event):
        heard.append((type(event).__name__, event.region, event.parameter, event.starts))

    for kind in (ValueEntered, ValueApproved):
        subscribe(kind, hear)
    try:
        rules.approve_value(by=boyko, entry=enter(lis, FULL).token, at=AT)
    finally:
        for kind in (ValueEntered, ValueApproved):
            unsubscribe(kind, hear)
    assert heard == [(name, LIP, MINIMUM, date(2026, 1, 1)) for name in ("ValueEntered", "ValueApproved")]


@pytest.mark.parametrize("change", [{"act": "Другой"}, {"verdict": "returned"}, {"values": []}, {"starts": ON}])
def test_the_database_keeps_a_record_as_it_was(lis, boyko, change):
    token = rules.approve_value(by=boyko, entry=enter(lis, FULL).token, at=AT).token
    rows = ValueEntry.objects.in_region(LIP).filter(token=token)
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        rows.delete()


def test_a_row_that_a_practice_no_longer_has_is_read_by_nobody(lis, boyko):
    entry = rules.approve_value(by=boyko, entry=enter(lis, FULL).token, at=AT)
    strange = replace(entry, values={(("возраст", "дети"),): Decimal(5)})
    book = the_book(CHE)
    assert lay_over(book, [strange]).parameters[MINIMUM] is book.parameters[MINIMUM]


def test_measures_that_use_a_number_are_found_through_definitions(db):
    using = rules.measures_using(the_book(CHE), ON)
    assert "unified-child-benefit" in using[MINIMUM]
    assert using.keys() == the_book(CHE).parameters.keys()
    assert using["minimum-wage"]


# --- several people and several processes ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_approve_at_once_and_one_is_told_who_was_first(lis, boyko, staff, monkeypatch):  # noqa: F811
    token = enter(lis, FULL).token
    settle = entering._settle

    def slowly(*args, **more):  # long enough for the other to have read the record, were it not locked
        time.sleep(0.5)
        settle(*args, **more)

    monkeypatch.setattr(entering, "_settle", slowly)
    other = staff("Ершова Нина", "methodologist", region=LIP)

    def approve(by):
        def run():
            try:
                return rules.approve_value(by=by, entry=token, at=AT)
            except rules.EntryRefused as no:
                return no

        return run

    done = at_once(approve(boyko), approve(other))
    assert sorted(type(one).__name__ for one in done) == ["AlreadySettled", "EntryView"]
    late = next(str(one) for one in done if isinstance(one, rules.AlreadySettled))
    first = next(one for one in done if isinstance(one, rules.EntryView))
    assert first.second_name in late and "утверждено" in late


@pytest.mark.django_db(transaction=True)
def test_two_enter_the_same_day_at_once_and_one_record_waits(lis, boyko):
    book = the_book(LIP)

    def run(by):
        def deed():
            try:
                return rules.enter_value(by=by, book=book, offer=FULL, **WHEN)
            except rules.EntryRefused as no:
                return no

        return deed

    assert sorted(type(one).__name__ for one in at_once(run(lis), run(boyko))) == ["BadOffer", "EntryView"]
    assert len(rules.values_waiting(region=LIP)) == 1


WORKER = """
import sys
import django
django.setup()
from datetime import date
from ryadom.rules import api as rules
from ryadom.rules import entering
from ryadom.rules.parameters import ParameterMissing
for _line in sys.stdin:
    minimum = rules.rulebook("RU-LIP", date(2026, 11, 20)).parameters["subsistence-minimum"]
    try:
        print(minimum.at(date(2026, 11, 20), "RU-LIP", (("группа", "дети"),)).value, flush=True)
    except ParameterMissing:
        print("not entered", flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_another_process_that_has_read_the_book_reads_the_new_value(law, lis, boyko):
    env = {
        **os.environ, "DATABASE_URL": database_address(), "PYTHONPATH": str(HERE / "src"), "PYTHONIOENCODING": "utf-8",
        "DJANGO_SETTINGS_MODULE": "ryadom.site.settings",
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )

    def asks():
        worker.stdin.write("?\n")
        worker.stdin.flush()
        return worker.stdout.readline().strip()

    try:
        assert asks() == "not entered"
        entered = enter(lis, FULL)
        assert asks() == "not entered"
        rules.approve_value(by=boyko, entry=entered.token, at=AT)
        assert asks() == "16500"
    finally:
        worker.stdin.close()
        worker.wait(30)
