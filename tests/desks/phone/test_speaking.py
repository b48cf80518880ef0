"""What is read aloud: reasons wait for «почему», nothing takes over a minute, letters go by their words."""

from datetime import date

from ryadom.cases.api import Told
from ryadom.desks.phone import speaking


def test_what_was_asked_in_writing_is_asked_aloud():
    spoken = speaking.read_aloud("Напишите дату числами. Буквы для звонка: назовите номер и буквы КАРТ.")
    assert spoken.lines[0] == "Скажите дату числами."
    assert "К — Константин, А — Анна, Р — Роман, Т — Татьяна" in spoken.lines[1]


def test_reasons_are_read_when_somebody_asks():
    spoken = speaking.read_aloud("Пособие положено: 1 500 ₽.\n\nПочему:\n• Работы нет\n• Вы на учёте")
    assert spoken.lines == ("Пособие положено: одна тысяча пятьсот рублей.",)
    assert spoken.more == ("Почему:", "Работы нет", "Вы на учёте")


def test_nothing_takes_over_a_minute_at_once():
    lines = [f"Мера номер {n}: выплата на каждого ребёнка до восемнадцати лет." for n in range(40)]
    spoken = speaking.read_aloud("\n".join(lines))
    assert 0 < spoken.seconds <= 60
    assert len(spoken.lines) + len(spoken.more) == 40, "nothing is lost"


def test_a_stage_is_told_without_a_name():
    told = Told("74-2026-000123", "Принято", date(2026, 11, 12), date(2026, 11, 26), False, False, None, "")
    said = " ".join(speaking.of_status(told).lines)
    assert "номер семьдесят четыре, две тысячи двадцать шесть, сто двадцать три" in said
    assert "Ответим до двадцать шестого ноября две тысячи двадцать шестого года" in said
    unknown = Told("74-2026-000123", "Принято", date(2026, 11, 12), None, False, False, None, "")
    assert "срок регион ещё не внёс" in " ".join(speaking.of_status(unknown).lines)
    closed = Told("74-2026-000123", "Решение", date(2026, 11, 12), None, False, False, date(2026, 11, 20), "отказано")
    assert "Итог: отказано." in " ".join(speaking.of_status(closed).lines)
