"""What a channel tells of our messages: VK that Galina has read them, a gateway that it delivered, a mail server that a
letter came back; and letters on paper, which staff carry to the post."""

from datetime import timedelta

import pytest

from ryadom.channels import api, configuration, receipts, working
from ryadom.channels.adapters import email, sms, vk
from ryadom.channels.configuration import Configuration, RegionRules
from ryadom.channels.errors import BadUpdate
from ryadom.channels.models import OutboundMessage, Status
from ryadom.channels.shapes import Channel, Message, Receipt, Weight
from ryadom.people.api import NotAllowed

from .conftest import HERE, NOON, bot, serve
from .test_rehearsal import GALINA, echo, life  # noqa: F401

pytestmark = pytest.mark.django_db


def rows():
    return OutboundMessage.objects.in_region(HERE).order_by("id")


def write(channel, chat, text="слово", key="k", name="main"):
    lane = api.address(region=HERE, channel=channel, bot=name, chat=chat, at=NOON)
    api.send(region=HERE, address=lane.id, key=key, message=Message(text), weight=Weight.STAFF, at=NOON)
    return lane


def test_vk_tells_that_galina_has_read_what_was_said_so_far(life, echo):  # noqa: F811
    life.town.say(Channel.VK, GALINA, "раз")
    life.work()
    last = life.house(Channel.VK).chats[GALINA][-1].number
    life.town.say(Channel.VK, GALINA, kind="read", of=last)
    life.town.say(Channel.VK, GALINA, "два")
    life.work()
    assert [row.status for row in rows()] == [Status.READ, Status.SENT]
    assert rows()[0].reached_at == life.at
    life.town.say(Channel.VK, GALINA, kind="read", of=last)
    assert [row.status for row in rows()] == [Status.READ, Status.SENT], "told twice it changes nothing"


def test_reading_in_one_chat_says_nothing_of_another(life, echo):  # noqa: F811
    life.town.say(Channel.VK, GALINA, "раз")
    life.work()
    life.town.say(Channel.VK, "99", kind="read", of=10_000)
    assert rows()[0].status == Status.SENT


def test_what_is_no_receipt(life):  # noqa: F811
    known = life.house(Channel.VK).bot
    assert vk.receipt(known, {"type": "message_new", "object": {}}) is None
    for told in (None, {}, {"peer_id": 1}, {"peer_id": 1, "read_message_id": "; DROP"}):
        with pytest.raises(BadUpdate):
            vk.receipt(known, {"type": "message_read", "object": told})


@pytest.mark.parametrize(("told", "status"), [("delivered", Status.DELIVERED), ("failed", Status.PERMANENT)])
def test_a_gateway_tells_what_became_of_a_text_message(tmp_path, told, status):
    known = bot("sms", sender="RYADOM", folder=tmp_path)
    with configuration.use(Configuration(bots=(known,), regions={HERE: RegionRules(live=True)})):
        lane = write(Channel.SMS, "+73000000501")
        working.attend(lambda: NOON)
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "1.json").write_text(f'{{"id": "{rows()[0].pk}", "status": "{told}"}}')
        working.attend(lambda: NOON + timedelta(minutes=1))
        assert rows()[0].status == status
        (found,) = api.deliveries(region=HERE, keys=[(lane.id, "k"), (lane.id, "unknown")]).values()
        assert found.failed == (status == Status.PERMANENT)
    with pytest.raises(BadUpdate):
        sms.parse(known, b'{"id": "1", "status": "perhaps"}', NOON)


REPORT = """From: mailer@example.org
To: region@example.org
Message-ID: <report@example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; example.org

Final-Recipient: rfc822; galina@example.org
Action: {action}
Status: {code}

--b
Content-Type: text/rfc822-headers

Message-ID: {number}
Subject: x

--b--
"""


@pytest.mark.parametrize(
    ("action", "code", "status", "reachable"),
    [("failed", "5.1.1", Status.PERMANENT, False), ("failed", "5.2.2", Status.PERMANENT, True),
     ("delayed", "4.4.1", Status.SENT, True)],
)  # fmt: skip
def test_a_letter_that_came_back(tmp_path, action, code, status, reachable):
    known = bot("email", sender="region@example.org", folder=tmp_path)
    with configuration.use(Configuration(bots=(known,), regions={HERE: RegionRules(live=True)})):
        write(Channel.EMAIL, "galina@example.org")
        working.attend(lambda: NOON)
        (tmp_path / "in").mkdir()
        report = REPORT.format(action=action, code=code, number=rows()[0].foreign_id)
        (tmp_path / "in" / "1.eml").write_text(report)
        working.attend(lambda: NOON)
    assert rows()[0].status == status
    lane = api.address(region=HERE, channel=Channel.EMAIL, bot="main", chat="galina@example.org", at=NOON)
    assert lane.reachable == reachable


def test_a_report_that_names_no_letter_is_nothing():
    assert email.parse(bot("email", sender="a@example.org"), REPORT.format(action="failed", code="5.1.1", number="")
                       .encode(), NOON) is None  # fmt: skip


def test_of_a_long_message_the_part_counts_that_came_least_far(life):  # noqa: F811
    name = life.house(Channel.MAX).bot.name
    lane = write(Channel.MAX, "7", "слово " * 1_000, name=name)
    api.deliver(at=NOON)
    assert rows().count() > 1
    rows().filter(key="k#2").update(status=Status.PERMANENT)
    assert api.deliveries(region=HERE, keys=[(lane.id, "k")])[lane.id, "k"].failed


def test_a_receipt_of_another_region_is_not_ours(life, echo):  # noqa: F811
    life.town.say(Channel.VK, GALINA, "раз")
    life.work()
    told = Receipt(Channel.VK, life.house(Channel.VK).bot.name, "read", rows()[0].foreign_id, GALINA, up_to=True)
    assert receipts.note(told, region="RU-LIP", at=life.at) == 0


# --- letters on paper ------------------------------------------------------------------------------------------------


@pytest.fixture
def paper():
    with configuration.use(Configuration(bots=(bot("paper"),), regions={HERE: RegionRules(live=True)})):
        yield


def test_a_letter_waits_until_it_was_carried_to_the_post(paper, orlova):
    lane = write(Channel.PAPER, "454000, Челябинск, ул. Мира, 1, кв. 2", "Приходите 24 ноября.")
    assert api.deliver(at=NOON) == 0 and rows()[0].status == Status.CREATED
    (letter,) = api.to_post(by=orlova, at=NOON)
    assert letter.text == "Приходите 24 ноября." and letter.place.startswith("454000")
    assert api.mark_posted(by=orlova, letters=[letter.id], at=NOON) == 1
    assert api.mark_posted(by=orlova, letters=[letter.id], at=NOON) == 0, "once"
    assert api.to_post(by=orlova, at=NOON) == ()
    row = rows()[0]
    assert (row.status, row.posted_by_id, row.address_id) == (Status.SENT, orlova.account_id, lane.id)


def test_a_letter_taken_back_is_not_printed(paper, orlova):
    lane = write(Channel.PAPER, "454000")
    api.cancel(region=HERE, address=lane.id, key="k")
    assert api.to_post(by=orlova, at=NOON) == ()


def test_who_carries_letters(paper):
    write(Channel.PAPER, "454000")
    observer, there = serve("savin", "Савин", "observer"), serve("lis", "Лис", "curator", region="RU-LIP")
    with pytest.raises(NotAllowed):
        api.to_post(by=observer, at=NOON)
    with pytest.raises(NotAllowed):
        api.mark_posted(by=observer, letters=[rows()[0].pk], at=NOON)
    assert api.to_post(by=there, at=NOON) == ()
    assert api.mark_posted(by=there, letters=[rows()[0].pk], at=NOON) == 0


def test_a_region_on_trial_prints_nothing(orlova):
    with configuration.use(Configuration(bots=(bot("paper"),))):
        write(Channel.PAPER, "454000")
        assert api.to_post(by=orlova, at=NOON) == ()
