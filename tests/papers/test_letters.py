"""Галина Петровна gets letters: one page, large print, readable by a screen reader, and nobody's name is a program."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from ryadom.papers import codeword, letters, sms
from ryadom.ui.figures import day, roubles

SHEET = letters.Sheet(
    authority="Министерство социальных отношений",
    addressee="Галине Петровне Соколовой, Миасс",
    on=date(2026, 11, 12),
    contact="Ваш специалист — Ольга Маслова, 8 (3513) 55-00-00, по будням с 9 до 17",
    codeword="рябина 47",
)
NASTY = '#panic("нет") *жир* _курсив_ $x^2$ @ссылка <метка> \\ "]] #import "x" {{ 7*7 }} <script>'


def text(pdf: bytes) -> str:
    raw = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(raw.replace("\u00ad", "").split())


def answer(count: int) -> bytes:
    rights = tuple(
        letters.RightLine(f"Мера поддержки номер {n}", "24 500 ₽", "Вы живёте в области") for n in range(count)
    )
    return letters.answer(
        letters.AnswerLetter(SHEET, rights, ("Подайте заявление", "Заключите договор", "Пришлите чеки"))
    )


def test_answer_is_one_tagged_page_in_russian():
    pdf = answer(3)
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "ru" and "/StructTreeRoot" in root
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()
    found = text(pdf)
    for part in (
        "Что вам положено и что делать",
        "24 500 ₽",
        "Подайте заявление",
        "рябина 47",
        "Ольга Маслова",
        "12 ноября 2026",
    ):
        assert part in found


def test_body_is_sixteen_points():
    sizes = []
    PdfReader(io.BytesIO(answer(1))).pages[0].extract_text(
        visitor_text=lambda t, cm, tm, font, size: sizes.append(round(abs(size * tm[3]) or size)) if t.strip() else None
    )
    assert sizes and min(sizes) >= 16


def test_many_rights_stay_on_one_page_and_say_how_many_are_left():
    pdf = answer(30)
    assert letters.pages(pdf) == 1
    assert "И ещё мер: " in text(pdf)


def refusal(**changes) -> letters.DecisionLetter:
    values = {
        "sheet": SHEET, "number": "74-2026-000123", "outcome": "Отказано в выплате.",
        "reasons": (letters.ReasonLine("Доход выше границы.", "36 000 ₽ больше 35 564 ₽", "548-ЗО, статья 3"),),
        "steps": (), "appeal": "Подайте жалобу до 12 февраля 2027.", "signer": "Н. Иванова",
    } | changes  # fmt: skip
    return letters.DecisionLetter(**values)


def test_refusal_tells_the_numbers_the_article_and_how_to_appeal():
    pdf = letters.decision(refusal())
    found = text(pdf)
    for part in ("36 000 ₽ больше 35 564 ₽", "548-ЗО, статья 3", "Если вы не согласны", "Н. Иванова", "74-2026-000123"):
        assert part in found
    assert letters.pages(pdf) == 1


@pytest.mark.parametrize("place", ["addressee", "authority", "contact", "codeword"])
def test_markup_in_a_name_prints_as_itself(place):
    pdf = letters.decision(refusal(sheet=replace(SHEET, **{place: NASTY}), outcome=NASTY))
    assert '#panic("нет")' in text(pdf) and "$x^2$" in text(pdf) and "49" not in text(pdf)


def test_application_prints_every_fact_even_on_a_second_page():
    facts = tuple(letters.FactLine(f"сведение {n}", str(n), "с ваших слов") for n in range(40))
    letter = letters.ApplicationLetter(
        SHEET, "Выплата на газ", "Прошу назначить выплату.", facts, ("Договор",), "Г. П. Соколова"
    )
    found = text(letters.application(letter))
    assert all(f"сведение {n}:" in found for n in range(40)) and "Подпись" in found


def test_short_application_is_one_page():
    facts = (
        letters.FactLine("дата рождения", "3 марта 1956"),
        letters.FactLine("жильё в собственности", "да", "Росреестр"),
    )
    letter = letters.ApplicationLetter(SHEET, "Выплата на газ", "Прошу назначить выплату.", facts, (), "Г. П. Соколова")
    assert letters.pages(letters.application(letter)) == 1


def test_the_same_letter_is_the_same_bytes():
    assert letters.decision(refusal()) == letters.decision(refusal())


def test_fallback_font_holds_cyrillic(monkeypatch, tmp_path):
    monkeypatch.setattr(letters, "FONTS", tmp_path / "absent")
    letters._families.cache_clear()
    try:
        assert "Отказано" in text(letters.decision(refusal()))
    finally:
        letters._families.cache_clear()


def test_sms_fits_three_parts_without_link_or_health():
    messages = [
        sms.received(number="74-2026-000123", promised=date(2026, 11, 26), phone="8 (3513) 55-00-00"),
        sms.received(number="74-2026-000123", promised=date(2026, 11, 26), phone="8 (3513) 55-00-00", letters="КАРТ"),
        sms.received(number="74-2026-000123", promised=None, phone="8 (3513) 55-00-00", letters="КАРТ"),
        sms.granted(number="74-2026-000123", amount=Decimal("199999.99"), phone="8 (3513) 55-00-00"),
        sms.refused(number="74-2026-000123", phone="8 (3513) 55-00-00"),
        sms.bring(number="74-2026-000123", until=date(2026, 11, 26), phone="8 (3513) 55-00-00"),
    ]
    assert all(len(message) <= 201 for message in messages)
    assert "назовите номер и буквы КАРТ" in messages[1]


@pytest.mark.parametrize("bad", ["а" * 202, "Смотрите ryadom.ru/x", "https://x", "Справка об инвалидности готова"])
def test_sms_refuses_what_may_not_be_sent(bad):
    with pytest.raises(sms.NotForSms):
        sms.checked(bad)


def test_sums_and_days():
    assert roubles(Decimal("24500")) == "24\u00a0500\u00a0₽"
    assert roubles(Decimal("12675.75")) == "12\u00a0675,75\u00a0₽"
    assert day(date(2026, 11, 12)) == "12\u00a0ноября\u00a02026"
    with pytest.raises(ValueError):
        roubles(Decimal("0.001"))


def test_codeword_is_heard_with_or_without_yo():
    assert (
        codeword.same("Ёлка 12", "елка 12")
        and not codeword.same("", "")
        and not codeword.same("берёза 11", "берёза 12")
    )
    assert codeword.new() != codeword.new() or codeword.new() != codeword.new()


@pytest.mark.parametrize(
    "odd", ["Галя 😀", "مرحبا", "Әлфия Ҡаҙаҡ Ўзбек", "中文", "a\x00b\x07", "Га\u202eля", "e\u0301"]
)
def test_a_letter_is_written_whatever_letters_a_name_has(odd):
    found = text(letters.decision(refusal(outcome=f"Отказано. {odd}")))
    assert "Отказано." in found and "548-ЗО" in found
    for character in ("Ә", "Ў"):
        assert (character in odd) == (character in found)
