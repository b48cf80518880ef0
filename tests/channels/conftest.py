"""Галина writes from MAX, Анна Иванова from the site; Ольга Орлова is the curator who gives codes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

import pytest
import trustme

from ryadom.channels import configuration, inbox
from ryadom.channels.configuration import Bot, Configuration, RegionRules
from ryadom.channels.shapes import Channel, Sort, Update
from ryadom.people import api as people

ANOTHER_HOST = "127.0.0.2"  # it answers here, and is none of this machine's names: what goes there is encrypted
HERE, THERE = "RU-CHE", "RU-LIP"
TODAY = date(2026, 11, 12)
NOON = datetime(2026, 11, 12, 7, 0, tzinfo=UTC)  # noon in Chelyabinsk


def bot(channel, name="main", region=HERE, **also):
    given = {"token": "token-of-the-bot", "secret": "shown-by-channel", "path": f"path-of-{channel}-{name}-{region}"}
    return Bot(channel=channel, name=name, region=region, **{**given, **also})


LIVE = Configuration(
    bots=(bot("max"), bot("vk", group="17", confirmation="a1b2c3d4"), bot("sms", sender="RYADOM"),
          bot("email", sender="region@example.org")),
    regions={HERE: RegionRules(live=True, quiet_from=time(21), quiet_till=time(9))},
)  # fmt: skip
_numbers = count(1)


def said(text, chat="galina-chat", channel=Channel.MAX, *, update_id="", sort=Sort.TEXT, bot="main", at=NOON, **also):
    """An update as an adapter would give it."""
    number = update_id or f"u{next(_numbers)}"
    return Update(channel, bot, number, chat, chat, sort, at, text, **also)


def from_site(text, chat="anna-visitor", **also):
    return replace(said(text, chat, Channel.WEB, **also), bot="")


@pytest.fixture(scope="session")
def root(tmp_path_factory):
    """A root of certificates, as the national one is to a machine that was not told of it."""
    made = trustme.CA()
    made.file = tmp_path_factory.mktemp("root") / "root.pem"
    made.cert_pem.write_to_path(str(made.file))
    return made


@pytest.fixture(autouse=True)
def live(settings):
    """The region is live, and a test that wants a trial says so."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with configuration.use(LIVE):
        yield


@pytest.fixture
def heard():
    """Everything the receiver was given, in order."""
    kept, before = [], list(inbox._receivers)
    inbox.register_receiver(lambda inbound, at: kept.append(inbound))
    yield kept
    inbox._receivers[:] = before


@pytest.fixture
def receiver():
    """Registers a receiver of one's own for the test."""
    before = list(inbox._receivers)
    yield inbox.register_receiver
    inbox._receivers[:] = before


def serve(login, name, *roles, region=HERE):
    account = people.open_account(login=login, password=None)
    boss = people.system_actor(region=region, reason="the cast")
    for role in roles:
        people.appoint(by=boss, on=date(2026, 1, 1), account_id=account, role=role, name=name)
    return people.actor(account_id=account, region=region, on=TODAY)


@pytest.fixture
def orlova(db):
    return serve("orlova", "Ольга Орлова", "curator")


@pytest.fixture
def galina(db):
    return people.register_person(
        by=people.system_actor(region=HERE, reason="the cast"), at=NOON, on=TODAY, surname="Соколова", name="Галина",
        patronymic="Петровна", birth_date="1952-03-08", source="document",
    )  # fmt: skip
