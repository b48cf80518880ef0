"""The region's voice: Marina observes, Ivan heads, Boris writes rules, Vera helps people, Oleg decides."""

from datetime import UTC, datetime
from itertools import count

import pytest

from ryadom.people.api import Actor
from ryadom.voice import api

CHE, LIP = "RU-CHE", "RU-LIP"
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)


@pytest.fixture
def minister() -> Actor:
    return Actor(region=CHE, account_id=1, name="Марина Юрьевна", roles=frozenset({"observer"}))


@pytest.fixture
def asked(db):
    """Ask at the ending of a case; the token of the question."""
    endings = count(1)

    def ask(region: str = CHE, at: datetime = AT, ending: str = "", **what) -> str:
        ending = ending or f"cases:case:{next(endings)}:closed"
        what = {"outcome": "granted", "channel": "web", "situation": "birth", **what}
        return api.ask(region=region, ending=ending, at=at, **what)

    return ask


@pytest.fixture
def answered(asked):
    """Ask and answer: `good` satisfied of `total`."""

    def many(good: int, total: int, **what) -> None:
        for number in range(total):
            token = asked(**what)
            api.answer(region=what.get("region", CHE), token=token, score=5 if number < good else 2, at=AT)

    return many
