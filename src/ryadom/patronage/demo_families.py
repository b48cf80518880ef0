"""Invented families for the demonstration: so many that a curator's list is as long as in life. Drawn by seed.

Every address says that the family is invented; nobody's name, number or street was taken from anywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = _words(
    "Абрамов Баранов Веснин Громов Дроздов Егоров Жаров Зайцев Исаев Климов Лапин Мартынов Назаров "
    "Осипов Панин Рябов Савин Титов Уваров Филин Хромов Цветов Чернов Шубин Щукин Юдин Яшин Беляев "
    "Воронов Горин Демин Ершов Зотов Ильин Карпов Ларин Майоров Носов Орехов Попов"
)
WOMEN = _words("Анна Мария Ольга Елена Ирина Светлана Татьяна Наталья Людмила Марина Алсу Гузель Вера Нина")
MEN = _words("Иван Пётр Сергей Андрей Олег Ринат Марат Виктор Юрий Павел")
MOTHERS = _words("Ивановна Петровна Сергеевна Андреевна Олеговна Викторовна Юрьевна Павловна")
CHILDREN = _words("Миша Даша Саша Лена Костя Алиса Ваня Соня Тимур Рита")
PLACES = ("Синеозёрск", "Каменка", "Родниковск", "Светлый Яр")
MARK = "условная семья"
ENDING = {14: 12, 29: 19}  # whose disability must be confirmed anew, and in how many days


@dataclass(frozen=True)
class Files:
    """Three tables as they would be loaded from a file, and the keys of who heads each family."""

    files: Sequence[tuple[str, bytes]]
    heads: Sequence[tuple[str, str, date]]  # surname, name, born


def families(many: int, on: date, seed: str) -> Files:
    """So many families: lone old women, parents with children, some with many."""
    draw = Random(seed)  # noqa: S311  # the same people each time, no secret
    persons: list[list[str]] = [
        ["person", "surname", "name", "patronymic", "birth_date", "sex", "phone", "address", "source"]
    ]
    homes = [["family", "person", "role", "starts", "address", "source"]]
    facts = [["person", "fact", "value", "source", "valid_to"]]
    heads = []
    for number in range(many):
        old = draw.random() < 0.3
        surname, name = SURNAMES[number % len(SURNAMES)] + "а", draw.choice(WOMEN)
        born = _born(draw, on, (68, 86) if old else (24, 45))
        place = f"{draw.choice(PLACES)}, {MARK} {number + 1}"
        head, family = f"p{number}", f"f{number}"
        phone = f"+7 300 001-{number // 100:02}-{number % 100:02}"
        persons.append([head, surname, name, draw.choice(MOTHERS), f"{born}", "female", phone, place, "document"])
        homes.append([family, head, "head", "2015-01-01", place, "document"])
        work = "none" if old else draw.choice(("none", "employed"))
        facts += _facts(head, "old_age" if old else "none", work)
        if number in ENDING:  # the word of the commission is for a year, and the year is nearly over
            facts.append([head, "disability", "third", "document", f"{on + timedelta(days=ENDING[number])}"])
        heads.append((surname, name, born))
        if not old:
            _household(draw, on, number, surname, place, persons, homes, facts)
    tables = {"persons": persons, "families": homes, "facts": facts}
    return Files([(f"{title}.csv", _csv(rows)) for title, rows in tables.items()], heads)


def _household(draw: Random, on: date, number: int, surname: str, place: str, *tables: list[list[str]]) -> None:
    persons, homes, facts = tables
    if draw.random() < 0.6:
        who, born = f"p{number}s", _born(draw, on, (26, 48))
        persons.append([who, surname.removesuffix("а"), draw.choice(MEN), "", f"{born}", "male", "", place, "document"])
        homes.append([f"f{number}", who, "spouse", "2015-01-01", place, "document"])
        facts += _facts(who, "none", "employed")
    for child in range(draw.choice((1, 1, 2, 2, 3, 4))):
        who, born = f"p{number}c{child}", _born(draw, on, (1, 16))
        persons.append([who, surname, draw.choice(CHILDREN), "", f"{born}", "", "", place, "document"])
        homes.append([f"f{number}", who, "child", f"{born}", place, "document"])
        facts.append([who, "citizen", "true", "document", ""])


def _facts(who: str, pension: str, work: str) -> list[list[str]]:
    known = {
        "citizen": "true", "lives-here": "true", "disability": "none", "study": "none", "pension": pension, "work": work
    }  # fmt: skip
    return [[who, key, value, "document", ""] for key, value in known.items() if value != "none"]


def _born(draw: Random, on: date, ages: tuple[int, int]) -> date:
    years = draw.uniform(*ages)
    return on - timedelta(days=int(years * 365.25))


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()
