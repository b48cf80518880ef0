"""The calibration report of an imagined region: a page to read, the same as data, and four pictures."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from ryadom.rules.imagined.calibration import BIN, KOPECKS, YEAR, Counts, Row, rows
from ryadom.rules.imagined.households import FEMALE, MALE
from ryadom.rules.imagined.layout import PLACES
from ryadom.rules.imagined.pictures import Bar, bars

WARNING = (
    "**Условное население.** Эти семьи придуманы программой по файлу долей; таких людей нет. Строка «допущение» "
    "значит, что источника у числа нет: это предположение, а не статистика."
)
PICTURES = {"ages": "возраст и пол", "sizes": "размер семей", "incomes": "доход на человека", "unknown": "неизвестное"}
LONGEST_PICTURE = 24
QUANTILES = (10, 20, 30, 40, 50, 60, 70, 80, 90)


def write_report(folder: Path, counts: Counts, *, seed: int, on: date, hash: str) -> None:
    """calibration.md, calibration.json and the pictures, into a folder that stands."""
    found = rows(counts)
    for name, picture in pictures(counts, found).items():
        (folder / f"calibration-{name}.svg").write_text(picture, "utf-8")
    about = about_of(counts, seed=seed, on=on, hash=hash)
    data = {**about, "rows": [_data(row) for row in found], "incomes": incomes_of(counts)}
    (folder / "calibration.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "calibration.md").write_text(page(counts, found, about), "utf-8")


def about_of(counts: Counts, *, seed: int, on: date, hash: str) -> dict[str, Any]:
    """What was imagined, as data."""
    return {
        "imagined": True,
        "notice": "условное население",
        "region": counts.region.region,
        "title": counts.region.title,
        "as_of": on.isoformat(),
        "seed": seed,
        "families": counts.families,
        "persons": counts.persons,
        "estimates": counts.estimates,
        "snapshot": hash,
        "left_unknown": dict(counts.region.left_unknown),
    }


def incomes_of(counts: Counts) -> list[dict[str, Any]]:
    """The mix of incomes by kind in the last year: people, roubles of all, roubles of one in a month."""
    return [
        {
            "kind": kind,
            "title": PLACES[f"income.{kind}"].title.partition(": ")[2],
            "people": people,
            "roubles": kopecks // KOPECKS,
            "a_month": kopecks // (max(people, 1) * YEAR * KOPECKS),
        }
        for kind, (people, kopecks) in counts.year.items()
    ]


def page(counts: Counts, found: Sequence[Row], about: dict[str, Any]) -> str:
    """The report to read."""
    lines = [
        f"# Условное население: {counts.region.title}",
        "",
        WARNING,
        "",
        f"Семей {counts.families}, людей {counts.persons}, на {about['as_of']}, зерно {about['seed']}. "
        f"Хеш снимка `{about['snapshot']}`. Приблизительных доходов {counts.estimates} "
        f"({_percent(Decimal(counts.estimates) / max(counts.families, 1), 3)} семей).",
        "",
    ]
    lines += [f"![условное население: {PICTURES[name]}](calibration-{name}.svg)" for name in PICTURES]
    lines += [
        "",
        "## Доходы за последний год",
        "",
        "| вид | людей | всего, ₽ | на одного в месяц, ₽ |",
        "|---|--:|--:|--:|",
    ]
    lines += [
        f"| {one['title']} | {one['people']} | {one['roubles']} | {one['a_month']} |" for one in incomes_of(counts)
    ]
    lines += ["", "## Задано и получено", "", "| что | значение | задано | получено | разница, п. п. | из | откуда |"]
    lines += ["|---|---|--:|--:|--:|--:|---|", *(_line(row) for row in found), "", "## Оставлено неизвестным", ""]
    lines += [f"- `{key}`: {why}" for key, why in counts.region.left_unknown.items()]
    return "\n".join(lines) + "\n"


def _income(one: dict[str, Any]) -> str:
    return f"| {one['title']} | {one['people']} | {one['roubles']} | {one['a_month']} |"


def _line(row: Row) -> str:
    return (
        f"| {row.title} | {row.name} | {_percent(row.asked)} | {_percent(row.reached)} | "
        f"{row.difference * 100:+.2f} | {row.of} | {row.origin} |"
    )


def _percent(share: Decimal, places: int = 2) -> str:
    return f"{share * 100:.{places}f} %"


def _data(row: Row) -> dict[str, Any]:
    return {
        "path": row.path,
        "title": row.title,
        "name": row.name,
        "asked": str(row.asked),
        "reached": str(row.reached),
        "difference": str(row.difference),
        "of": row.of,
        "origin": row.origin,
    }


def pictures(counts: Counts, found: Sequence[Row]) -> dict[str, str]:
    """The pictures by name."""
    return {
        "ages": bars("Возраст и пол", ("женщины", "мужчины"), _pyramid(counts)),
        "sizes": bars("Людей в семье", ("семей",), _sizes(counts)),
        "incomes": bars("Доход на человека в месяц по долям семей, ₽", ("не больше",), _incomes(counts)),
        "unknown": bars("Доля неизвестного", ("задано", "получено"), _unknown(found)),
    }


def _pyramid(counts: Counts) -> list[Bar]:
    """Five years a row, the oldest on top."""
    found = []
    for first in range(95, -1, -5):
        last = first + 5 if first < 95 else None
        both = tuple(int(counts.pyramid[sex][first:last].sum()) for sex in (FEMALE, MALE))
        name = f"{first}–{first + 4}" if last else f"{first} и старше"
        found.append(Bar(name, tuple(map(float, both)), tuple(map(str, both))))
    return found


def _sizes(counts: Counts) -> list[Bar]:
    largest = int(np.flatnonzero(counts.sizes).max(initial=1))
    return [Bar(str(size), (float(counts.sizes[size]),), (str(counts.sizes[size]),)) for size in range(1, largest + 1)]


def _incomes(counts: Counts) -> list[Bar]:
    """The income a head below which a tenth, two tenths ... of families with whole records live."""
    below, total = np.cumsum(counts.heads), max(int(counts.heads.sum()), 1)
    found = []
    for share in QUANTILES:
        roubles = (int(np.searchsorted(below * 100, share * total)) + 1) * BIN
        found.append(Bar(f"{share} % семей", (float(roubles),), (f"{roubles:,}".replace(",", " "),)))
    return found


def _unknown(found: Sequence[Row]) -> list[Bar]:
    """The facts most unknown, asked and reached."""
    unknown = sorted((row for row in found if row.path.startswith("unknown.")), key=lambda row: (-row.asked, row.name))
    return [
        Bar(row.name, (float(row.asked), float(row.reached)), (_percent(row.asked, 1), _percent(row.reached, 1)))
        for row in unknown[:LONGEST_PICTURE]
    ]
