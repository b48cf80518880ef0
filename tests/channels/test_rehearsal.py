"""Галина talks with the region from MAX, VK and Telegram: the whole way in and out, and what goes wrong on it.

The channels are those of the rehearsal; our own site is called through Django's test client.
"""

import json
import socket
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.urls import reverse

from ryadom.channels import api, configuration, waking, watch
from ryadom.channels.configuration import Configuration, RegionRules
from ryadom.channels.models import InboundUpdate, OutboundMessage, Status
from ryadom.channels.rehearsal import stage
from ryadom.channels.rehearsal.server import running
from ryadom.channels.rehearsal.town import Town
from ryadom.channels.shapes import Button, Channel, Message, Sort, Weight
from ryadom.regions import frozen

from .conftest import HERE, NOON

pytestmark = pytest.mark.django_db
MESSENGERS = (Channel.MAX, Channel.VK, Channel.TELEGRAM)
GALINA = "52"


class Life:
    """The town, our site before it, and one clock for both."""

    def __init__(self, town):
        self.town, self.at, self.site_is_down = town, NOON, False
        self.client, self.connection = Client(), connections[DEFAULT_DB_ALIAS]
        self.connection.inc_thread_sharing()

    def post(self, url, headers, body):
        if self.site_is_down:
            return 503, ""
        path = "/" + url.split("/", 3)[3]
        # The pages of the town call from a thread of their own: outside the test's transaction its rows would stay.
        connections[DEFAULT_DB_ALIAS] = self.connection
        with frozen(self.at):
            said = self.client.post(path, json.dumps(body), content_type="application/json", headers=dict(headers))
        return said.status_code, said.content.decode()

    def house(self, channel):
        return self.town.houses[channel]

    def pass_time(self, **about):
        self.at += timedelta(**about)

    def work(self):
        return api.work(at=self.at), api.deliver(at=self.at)

    def spoken(self, channel):
        return self.house(channel).spoken(GALINA)


@pytest.fixture
def life(db, monkeypatch):
    monkeypatch.setattr(waking, "wake", lambda: None)
    monkeypatch.setattr(waking, "acknowledge", lambda bot, update: None)
    town = Town((), clock=lambda: life.at)
    life = Life(town)
    town.post = life.post
    with running(town) as address:
        bots = stage.bots(HERE, address, "http://site")
        town.houses.update(Town(bots, clock=town.clock).houses)
        with configuration.use(Configuration(bots=bots, regions={HERE: RegionRules()})):
            for house in town.houses.values():
                house.hook, house.hook_secret = watch.hook(house.bot), house.bot.secret.get_secret_value()
            yield life
    life.connection.dec_thread_sharing()


@pytest.fixture
def echo(receiver):
    """Answers every turn once, as a conversation does: in the transaction of the update."""
    kept = []

    def answer(inbound, at):
        kept.append(inbound)
        said = inbound.update.text or inbound.update.button or inbound.update.sort.value
        buttons = ((Button("Да", "yes"), Button("Позвать человека", "person")),)
        api.send(
            region=inbound.region, address=inbound.address, key=f"turn:{inbound.id}",
            message=Message(f"слышу: {said}", buttons), weight=Weight.REPLY, at=at,
        )  # fmt: skip

    receiver(answer)
    return kept


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_turn_goes_in_and_out(life, echo, channel):
    life.town.say(channel, GALINA, "меня уволили, трое детей")
    assert life.work() == (1, 1)
    assert life.spoken(channel) == ["слышу: меня уволили, трое детей"]
    line = life.house(channel).chats[GALINA][-1]
    assert line.buttons == [[("Да", "yes"), ("Позвать человека", "person")]]
    life.town.say(channel, GALINA, press="person", of=line.number)
    life.work()
    assert echo[-1].update.button == "person" and echo[-1].update.sort is Sort.BUTTON
    assert life.spoken(channel)[-1] == "слышу: person"


@pytest.mark.parametrize("channel", MESSENGERS)
@pytest.mark.parametrize(
    ("kind", "sort"),
    [
        ("sticker", Sort.STICKER),
        ("photo", Sort.FILE),
        ("voice", Sort.VOICE),
        ("start", Sort.STARTED),
        ("block", Sort.BLOCKED),
    ],
)
def test_everything_a_person_can_send_is_told_apart(life, echo, channel, kind, sort):
    life.town.say(channel, GALINA, kind=kind)
    life.work()
    assert echo[0].update.sort is sort
    assert bool(echo[0].update.files) == (kind in ("photo", "voice"))


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_forwarded_and_an_edited_message_are_known_as_such(life, echo, channel):
    life.town.say(channel, GALINA, "слова соседки", kind="forward")
    first = life.town.say(channel, GALINA, "две дочки")
    life.town.say(channel, GALINA, "три дочки", edits=first.number)
    life.work()
    told = [(one.update.forwarded, one.update.sort, one.update.text) for one in echo]
    assert told[0] == (True, Sort.TEXT, "слова соседки")
    assert told[1:] == [(False, Sort.TEXT, "две дочки"), (False, Sort.EDITED, "три дочки")]
    assert echo[2].update.refers == echo[1].update.message_id


def test_a_deleted_message_is_told_by_max(life, echo):
    first = life.town.say(Channel.MAX, GALINA, "лишнее")
    life.town.say(Channel.MAX, GALINA, kind="delete", of=first.number)
    life.work()
    assert echo[1].update.sort is Sort.DELETED and echo[1].update.refers == echo[0].update.message_id


@pytest.mark.parametrize("channel", MESSENGERS)
def test_an_update_pushed_twice_gets_one_answer(life, echo, channel):
    life.house(channel).faults.duplicates = True
    life.town.say(channel, GALINA, "привет")
    life.work()
    assert len(echo) == 1 and len(life.spoken(channel)) == 1


@pytest.mark.parametrize("channel", MESSENGERS)
def test_updates_that_come_in_another_order_are_all_answered(life, echo, channel):
    life.site_is_down = True
    for text in ("раз", "два", "три"):
        life.town.say(channel, GALINA, text)
    life.site_is_down, life.house(channel).faults.reordered = False, True
    life.town.push(life.house(channel))
    life.work()
    assert sorted(life.spoken(channel)) == ["слышу: два", "слышу: раз", "слышу: три"]


@pytest.mark.parametrize("channel", MESSENGERS)
def test_asked_to_slow_down_we_wait_as_long_as_asked(life, echo, channel):
    life.house(channel).faults.too_many, life.house(channel).faults.retry_after = 1, 5
    life.town.say(channel, GALINA, "привет")
    life.work()
    calls = life.house(channel).calls
    life.pass_time(seconds=4)
    life.work()
    assert life.house(channel).calls == calls, "nobody knocks before the time"
    life.pass_time(seconds=1)
    life.work()
    assert life.spoken(channel) == ["слышу: привет"]


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_server_that_fails_after_it_accepted(life, echo, channel):
    """VK shows the repetition once; MAX and Telegram cannot tell, and the row says that it may have come twice."""
    life.house(channel).faults.broken_after_accept = 1
    life.town.say(channel, GALINA, "привет")
    life.work()
    life.pass_time(seconds=10)
    life.work()
    row = OutboundMessage.objects.in_region(HERE).get()
    assert row.status == Status.SENT and row.doubtful == (channel is not Channel.VK)
    assert len(life.spoken(channel)) == (1 if channel is Channel.VK else 2)


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_channel_that_is_silent_for_eight_hours(life, echo, channel):
    life.house(channel).faults.down = True
    life.town.say(channel, GALINA, "привет")
    for _ in range(16):
        life.work()
        life.pass_time(minutes=30)
    life.house(channel).faults.down = False
    life.work()
    assert life.spoken(channel) == ["слышу: привет"]


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_blocked_bot_is_known_to_be_blocked(life, echo, channel):
    life.house(channel).faults.blocked.add(GALINA)
    life.town.say(channel, GALINA, "привет")
    life.work()
    assert OutboundMessage.objects.in_region(HERE).get().status == Status.PERMANENT
    name = life.house(channel).bot.name
    assert not api.address(region=HERE, channel=channel, bot=name, chat=GALINA, at=life.at).reachable


def test_after_eight_hours_of_our_silence_max_forgets_us_and_the_watch_mends_it(life, echo):
    house = life.house(Channel.MAX)
    life.site_is_down = True
    for hour in range(9):
        life.town.say(Channel.MAX, GALINA, f"час {hour}")
        life.pass_time(hours=1)
    assert house.hook == ""
    life.site_is_down = False
    life.town.say(Channel.MAX, GALINA, "вы там?")
    assert life.work() == (0, 0), "silence that looks like a quiet day"
    assert watch.keep_subscribed(at=life.at)["max rehearsal"] == "renewed"
    life.work()
    assert [one.update.text for one in echo] == [*(f"час {hour}" for hour in range(9)), "вы там?"]
    life.town.say(Channel.MAX, GALINA, "спасибо")
    life.work()
    assert life.spoken(Channel.MAX)[-1] == "слышу: спасибо" and len(life.spoken(Channel.MAX)) == 11
    assert watch.keep_subscribed(at=life.at)["max rehearsal"] == "kept"


def test_an_old_address_of_ours_is_taken_off(life):
    house = life.house(Channel.MAX)
    house.hook = "http://site/channels/hooks/max/an-old-path/"
    assert watch.keep_subscribed(at=life.at)["max rehearsal"] == "renewed"
    assert house.hook == watch.hook(house.bot)


def test_vk_asks_who_stands_at_our_address(life):
    house = life.house(Channel.VK)
    assert life.town.confirm_vk(watch.hook(house.bot))
    from ryadom.channels.adapters import vk

    assert vk.confirmation_code(house.bot) == house.bot.confirmation.get_secret_value()


def _call(life, channel, body, *, path=None, secret=None, **headers):
    house = life.house(channel)
    names = {Channel.MAX: "X-Max-Bot-Api-Secret", Channel.TELEGRAM: "X-Telegram-Bot-Api-Secret-Token"}
    if channel in names:
        headers[names[channel]] = house.bot.secret.get_secret_value() if secret is None else secret
    url = reverse("channels:hook", args=[channel.value, path or house.bot.path.get_secret_value()])
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return life.client.post(url, data, content_type="application/json", headers=headers).status_code


@pytest.mark.parametrize("channel", MESSENGERS)
def test_whoever_is_not_the_channel_gets_nowhere(life, channel):
    assert _call(life, channel, {}, path="somebody-elses-path") == 404
    assert _call(life, channel, {"type": "message_new", "secret": "wrong"}, secret="wrong") == 403
    assert _call(life, channel, {"type": "message_new"}, secret="") == 403
    other = {Channel.MAX: Channel.VK, Channel.VK: Channel.TELEGRAM, Channel.TELEGRAM: Channel.MAX}[channel]
    assert _call(life, channel, {}, path=life.house(other).bot.path.get_secret_value()) == 404
    assert life.client.get(watch.hook(life.house(channel).bot).removeprefix("http://site")).status_code == 405
    assert not InboundUpdate.objects.in_region(HERE).exists()


@pytest.mark.parametrize("channel", (Channel.MAX, Channel.TELEGRAM))
@pytest.mark.parametrize(
    ("body", "status"),
    [("", 400), ("[1]", 400), ("{", 400), ("[" * 100_000, 400), (b"\xff\xfe", 400), ("x" * 600_000, 413), ("{}", 200),
     ({"update_type": 5, "update_id": None}, 200), ({"update_type": "message_created", "message": {"body": 1}}, 200),
     ({"update_id": 1, "message": {"chat": "private", "message_id": []}}, 200),
     ({"update_id": 1, "message": {"chat": {"type": "private", "id": {"a": 1}}, "message_id": 1}}, 200)],
)  # fmt: skip
def test_what_is_no_update_is_refused_or_let_go(life, channel, body, status):
    assert _call(life, channel, body) == status
    assert not InboundUpdate.objects.in_region(HERE).exists()


def test_a_failure_to_store_is_no_yes(life, monkeypatch):
    from ryadom.channels import inbox

    def full(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(inbox, "store", full)
    life.client.raise_request_exception = False
    life.town.say(Channel.MAX, GALINA, "привет")
    assert life.house(Channel.MAX).waiting, "MAX keeps what we did not take"
    monkeypatch.undo()
    monkeypatch.setattr(waking, "wake", lambda: None)
    life.town.push(life.house(Channel.MAX))
    assert InboundUpdate.objects.in_region(HERE).count() == 1 and not life.house(Channel.MAX).waiting


def test_a_zero_byte_and_a_lament_are_kept(life, echo):
    life.town.say(Channel.MAX, GALINA, "а\x00б\ud800" + "и ещё " * 5_000)
    life.work()
    assert echo[0].update.text.startswith("аби ещё") and len(echo[0].update.text) == 20_000
    assert len(life.spoken(Channel.MAX)) > 4


def test_a_trial_region_may_rehearse(life, echo):
    """The bots of the rehearsal have nobody behind them: the region of this test is on trial."""
    assert not configuration.current().rules(HERE).live
    life.town.say(Channel.VK, GALINA, "привет")
    assert life.work() == (1, 1)


def test_a_picture_can_be_fetched_from_the_town(life):
    import httpx

    bot = life.house(Channel.TELEGRAM).bot
    found = httpx.post(f"{bot.base_url}/bot{bot.token.get_secret_value()}/getFile", json={"file_id": "f1"}).json()
    path = f"{bot.base_url}/file/bot{bot.token.get_secret_value()}/{found['result']['file_path']}"
    from io import BytesIO

    from PIL import Image

    assert Image.open(BytesIO(httpx.get(path).content)).size == (1, 1)


@pytest.mark.parametrize("sent", [0, 7])
def test_a_caller_who_dies_in_the_middle_of_a_call_said_nothing(life, sent):
    house = life.house(Channel.MAX)
    body = json.dumps({"text": "слышу: 0"}).encode()
    at = urlsplit(house.bot.base_url)
    with socket.create_connection((at.hostname, at.port), timeout=10) as line:
        line.sendall(
            f"POST {at.path}/messages?chat_id={GALINA} HTTP/1.1\r\nHost: town\r\nAuthorization: {house.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body[:sent]
        )
        line.shutdown(socket.SHUT_WR)
        assert line.recv(100) == b"", "the call is neither taken nor refused"
    assert life.spoken(Channel.MAX) == []


def test_the_pages_of_the_town_show_a_chat(life, echo):
    import httpx

    home = life.house(Channel.MAX).bot.base_url.removesuffix("/max")
    httpx.post(f"{home}/chat/max/{GALINA}", data={"text": "<b>привет</b>"})
    life.work()
    page = httpx.get(f"{home}/chat/max/{GALINA}").text
    assert "слышу: &lt;b&gt;привет&lt;/b&gt;" in page and "<b>привет" not in page and "Позвать человека" in page
    number = life.house(Channel.MAX).chats[GALINA][-1].number
    httpx.post(f"{home}/chat/max/{GALINA}", data={"press": "yes", "of": number})
    life.work()
    assert life.spoken(Channel.MAX)[-1] == "слышу: yes"
    assert '<li class="me">Да</li>' in httpx.get(f"{home}/chat/max/{GALINA}").text, "as a messenger shows it"
    assert httpx.get(f"{home}/chat/max/..").status_code == 404 and "MAX" in httpx.get(home).text
