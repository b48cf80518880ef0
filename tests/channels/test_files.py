"""Galina sends photos, papers and her voice; they lie at the messenger and are fetched from there, or it is said why
they were not.

The messengers are those of the rehearsal, over real HTTP.
"""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from ryadom.channels import api, collecting, configuration
from ryadom.channels.adapters import calling, vk
from ryadom.channels.configuration import Bot, Configuration
from ryadom.channels.errors import Permanent
from ryadom.channels.fetching import LARGEST
from ryadom.channels.models import Fetching, InboundUpdate
from ryadom.channels.rehearsal.sending import PICTURE, VOICE, usual
from ryadom.channels.rehearsal.town import File
from ryadom.channels.shapes import Channel

from .conftest import HERE
from .test_rehearsal import GALINA, MESSENGERS, life  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(receiver):
    """Everything that the keeper was given; every file is wanted."""
    from ryadom.channels import fetching

    found, before = [], list(fetching._keepers)

    def receive(inbound, at):
        if inbound.update.files:
            api.want_files(region=inbound.region, inbound=inbound.id, at=at)

    def keep(fetched, at):
        found.append(fetched)
        return not fetched.fault

    receiver(receive)
    api.register_keeper(keep)
    yield found
    fetching._keepers[:] = before


def state():
    return Fetching.objects.in_region(HERE).get().state


def work(life):  # noqa: F811
    api.work(at=life.at)
    return api.fetch(at=life.at)


@pytest.mark.parametrize("channel", MESSENGERS)
@pytest.mark.parametrize("kind", ["photo", "voice", "document"])
def test_what_was_sent_is_fetched_byte_for_byte(life, kept, channel, kind):  # noqa: F811
    life.town.say(channel, GALINA, kind=kind)
    assert work(life) == 1
    ((_name, came),) = kept[0].files
    assert came == usual(kind).data and state() == "kept"
    assert work(life) == 0, "once"


@pytest.mark.parametrize("channel", (Channel.MAX, Channel.TELEGRAM))
def test_a_document_keeps_its_name(life, kept, channel):  # noqa: F811
    life.town.say(channel, GALINA, kind="document")
    work(life)
    assert kept[0].files[0][0] == "справка.pdf"


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_messenger_that_stumbles_is_asked_again(life, kept, channel):  # noqa: F811
    life.house(channel).faults.broken_files = 2
    life.town.say(channel, GALINA, kind="photo")
    assert work(life) == 0 and state() == "waiting"
    life.pass_time(seconds=10)
    assert work(life) == 0
    life.pass_time(seconds=30)
    assert work(life) == 1 and kept[0].files[0][1] == PICTURE


@pytest.mark.parametrize("channel", MESSENGERS)
def test_a_file_that_is_no_longer_there_is_told(life, kept, channel):  # noqa: F811
    life.house(channel).faults.lost_files = True
    life.town.say(channel, GALINA, kind="photo")
    assert work(life) == 1
    assert kept[0].fault == "gone" and state() == "lost"


@pytest.mark.parametrize("channel", MESSENGERS)
def test_an_endless_file_is_not_read_to_its_end(life, kept, channel):  # noqa: F811
    huge = File("huge.jpg", "image/jpeg", b"\xff\xd8" + bytes(LARGEST))
    life.town.say(channel, GALINA, kind="photo", file=huge)
    assert work(life) == 1
    assert kept[0].fault == "too-big"


def test_a_messenger_that_never_gives_it_is_given_up(life, kept):  # noqa: F811
    life.house(Channel.MAX).faults.broken_files = 100
    life.town.say(Channel.MAX, GALINA, kind="photo")
    for _try in range(8):
        work(life)
        life.pass_time(minutes=31)
    assert kept[0].fault == "gone" and state() == "lost"
    assert life.house(Channel.MAX).faults.broken_files == 92


def test_a_keeper_that_breaks_is_asked_again_and_holds_nobody_up(life, kept):  # noqa: F811
    from ryadom.channels import fetching

    def broken(fetched, at):
        if fetched.files[0][1] == VOICE:
            raise RuntimeError("the disk is full")
        kept.append(fetched)
        return True

    api.register_keeper(broken)
    life.town.say(Channel.MAX, GALINA, kind="voice")
    life.town.say(Channel.MAX, "77", kind="photo")
    assert work(life) == 1
    assert sorted(Fetching.objects.in_region(HERE).values_list("state", flat=True)) == ["kept", "waiting"]
    fetching._keepers[:] = [lambda fetched, at: kept.append(fetched) or True]
    life.pass_time(seconds=10)
    assert work(life) == 1


def test_a_worker_that_died_over_a_file_is_followed_by_another(life, kept):  # noqa: F811
    from ryadom.channels import fetching

    life.town.say(Channel.MAX, GALINA, kind="photo")
    api.work(at=life.at)
    assert fetching._take(life.at) is not None  # and there it dies
    assert api.fetch(at=life.at) == 0, "another worker may still be at it"
    life.pass_time(minutes=5)
    assert api.fetch(at=life.at) == 1


@pytest.mark.parametrize(
    "address",
    ["http://example.org/p.jpg", "https://127.0.0.1/p.jpg", "https://[::1]/p.jpg", "https://10.0.0.7/p.jpg",
     "https://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "ftp://example.org/p", "", "https://"],
)  # fmt: skip
def test_nobody_is_led_into_our_own_network(address):
    with pytest.raises(Permanent, match="address"):
        calling.download(address, 100)


def test_a_redirect_is_looked_at_too(life, monkeypatch):  # noqa: F811
    import httpx

    base = life.house(Channel.MAX).bot.base_url
    client = httpx.Client(transport=httpx.MockTransport(
        lambda request: httpx.Response(302, headers={"location": "http://10.0.0.7/secret"})
    ))  # fmt: skip
    monkeypatch.setattr(calling, "_client", lambda certificates: client)
    with pytest.raises(Permanent, match="address"):
        calling.download(f"{base}/file/1", 100, base_url=base)


@pytest.fixture
def mailbox(tmp_path):
    """A folder that a mail server fills."""
    bot = Bot(channel="email", name="main", region=HERE, sender="region@example.org", folder=tmp_path / "mail")
    (tmp_path / "mail/in").mkdir(parents=True)
    with configuration.use(Configuration(bots=(bot,))):
        yield tmp_path / "mail"


def letter(*files, number="m1"):
    told = EmailMessage()
    told["From"], told["Message-ID"], told["Subject"] = "galina@example.org", f"<{number}@example.org>", "Справки"
    told.set_content("Вот справки, посмотрите")
    for name, data in files:
        told.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return told.as_bytes()


def test_a_letter_with_heavy_photographs_brings_them_byte_for_byte(mailbox, kept):
    heavy = PICTURE + b"\0" * 3_000_000
    (mailbox / "in/1").write_bytes(letter(("паспорт.jpg", heavy), ("справка.jpg", PICTURE)))
    collecting.collect(at=datetime.now(UTC))
    api.work(at=datetime.now(UTC))
    assert api.fetch(at=datetime.now(UTC)) == 1 and state() == "kept"
    assert kept[0].files == (("паспорт.jpg", heavy), ("справка.jpg", PICTURE))


def test_a_letter_that_waited_too_long_is_swept_and_its_sender_is_told(mailbox, kept):
    (mailbox / "in/1").write_bytes(letter(("паспорт.jpg", PICTURE)))
    collecting.collect(at=datetime.now(UTC))
    api.work(at=datetime.now(UTC))
    later = datetime.now(UTC) + timedelta(days=3)
    collecting.collect(at=later)
    assert list((mailbox / "in/kept").iterdir()) == []
    assert api.fetch(at=later) == 1 and (kept[0].fault, state()) == ("gone", "lost")


def test_a_letter_of_words_alone_is_not_put_aside(mailbox, kept):
    (mailbox / "in/1").write_bytes(letter())
    collecting.collect(at=datetime.now(UTC))
    assert not (mailbox / "in/kept").exists()


@pytest.mark.parametrize("line", ["Message-ID: <[>", 'From: "', "From: <a@[>", "From: a:b,c;@["])
def test_a_letter_on_which_python_itself_breaks_stops_no_other_channel(mailbox, line):
    (mailbox / "in/1").write_bytes(f"{line}\nSubject: hi\n\nhi\n".encode())
    (mailbox / "in/2").write_bytes(letter())
    assert collecting.collect(at=datetime.now(UTC)) == 2
    assert [path.name for path in (mailbox / "in/bad").iterdir()] == ["1"]
    assert InboundUpdate.objects.in_region(HERE).count() == 1


def test_a_full_disk_leaves_the_letter_where_it_lies_and_stops_nobody(mailbox, monkeypatch):
    (mailbox / "in/1").write_bytes(letter(("паспорт.jpg", PICTURE)))

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(collecting.folder, "keep", full)
        assert collecting.collect(at=datetime.now(UTC)) == 0
    assert (mailbox / "in/1").exists() and not InboundUpdate.objects.in_region(HERE).exists()
    assert collecting.collect(at=datetime.now(UTC)) == 1 and InboundUpdate.objects.in_region(HERE).count() == 1


def test_a_report_about_no_letter_of_ours_is_let_go(mailbox):
    (mailbox / "in/1").write_bytes(
        b"From: daemon@example.org\nMessage-ID: <r@example.org>\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        b"--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\n"
        b"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <a\x00b@example.org>\n\n--b--\n"
    )
    (mailbox / "in/2").write_bytes(letter())
    assert collecting.collect(at=datetime.now(UTC)) == 2
    assert InboundUpdate.objects.in_region(HERE).count() == 1 and not list((mailbox / "in").glob("[12]"))


def test_vk_brings_what_was_forwarded_through_two_people():
    photo = {"type": "photo", "photo": {"sizes": [{"url": "https://vk.example/1.jpg", "width": 600}]}}
    inner = {"from_id": 8, "text": "от бухгалтера", "attachments": [photo], "fwd_messages": []}
    outer = {"from_id": 7, "text": "перешли в соцзащиту", "attachments": [], "fwd_messages": [inner]}
    message = {"peer_id": 52, "from_id": 52, "date": 1, "id": 5, "text": "", "attachments": [], "fwd_messages": [outer]}
    body = {"type": "message_new", "event_id": "e1", "object": {"message": message}}
    bot = Bot(
        channel="vk", name="main", region=HERE, token="token-of-vk", group="1", secret="secret-of-vk",
        confirmation="code", path="path-of-vk",
    )  # fmt: skip
    (heard,) = vk.parse(bot, body, datetime.now(UTC))
    assert (heard.forwarded, heard.text) == (True, "перешли в соцзащиту\nот бухгалтера")
    assert [one.handle for one in heard.files] == ["https://vk.example/1.jpg"]
