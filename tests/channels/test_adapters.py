"""E-mail, text messages, the file of bots, forgetting, and the page behind the link under a notice."""

import json
import os
import re
import stat
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client

from ryadom.channels import api, collecting, configuration, delivering, working
from ryadom.channels.adapters import email, paper, sms
from ryadom.channels.configuration import Bot, Configuration, ConfigurationFault, RegionRules
from ryadom.channels.errors import BadUpdate
from ryadom.channels.models import Address, InboundUpdate, OutboundMessage, Status
from ryadom.channels.shapes import Button, Channel, Message, Weight
from ryadom.kit import textmessage

from .conftest import HERE, NOON, said

pytestmark = pytest.mark.django_db
PHONE, MAIL = "+79123456789", "galina@example.org"


@pytest.fixture
def folders(tmp_path):
    """SMS and e-mail through folders, as a trial of the whole way without a provider."""
    bots = (
        Bot(channel="sms", name="main", region=HERE, sender="RYADOM", folder=tmp_path / "sms"),
        Bot(channel="email", name="main", region=HERE, sender="region@example.org", folder=tmp_path / "mail",
            public_url="https://ryadom.example"),
    )  # fmt: skip
    with configuration.use(Configuration(bots=bots, regions={HERE: RegionRules(live=True)})):
        yield tmp_path


def tell(channel, chat, text, weight=Weight.REPLY, buttons=(), key="k"):
    lane = api.address(region=HERE, channel=channel, bot="main", chat=chat, at=NOON)
    api.send(region=HERE, address=lane.id, key=key, message=Message(text, buttons), weight=weight, at=NOON)
    return api.deliver(at=NOON)


def test_a_text_message_is_a_file_for_the_gateway(folders):
    assert tell(Channel.SMS, PHONE, "Заявление 74-1 принято. Ответим до 24 ноября 2026.") == 1
    [path] = (folders / "sms/out").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = json.loads(path.read_text("utf-8"))
    assert told == {
        "id": path.stem,
        "to": PHONE,
        "from": "RYADOM",
        "text": "Заявление 74-1 принято. Ответим до 24 ноября 2026.",
    }


def test_a_text_message_that_is_sent_again_after_a_crash_is_the_same_file(folders):
    tell(Channel.SMS, PHONE, "Ответим завтра")
    rows = OutboundMessage.objects.in_region(HERE)
    rows.update(status=Status.SENDING, sending_at=NOON)
    api.deliver(at=NOON + delivering.LEASE)
    assert len(list((folders / "sms/out").iterdir())) == 1 and not rows.get().doubtful


def test_a_number_that_is_none_is_given_up(folders):
    assert tell(Channel.SMS, "not-a-phone", "Привет") == 0
    assert OutboundMessage.objects.in_region(HERE).get().status == Status.PERMANENT


def test_what_comes_by_text_message_is_heard(folders, heard):
    (folders / "sms/in").mkdir(parents=True)
    (folders / "sms/in/1.json").write_text(json.dumps({"id": "g1", "from": "8 912 345-67-89", "text": "где ответ?"}))
    (folders / "sms/in/2.json").write_text("{")
    assert working.attend(lambda: NOON) == 3
    assert (heard[0].update.chat, heard[0].update.text) == (PHONE, "где ответ?")
    assert [path.name for path in (folders / "sms/in").iterdir()] == ["bad"], "what cannot be read is kept aside"


def test_a_letter_says_how_to_get_no_more_of_them(folders):
    tell(Channel.EMAIL, MAIL, "Вам назначено 12 250 ₽\nДеньги придут до 24 ноября 2026.", Weight.NOTICE)
    [path] = (folders / "mail/out").iterdir()
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert letter["Subject"] == "Вам назначено 12 250 ₽" and letter["To"] == MAIL
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.search(r"https://ryadom\.example(/channels/unsubscribe/\S+?/)>", letter["List-Unsubscribe"]).group(1)
    assert link in letter.get_content(), "people see it, too"
    reader = Client()
    assert "Присылать вам новости" in reader.get(link).content.decode()
    assert Address.objects.in_region(HERE).get().unsubscribed_at is None, "looking changes nothing"
    reader.post(link, {"List-Unsubscribe": "One-Click"})
    assert Address.objects.in_region(HERE).get().unsubscribed_at is not None
    assert "Больше не пришлём" in reader.get(link).content.decode()
    reader.post(link, {"again": "1"})
    assert Address.objects.in_region(HERE).get().unsubscribed_at is None
    assert reader.get(link.replace(":", ":x", 1)).status_code == 404


def test_a_reply_by_letter_has_no_such_words(folders):
    tell(Channel.EMAIL, MAIL, "Отвечаем", buttons=((Button("Да", "yes"),),))
    [path] = (folders / "mail/out").iterdir()
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert letter["List-Unsubscribe"] is None and letter.get_content().strip().endswith("1. Да")


LETTER = b"""From: =?utf-8?b?0JPQsNC70LjQvdCw?= <Galina@Example.org>
To: region@example.org
Message-ID: <m1@example.org>
Subject: Question
Content-Type: text/plain; charset=utf-8

%s

12.11.2026, 10:00, Region <region@example.org> wrote:
> old words
"""


def test_a_letter_is_heard_without_what_it_answers_to(folders, heard):
    (folders / "mail/in").mkdir(parents=True)
    (folders / "mail/in/1").write_bytes(LETTER % "Где мой ответ?".encode())
    (folders / "mail/in/2").write_bytes(LETTER.replace(b"<m1@", b"<m2@") % "отписаться".encode())
    (folders / "mail/in/3").write_bytes(
        b"Auto-Submitted: auto-replied\n" + LETTER.replace(b"<m1@", b"<m3@") % b"I am away"
    )
    (folders / "mail/in/4").write_bytes(LETTER % "Где мой ответ?".encode())
    collecting.collect(at=NOON)
    api.work(at=NOON)
    assert [(one.update.chat, one.update.text) for one in heard] == [(MAIL, "Где мой ответ?")]
    assert Address.objects.in_region(HERE).get().unsubscribed_at == NOON
    assert not [path for path in (folders / "mail/in").iterdir() if path.is_file()]


def test_a_letter_in_html_and_one_without_sender():
    bot = Bot(channel="email", name="main", region=HERE, sender="region@example.org")
    html = LETTER.replace(b"text/plain", b"text/html") % "<style>p{}</style><p>Помогите</p>".encode()
    assert email.parse(bot, html, NOON).text == "Помогите"
    with pytest.raises(BadUpdate):
        email.parse(bot, b"Subject: hi\n\nhi", NOON)
    with pytest.raises(BadUpdate):
        sms.parse(bot, b'{"id": "1", "from": "112", "text": "x"}', NOON)


def test_a_letter_on_paper_waits_until_somebody_prints(monkeypatch):
    monkeypatch.setattr(paper, "_printers", [])
    bot = Bot(channel="paper", name="main", region=HERE)
    with configuration.use(Configuration(bots=(bot,), regions={HERE: RegionRules(live=True)})):
        assert tell(Channel.PAPER, "Троицк, ул. Мира, 1", "Вам назначено") == 0
        printed = []
        api.register_printer(lambda *told: printed.append(told))
        assert api.deliver(at=NOON + timedelta(seconds=10)) == 1
    assert printed[0][1] == "Троицк, ул. Мира, 1" and printed[0][3] == "Вам назначено"


def test_a_text_read_aloud_has_numbered_answers():
    tell(Channel.PHONE, "case-1", "Газ уже есть?", buttons=((Button("Да", "y"), Button("Нет", "n")),))
    row = OutboundMessage.objects.in_region(HERE).get()
    assert (row.text, row.status) == ("Газ уже есть?\n\n1. Да\n2. Нет", Status.SENT)


def test_texts_are_forgotten_after_a_month_and_a_late_repetition_is_still_known(heard, folders):
    update = said("у меня беда")
    api.store(update, region=HERE, at=NOON)
    api.work(at=NOON)
    tell(Channel.SMS, PHONE, "Поможем")
    assert api.forget(at=NOON + timedelta(days=29)) == 0
    later = NOON + timedelta(days=30)
    assert api.forget(at=later) == 2 and api.forget(at=later) == 0
    assert InboundUpdate.objects.in_region(HERE).get().payload == {}
    assert OutboundMessage.objects.in_region(HERE).get().text == ""
    assert not api.store(update, region=HERE, at=later)


def test_what_waits_is_not_forgotten(receiver):
    api.store(said("ещё не услышано"), region=HERE, at=NOON)
    assert api.forget(at=NOON + timedelta(days=400)) == 0


@pytest.mark.parametrize(("text", "fault"), [
    ("я" * 201, None), ("я" * 202, "length"), ("см. www.site", "link"), ("сайт.рф", "link"),
    ("Ваша инвалидность", "health"), ("Приходите 24.11", None),
])  # fmt: skip
def test_what_may_go_by_text_message(text, fault):
    assert textmessage.fault(text) == fault


TELEGRAM = {
    "channel": "telegram", "name": "main", "region": HERE, "token": "1:token-token", "secret": "secret-secret",
    "path": "path-of-telegram",
}  # fmt: skip


def test_a_state_body_has_no_bot_in_telegram():
    with pytest.raises(ValueError, match="иностранный мессенджер"):
        Configuration(bots=(Bot(**TELEGRAM),))
    with pytest.raises(ValueError, match="иностранный мессенджер"):
        Configuration(bots=(Bot(**TELEGRAM),), regions={HERE: RegionRules(live=True)})
    free = Configuration(bots=(Bot(**TELEGRAM),), regions={HERE: RegionRules(state_body=False)})
    assert free.bot("telegram", "main", HERE)


@pytest.mark.parametrize(("wrong", "said"), [
    ({"bots": [TELEGRAM | {"rehearsal": True, "base_url": "https://api.telegram.org"}]}, "loopback"),
    ({"bots": [TELEGRAM | {"rehearsal": True, "base_url": "http://127.0.0.1:1", "path": "short"}]}, "8 characters"),
    ({"bots": [{"channel": "sms", "name": "main", "region": HERE}]}, "folder or sender"),
    ({"bots": [{"channel": "vk", "name": "Main!", "region": HERE}]}, "pattern"),
    ({"bots": [{"channel": "paper", "name": "a", "region": HERE}] * 2}, "one name"),
    ({"bots": [TELEGRAM | {"channel": "vk"}, TELEGRAM | {"channel": "max"}]}, "one path"),
    ({"regions": {HERE: {"alive": True}}}, "Extra"),
])  # fmt: skip
def test_a_wrong_file_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        Configuration.model_validate(wrong)


@pytest.fixture
def file_only():
    """The configuration of the file, as outside of tests."""
    with configuration.use(None):
        yield


def test_the_file_is_read_again_when_it_changes_and_never_quoted(settings, tmp_path, file_only):
    path = tmp_path / "channels.toml"
    settings.RYADOM = settings.RYADOM.model_copy(update={"channels": path})
    with pytest.raises(ConfigurationFault):
        configuration.current()
    path.write_text('[regions.RU-CHE]\nlive = true\nguests = ["max:1"]\n')
    path.chmod(0o644)
    with pytest.raises(ConfigurationFault):
        configuration.current()
    path.chmod(0o600)
    assert configuration.current().rules(HERE).live and not configuration.current().rules("RU-LIP").live
    path.write_text('[[bots]]\nchannel = "max"\nname = "main"\nregion = "RU-CHE"\ntoken = "t0psecret"\nsecret = "s"\n')
    os.utime(path, ns=(1, 1))
    with pytest.raises(ConfigurationFault) as refused:
        configuration.current()
    assert "bots.0" in str(refused.value) and "t0psecret" not in str(refused.value)


def test_secrets_are_never_shown():
    assert "token-token" not in repr(Bot(**TELEGRAM)) + str(Bot(**TELEGRAM))


def test_the_commands_tell_what_waits_and_what_is_dead(receiver, folders, monkeypatch):
    from click.testing import CliRunner

    from ryadom.channels import cli

    def run(*words):
        done = CliRunner().invoke(cli.channels_group, words)
        return done.exit_code, done.output

    api.store(said("тайные слова"), region=HERE, at=NOON)
    rows = InboundUpdate.objects.in_region(HERE)
    assert "waiting to be handled 1, dead 0" in run("show")[1] and "live" in run("show")[1]
    rows.update(dead_at=NOON, begun=8, fault="ValueError")
    code, told = run("dead", "--region", HERE)
    assert (code, "ValueError" in told, "тайные" in told) == (0, True, False)
    assert "тайные" in run("dead", "--region", HERE, "--text")[1]
    number = rows.get().pk
    assert run("dead", "--region", HERE, "--return", str(number)) == (0, f"{number} is tried again\n")
    assert run("dead", "--region", HERE, "--return", str(number))[0] == 1
    assert rows.get().dead_at is None and rows.get().begun == 0


def test_the_rehearsal_writes_a_file_that_works(settings, tmp_path, file_only):
    from click.testing import CliRunner

    from ryadom.channels import cli

    path = tmp_path / "channels.toml"
    done = CliRunner().invoke(cli.channels_group, ["rehearse", "--region", HERE, "--write", str(path)])
    assert done.exit_code == 0, done.output
    settings.RYADOM = settings.RYADOM.model_copy(update={"channels": path})
    assert {bot.channel for bot in configuration.current().bots} == {Channel.MAX, Channel.VK, Channel.TELEGRAM}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_that_was_said_is_logged(receiver, caplog):
    def trips(inbound, at):
        raise ValueError(inbound.update.text)

    receiver(trips)
    api.store(said("меня бьёт муж", chat="galina-chat-id"), region=HERE, at=NOON)
    with caplog.at_level("DEBUG"):
        api.work(at=NOON)
    from ryadom.site.logs import nameless_exceptions

    for record in caplog.records:
        told = dict(record.msg) if isinstance(record.msg, dict) else {"event": record.getMessage()}
        shown = str(nameless_exceptions(None, "", told))
        assert "бьёт" not in shown and "galina-chat-id" not in shown
    assert InboundUpdate.objects.in_region(HERE).get().fault == "ValueError"
