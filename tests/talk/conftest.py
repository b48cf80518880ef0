"""Anna Ivanova tells what happened; the book of rules is a small stand-in where rules themselves are not the matter."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from ryadom.packs.api import Text
from ryadom.people.api import Choice, FactKind
from ryadom.talk import api, steps

CHE, LIP = "RU-CHE", "RU-LIP"
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 12)

STUDY = (Choice("none", "нет", Text(ru="не учится")), Choice("school", "школа", Text(ru="в школе")))
FACTS = {
    kind.key: kind
    for kind in (
        FactKind("birth-date", "дата рождения", "person", "date", not_after_today=True),
        FactKind("citizen", "гражданин", "person", "boolean"),
        FactKind("pregnancy-week", "срок беременности", "person", "number", min=1, max=42, may_be_absent=True),
        FactKind("purchase-price", "цена", "application", "money", min=0, max=10_000_000),
        FactKind("gas", "газ в доме", "dwelling", "boolean"),
        FactKind("study", "учёба", "person", "choice", choices=STUDY),
    )
}


@pytest.fixture
def book(monkeypatch):
    """A book with a few facts, two situations and a measure."""
    found = SimpleNamespace(facts=FACTS, situations={"birth": 1, "gas": 2}, measures={"foster-car": 3})
    monkeypatch.setattr(steps, "book_of", lambda region, at: found)
    return found


@pytest.fixture
def anna() -> api.Owner:
    return api.Owner(visitor_key="anna-on-her-phone")


@pytest.fixture
def talk(db, book, anna):
    """Anna's conversation, at «Что случилось? Родился ребёнок», with a family of one child."""

    class Talk:
        region, at, on = CHE, AT, ON

        def __init__(self) -> None:
            self.owner = anna
            self.token = api.start(region=CHE, owner=anna, at=AT)
            self.do(api.choose_for_whom, for_whom="self")
            self.do(api.choose_situation, situation="birth")
            self.do(api.tell_who, who=api.Who(spouse=True, children=1))
            self.do(api.tell_children, children=(api.ChildTold("Миша", date(2018, 2, 3)),))

        def do(self, action, at=AT, owner=None, **what):
            return action(region=CHE, token=self.token, owner=owner or self.owner, at=at, **what)

        def answer(self, at=AT, **values):
            given = {ref.replace("__", "@").replace("_", "-"): v for ref, v in values.items()}
            return self.give(given, at)

        def give(self, given, at=AT):
            wrapped = {ref: v if isinstance(v, api.Given) else api.Given(v) for ref, v in given.items()}
            return self.do(api.answer, at=at, on=ON, values=wrapped)

        @property
        def row(self):
            from ryadom.talk.actions import find

            return find(CHE, self.token, self.owner, AT)

        @property
        def family(self):
            return self.do(api.read, on=ON).family

    return Talk()
