"""The demonstration's curators: Olga Orlova with sixty families, two colleagues, who waits and who was called.

The cast's own families are real stories; the rest are invented and say so. Everything goes through the verbs of this
room and of the rooms below, on a clock that moves from months ago to this morning.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

import structlog

from ryadom.channels import api as channels
from ryadom.patronage import api
from ryadom.patronage.demo_families import families
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local
from ryadom.rules import api as rules

HERE = "RU-CHE"
MINE, OTHERS = 60, 14
NAMES = UUID("1f0f6f2e-6f6a-4b1e-9a53-0d7c3b7a2a11")
CAST = (
    ("Ахметова", "Гульнара"), ("Иванова", "Анна"), ("Соколова", "Галина"), ("Лебедева", "Карина"),
    ("Морозова", "Светлана"), ("Тихонова", "Раиса"), ("Жукова", "Нина"), ("Белова", "Наталья"),
)  # fmt: skip
SAID = (
    "Спросила, чем помочь: пока справляются", "Рассказала, какие бумаги нужны на выплату", "Напомнила о сроке справки",
    "Договорились о приёме", "Поговорили о здоровье, нужен врач на дом",
)  # fmt: skip
NEEDED = (
    "Нужны дрова до морозов", "Ребёнку нечего надеть в школу", "Не могу дозвониться до поликлиники",
    "Помогите разобраться с долгом за свет", "Нужна кроватка", "Мама не выходит из дома, нужен кто-то с продуктами",
)  # fmt: skip
TALKS = (
    (0, 25, ("Сын поступил, мы теперь не многодетные?", "Позовите человека")),
    (1, 12, ("Муж потерял работу, трое детей, платить за квартиру нечем", "Позовите человека")),
    (2, 4, ("Хочу провести газ", "Позовите человека")),
)
log = structlog.get_logger(__name__)


def load(at: datetime) -> None:
    """Families, then who is beside them, then the last months, then this morning."""
    on = local(at, HERE).date()
    curators = [_actor(one.account_id, on) for one in people.staff_with_role(region=HERE, role="curator", on=on)]
    if len(curators) < 3:
        return
    first = curators[0]
    for head in people.staff_with_role(region=HERE, role="head", on=on)[:1]:
        api.set_capacity(by=_actor(head.account_id, on), account=first.account, families=MINE + 5, at=at)
    cast = [one for one in (_find(surname, name) for surname, name in CAST) if one is not None]
    invented = _invent(first, on, at)
    mine = [*cast, *invented[: MINE - len(cast)]]
    _take(first, mine, on, at)
    rest = invented[MINE - len(cast) :]
    _take(curators[1], rest[: OTHERS // 2], on, at)
    _take(curators[2], rest[OTHERS // 2 :], on, at)
    _months(first, mine, on, at)
    api.look_ahead(region=HERE, on=on)
    _morning(curators, mine, on, at)


def _actor(account: int, on: date) -> Actor:
    return people.actor(account_id=account, region=HERE, on=on)


def _find(surname: str, name: str) -> UUID | None:
    found = people.alike(region=HERE, surname=surname, name=name)
    return found[0].id if found else None


def _invent(by: Actor, on: date, at: datetime) -> list[UUID]:
    """Loaded as a file, the way a region would bring them."""
    drawn = families(MINE + OTHERS, on, "patronage demonstration")
    book = rules.rulebook(HERE, on)
    catalogue = people.Catalogue.of(kind.file.kind(key) for key, kind in book.facts.items())
    people.load_files(
        by=by,
        at=at - timedelta(days=200),
        on=on,
        catalogue=catalogue,
        title="Условные семьи (показ)",
        files=drawn.files,
    )
    found = (_of(surname, name, born) for surname, name, born in drawn.heads)
    return [one for one in found if one is not None]


def _of(surname: str, name: str, born: date) -> UUID | None:
    found = people.alike(region=HERE, surname=surname, name=name, birth_date=born)
    return next((one.id for one in found if one.birth_date == born), None)


def _take(by: Actor, persons: Iterable[UUID], on: date, at: datetime) -> None:
    """Each family agreed on the phone, one after another in spring."""
    for number, person in enumerate(persons):
        then = at - timedelta(days=190 - number)
        why = api.Why("consent", how="phone")
        api.assign(by=by, person=person, curator=by.account, why=why, on=local(then, HERE).date(), at=then)


def _months(by: Actor, persons: list[UUID], on: date, at: datetime) -> None:
    """Calls of the last months: most have been called, some long ago, some never; a few promises fall on today."""
    draw = Random("patronage months")  # noqa: S311  # the same story each time
    for number, person in enumerate(persons):
        if number % 6 == 5:
            continue
        then = at - timedelta(days=draw.choice((8, 20, 35, 60, 95, 120)), hours=draw.random() * 5)
        next_on = on if number % 12 == 3 else on + timedelta(days=draw.choice((20, 30, 45))) if number % 3 else None
        _call(by, person, draw.choice(SAID), next_on, then)
        if number % 5 == 2:
            api.record_need(
                by=by, person=person, words=draw.choice(NEEDED), source=draw.choice(("self", "neighbour", "curator")),
                on=local(then, HERE).date(), at=then,
            )  # fmt: skip
    for person in persons[-3:]:
        api.no_calls(by=by, person=person, words="Пишите, по телефону не говорю", on=on, at=at - timedelta(days=5))


def _call(by: Actor, person: UUID, about: str, next_on: date | None, at: datetime) -> None:
    then = local(at, HERE).date()
    api.record_contact(by=by, person=person, way="call", reached="talked", about=about, next_on=next_on, on=then, at=at)


def _morning(curators: list[Actor], mine: list[UUID], on: date, at: datetime) -> None:
    """Who wrote today, what is urgent, who is asked to take a family, who is away."""
    first, second, third = curators[:3]
    for number, ago, words in TALKS:
        _writes(mine[number], words, at - timedelta(minutes=ago))
    api.record_need(
        by=first, person=mine[9], words="Сломалась печь, дома холодно, ребёнку два года", source="neighbour",
        urgent=True, on=on, at=at - timedelta(minutes=50),
    )  # fmt: skip
    care = api.of_person(by=first, person=mine[10], on=on)
    if care is not None:
        agreed = api.Agreed(consent=True)
        api.refer(
            by=first, care=care.token, about="Нужна работа рядом с домом", agreed=agreed, agency="Центр занятости",
            on=on, at=at - timedelta(days=2),
        )  # fmt: skip
    given = next(iter(api.caseload(by=second, on=on, at=at).rows), None)
    if given is not None:
        api.hand_over(
            by=second, care=given.token, curator=first.account, about="Переезжают в ваш район",
            agreed=api.Agreed(consent=True), on=on, at=at - timedelta(hours=3),
        )  # fmt: skip
    api.go_away(
        by=third, account=third.account, starts=on, ends=on + timedelta(days=12), why="leave", deputy=second.account,
        on=on, at=at - timedelta(days=6),
    )  # fmt: skip


def _writes(person: UUID, words: Iterable[str], at: datetime) -> None:
    """A conversation on the site, as the person would have it."""
    web, chat = channels.Channel.WEB, str(uuid5(NAMES, str(person)))
    address = channels.address(region=HERE, channel=web, bot="site", chat=chat, at=at)
    channels.link_by_login(region=HERE, address=address.id, person=person, at=at)
    for number, text in enumerate(words):
        then = at + timedelta(seconds=20 * number)
        values: dict[str, Any] = {"chat": chat, "sender": chat, "sort": channels.Sort.TEXT, "text": text}
        update = channels.Update(web, "site", f"{chat}-{number}", said_at=then, **values)
        channels.store(update, region=HERE, at=then)
        channels.handle_now(region=HERE, address=address.id, at=then)
