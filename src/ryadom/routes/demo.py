"""The demonstration's paths: Tamara after her husband's death, Nadezhda for her son, Karina with a baby, Gulnara.

Each stands elsewhere: late, waiting, with a day put, nearly over. Everything goes through the verbs of this room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local
from ryadom.routes import api
from ryadom.routes.api import What
from ryadom.rules import api as rules

HERE = "RU-CHE"


@dataclass(frozen=True)
class _Walk:
    """One path and who marks it."""

    by: Actor
    token: UUID
    book: rules.Rulebook
    at: datetime

    def mark(self, step: str, what: What, ago: int, words: str = "", due: date | None = None) -> None:
        then = self.at - timedelta(days=ago)
        on = local(then, HERE).date()
        api.mark(
            by=self.by, token=self.token, step=step, what=what, day=on, words=words, due=due, book=self.book, on=on,
            at=then,
        )  # fmt: skip


def load(at: datetime) -> None:
    """Four families of the cast; where one is not there, its path is not either."""
    on = local(at, HERE).date()
    curators = people.staff_with_role(region=HERE, role="curator", on=on)
    if not curators:
        return
    helper = people.actor(account_id=curators[0].account_id, region=HERE, on=on)
    book = rules.rulebook(HERE, on)
    _tamara(helper, book, on, at)
    _vanya(book, on, at)
    _karina(helper, book, on, at)
    _gulnara(helper, book, on, at)


def _begun(
    by: Actor, book: rules.Rulebook, at: datetime, who: UUID | None, route: str, *, ago: int, asked: str = "",
    happened_on: date | None = None,
) -> _Walk | None:  # fmt: skip
    then = at - timedelta(days=ago)
    if who is None or route not in api.routes(HERE, local(then, HERE).date()):
        return None
    token = api.choose(
        by=by, person=who, route=route, on=local(then, HERE).date(), at=then, happened_on=happened_on, asked=asked
    )
    return _Walk(by, token, book, at)


def _tamara(by: Actor, book: rules.Rulebook, on: date, at: datetime) -> None:
    """Late in one step, on the way in another, and one is nothing for her."""
    walk = _begun(
        by, book, at, _find("Жукова", "Тамара"), "death", ago=25, asked="Тамара Ильинична, позвонила сама",
        happened_on=date(on.year, 10, 19),
    )  # fmt: skip
    if walk is None:
        return
    walk.mark("medical-certificate", What.DONE, 24, "медицинское свидетельство о смерти")
    walk.mark("death-record", What.DONE, 22, "свидетельство о смерти из ЗАГСа")
    walk.mark("unpaid-pension", What.STARTED, 12)
    walk.mark("bills", What.SKIPPED, 10, "лицевой счёт уже на ней")
    walk.mark("heirs", What.PLANNED, 3, due=on + timedelta(days=6))


def _vanya(book: rules.Rulebook, on: date, at: datetime) -> None:
    """Nadezhda walks for her son; they were asked to come last week, and nobody has said how it went."""
    mother = _find("Тихонова", "Надежда")
    if mother is None:
        return
    known = people.identities_of(region=HERE, person_id=mother)
    acts = people.represents(region=HERE, representative_id=mother, on=on)
    if not known or not acts:
        return
    by = people.actor(account_id=known[0].account_id, region=HERE, on=on)
    walk = _begun(by, book, at, acts[0].person.id, "disability", ago=30)
    if walk is None:
        return
    walk.mark("programme", What.PLANNED, 18, due=on - timedelta(days=4))
    walk.mark("care-at-home", What.STARTED, 15)


def _karina(by: Actor, book: rules.Rulebook, on: date, at: datetime) -> None:
    """A baby of four months: the money for the birth must be asked for before January."""
    walk = _begun(
        by, book, at, _find("Лебедева", "Карина"), "birth", ago=9, asked="бабушка Карины, пришла в отдел",
        happened_on=date(on.year, 7, 8),
    )  # fmt: skip
    if walk is None:
        return
    walk.mark("record", What.DONE, 9, "свидетельство о рождении")
    walk.mark("policy", What.DONE, 2, "полис ОМС")
    walk.mark("child-benefit", What.STARTED, 8)


def _gulnara(by: Actor, book: rules.Rulebook, on: date, at: datetime) -> None:
    """Just begun: everything is still open."""
    _begun(by, book, at, _find("Ахметова", "Гульнара"), "large-family", ago=1, asked="Гульнара, спросила в чате")


def _find(surname: str, name: str) -> UUID | None:
    found = people.alike(region=HERE, surname=surname, name=name)
    return found[0].id if found else None
