"""aiogram, maxapi and vkbottle are run against the rehearsal, so that it is a likeness of the channels and not an echo
of our own adapters; and they read what our adapters send."""

import json
import subprocess
from pathlib import Path

import pytest

from ryadom.channels import configuration
from ryadom.channels.adapters import ports
from ryadom.channels.configuration import Configuration
from ryadom.channels.rehearsal import answering, stage
from ryadom.channels.rehearsal.server import running
from ryadom.channels.rehearsal.town import Town
from ryadom.channels.shapes import Button, Channel

from .conftest import HERE, NOON

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venvs/messengers/bin/python"
if not PYTHON.exists():
    pytest.skip("the messengers' libraries have an environment of their own: make messengers", allow_module_level=True)

MESSENGERS = (Channel.TELEGRAM, Channel.VK, Channel.MAX)
DOINGS = ("sticker", "photo", "document", "voice", "forward", "start", "block")


@pytest.fixture(scope="module")
def understood():
    """What each library said of each messenger of the town; one process for all."""
    town = Town((), clock=lambda: NOON)
    calls = {channel: [] for channel in MESSENGERS}
    before = answering.answer

    def remember(town, channel, asked):
        if answering._says(asked):
            calls[channel].append(asked.told)
            if str(asked.told.get("chat_id") or asked.told.get("peer_id")) == "429":
                town.houses[channel].faults.too_many, town.houses[channel].faults.retry_after = 1, 7
        return before(town, channel, asked)

    from ryadom.channels.rehearsal import server

    server.answer = remember
    try:
        with running(town) as address:
            town.houses.update(Town(stage.bots(HERE, address, "http://site"), clock=town.clock).houses)
            told = {channel.value: _told(town, channel, calls[channel]) for channel in MESSENGERS}
            run = subprocess.run(
                [str(PYTHON), str(Path(__file__).with_name("oracles.py"))], input=json.dumps(told), text=True,
                capture_output=True, timeout=120, check=False,
            )  # fmt: skip
    finally:
        server.answer = before
    assert run.returncode == 0, run.stderr[-3_000:]
    return json.loads(run.stdout)


def _told(town, channel, calls):
    """Our adapter says one thing; people do everything that they can."""
    house = town.houses[channel]
    with configuration.use(Configuration(bots=(house.bot,))):
        button = Button("Позвать человека", "person")
        ports.sender(channel)(house.bot, ports.Sending(7, "52", "наше", ((button,),)))
    for kind in DOINGS:
        town.say(channel, "52", kind=kind, text="чужое" if kind == "forward" else "")
    line = town.say(channel, "52", "слова")
    town.say(channel, "52", "другие слова", edits=line.number)
    town.say(channel, "52", press="person", of=1)
    if channel is Channel.MAX:
        town.say(channel, "52", kind="delete", of=line.number)
    if channel is Channel.VK:
        town.say(channel, "52", kind="read", of=1)
    house.faults.blocked.add("13")
    base = house.bot.base_url
    return {"base": base, "token": house.token, "updates": [one.body for one in house.waiting], "calls": calls}


def test_aiogram_understands_the_town(understood):
    told = understood["telegram"]
    kinds = [*["message"] * 6, "my_chat_member", "message", "edited_message", "callback_query"]
    assert told.pop("updates") == kinds and told.pop("polled") == kinds
    assert told == {
        "our calls": ["52"], "me": True, "sent": ["от aiogram", "yes"], "edited": "другое", "answered": True,
        "file": "89504e47", "hook": "https://site.example/hook/", "blocked": True, "retry after": 7,
    }  # fmt: skip


def test_maxapi_understands_the_town(understood):
    told = understood["max"]
    kinds = [*["message_created"] * 5, "bot_started", "bot_stopped", "message_created", "message_edited",
             "message_callback", "message_removed"]  # fmt: skip
    assert told.pop("updates") == kinds and told.pop("polled") == kinds
    assert told == {
        "our calls": ["person"], "me": True, "sent": ["от maxapi", "yes"], "edited": True, "answered": True,
        "hook": "https://site.example/hook/", "blocked": 403, "retry after": 429,
    }  # fmt: skip


def test_vkbottle_understands_the_town(understood):
    told = understood["vk"]
    kinds = [*["MessageNew"] * 5, "MessageAllow", "MessageDeny", "MessageNew", "MessageEdit", "MessageNew",
             "MessageReadObject"]  # fmt: skip
    assert told.pop("updates") == kinds and len(told.pop("hook")) == 8
    assert told == {"our calls": ["text"], "sent": [True, True], "edited": True, "blocked": 901, "retry after": 6}
