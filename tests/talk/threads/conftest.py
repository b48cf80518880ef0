"""Андрей Волков writes from the site and from MAX, Galina too; Ольга Орлова answers, Елена Бойко is the head."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from ryadom.channels import api as channels
from ryadom.channels.api import Attached, Channel, Sort, Update
from ryadom.packs.api import install_library
from ryadom.people import api as people
from ryadom.talk import api as talk
from ryadom.talk import events
from ryadom.talk.threads.models import Said, Thread

LIBRARY = Path(__file__).resolve().parents[3] / "practices"
CHE, LIP = "RU-CHE", "RU-LIP"
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 20)
_numbers = count(1)


@pytest.fixture(autouse=True)
def practices(db):
    """Every practice of the library, in force since long ago."""
    return install_library(LIBRARY, since=date(2024, 1, 1), at=AT)


@dataclass
class Chat:
    """One address at a channel. What it says goes the whole way: stored, handled, answered into the outbox."""

    chat: str
    channel: Channel = Channel.MAX
    region: str = CHE
    at: datetime = AT
    said: list = field(default_factory=list)

    def _update(self, sort, text="", button="", **also):
        number = also.pop("update_id", "") or f"u{next(_numbers)}"
        return Update(
            self.channel, "main", number, self.chat, self.chat, sort, self.at, text=text, button=button,
            message_id=also.pop("message_id", number), **also,
        )  # fmt: skip

    def hears(self, sort, text="", button="", **also):
        """Give one update and have it handled; what was answered, "" for silence."""
        before = self.bot_words()
        channels.store(self._update(sort, text, button, **also), region=self.region, at=self.at)
        channels.handle_now(region=self.region, address=self.address, at=self.at)
        self.at += timedelta(seconds=5)
        return "\n\n".join(self.bot_words()[len(before) :])

    def says(self, text, **also):
        return self.hears(Sort.TEXT, text, **also)

    def presses(self, words, **also):
        offered = dict(self.thread.stack["offered"])
        assert words in offered, f"«{words}» is not among {list(offered)}"
        return self.hears(Sort.BUTTON, button=offered[words], **also)

    def sends(self, sort, name=""):
        return self.hears(sort, files=(Attached("h1", name, "image/jpeg", 100),))

    @property
    def address(self):
        return channels.address(region=self.region, channel=self.channel, bot="main", chat=self.chat, at=AT).id

    @property
    def view(self):
        return talk.of_address(region=self.region, address=self.address)

    @property
    def thread(self):
        return Thread.objects.in_region(self.region).get(token=self.view.token)

    @property
    def token(self):
        return self.view.token

    def bot_words(self):
        view = self.view
        return [one.text for one in view.messages if one.who == "bot"] if view else []

    @property
    def buttons(self):
        return [words for words, _data in self.thread.stack["offered"]]

    def rows(self):
        return Said.objects.in_region(self.region).filter(thread=self.thread).order_by("number")


def serve(login, name, *roles, region=CHE):
    account = people.open_account(login=login, password=None)
    boss = people.system_actor(region=region, reason="the cast")
    for role in roles:
        people.appoint(by=boss, on=date(2026, 1, 1), account_id=account, role=role, name=name)
    return people.actor(account_id=account, region=region, on=ON)


@pytest.fixture
def andrei() -> Chat:
    return Chat("andrei-chat")


@pytest.fixture
def orlova(db):
    return serve("orlova", "Ольга Орлова", "curator")


@pytest.fixture
def lunina(db):
    return serve("lunina", "Алла Лунина", "specialist")


@pytest.fixture
def boyko(db):
    return serve("boyko", "Елена Бойко", "head")


@pytest.fixture
def galina(db, orlova):
    """Galina, whose passport was seen."""
    found = people.register_person(
        by=people.system_actor(region=CHE, reason="the cast"), at=AT, on=ON, surname="Соколова", name="Галина",
        patronymic="Петровна", birth_date="1952-03-08", source="document",
    )  # fmt: skip
    people.mark_passport_seen(by=orlova, at=AT, person_id=found.id)
    return people.person(region=CHE, id=found.id)


@pytest.fixture
def told():
    """Every event of threads, in order; that the person wrote is listened to apart."""
    yield from _listening([name for name in events.__all__ if name[0].isupper() and name != "PersonWrote"])


@pytest.fixture
def written():
    """Each time that a person wrote."""
    yield from _listening(["PersonWrote"])


def _listening(names):
    kept = []
    kinds = [getattr(events, name) for name in names]
    handlers = [(kind, lambda sender, event, **more: kept.append(event)) for kind in kinds]
    for kind, handler in handlers:
        kind.signal.connect(handler)
    yield kept
    for kind, handler in handlers:
        kind.signal.disconnect(handler)


@pytest.fixture(autouse=True)
def no_queue_of_others():
    """The queue and the question of other rooms come back after a test that puts its own."""
    from ryadom.talk.threads import worlds

    before = list(worlds._queue), list(worlds._survey)
    yield
    worlds._queue[:], worlds._survey[:] = before
