"""Galina writes by e-mail: a real mail server (Dovecot) holds her letters, and the region reads them over IMAP."""

import getpass
import imaplib
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from tests.site.conftest import free_port

from ryadom.channels import api, collecting, configuration, fetching
from ryadom.channels.configuration import Bot, Configuration
from ryadom.channels.models import InboundUpdate, Watched
from ryadom.channels.shapes import Channel

from .conftest import ANOTHER_HOST, HERE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("dovecot"), reason="no Dovecot here: apt-get install dovecot-imapd"),
]
NAME, PASSWORD = "help@example.org", "right-password"
PICTURE = b"\xff\xd8\xff picture"


class Server:
    """Dovecot in a folder of its own, on this machine alone, as the user of the tests."""

    def __init__(self, folder, root):
        self.folder, self.port, self.encrypted_port = folder, free_port(), free_port()
        shown = root.issue_cert(ANOTHER_HOST)
        shown.private_key_and_cert_chain_pem.write_to_path(str(folder / "shown.pem"))
        me = getpass.getuser()
        (folder / "users").write_text(f"{NAME}:{{PLAIN}}{PASSWORD}\n")
        owner = pwd.getpwnam("nobody" if me == "root" else me)  # Dovecot reads no mail as root
        shutil.chown(folder, owner.pw_uid, owner.pw_gid)
        folder.chmod(0o711)
        (folder / "dovecot.conf").write_text(
            f"""protocols = imap
listen = 127.0.0.1, {ANOTHER_HOST}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = yes
ssl_cert = <{folder}/shown.pem
ssl_key = <{folder}/shown.pem
disable_plaintext_auth = no
default_login_user = {"dovenull" if me == "root" else me}
default_internal_user = {"dovecot" if me == "root" else me}
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}
}}
service imap-login {{
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.encrypted_port}
    ssl = yes
  }}
}}
"""
        )

    def start(self):
        self.process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with self.opened():
                    return
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.1)
        raise AssertionError(self.process.stderr.read().decode() if self.process.poll() else "Dovecot does not answer")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stderr.close()

    @contextmanager
    def opened(self):
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as box:
            box.login(NAME, PASSWORD)
            box.select("INBOX")
            yield box

    def deliver(self, letter):
        with self.opened() as box:
            assert box.append("INBOX", "", None, letter)[0] == "OK"

    def numbers(self, asked):
        with self.opened() as box:
            return len(box.search(None, asked)[1][0].split())

    def empty(self):
        with self.opened() as box:
            for number in box.search(None, "ALL")[1][0].split():
                box.store(number, "+FLAGS.SILENT", r"(\Deleted)")
            box.expunge()


@pytest.fixture(scope="module")
def dovecot(root):
    with tempfile.TemporaryDirectory(prefix="ryadom-mail-") as folder:  # that of the tests is closed to other users
        server = Server(Path(folder), root)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture
def server(dovecot):
    dovecot.empty()
    return dovecot


def mailbox(server, **also):
    given = {"sender": NAME, "user": NAME, "token": PASSWORD, "inbox_url": f"imap://127.0.0.1:{server.port}"}
    return Bot(channel="email", name="main", region=HERE, **{**given, **also})


@pytest.fixture
def read(server):
    """Read the mailbox as the worker does every minute."""

    def once(**also):
        with configuration.use(Configuration(bots=(mailbox(server, **also),))):
            return collecting.read_mail(at=datetime.now(UTC))

    return once


def letter(text="Карта не работает в автобусе", *, number="m1", files=(), **headers):
    told = EmailMessage()
    told["From"], told["Subject"] = "galina@example.org", "Вопрос"
    if number:
        told["Message-ID"] = f"<{number}@example.org>"
    for name, value in headers.items():
        told[name.replace("_", "-")] = value
    told.set_content(text)
    for name, data in files:
        told.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return told.as_bytes()


def texts():
    rows = InboundUpdate.objects.in_region(HERE).order_by("id")
    return [row.payload["text"] for row in rows]


def seen():
    return Watched.objects.in_region(HERE).get(channel="email").told


def test_letters_are_stored_once_and_stay_in_the_mailbox_as_seen(server, read):
    server.deliver(letter())
    server.deliver(letter("И ещё одно", number="m2"))
    assert read() == 2 and texts() == ["Карта не работает в автобусе", "И ещё одно"]
    assert (server.numbers("SEEN"), server.numbers("FLAGGED")) == (2, 0)
    server.deliver(letter(number="m1"))  # a mail server that lost track delivers once more
    assert read() == 1 and len(texts()) == 2
    assert read() == 0 and seen() == "kept"


def test_what_cannot_be_stored_stays_unseen(server, read, monkeypatch):
    server.deliver(letter())

    def broken(*_args, **_also):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(collecting.inbox, "store", broken)
        with pytest.raises(RuntimeError):
            read()
    assert server.numbers("UNSEEN") == 1 and texts() == []
    assert read() == 1 and texts() == ["Карта не работает в автобусе"]


def test_what_is_no_letter_of_a_person_is_flagged_or_let_go(server, read):
    server.deliver(letter(number=""))
    server.deliver(letter("Я в отпуске", number="m2", Auto_Submitted="auto-replied"))
    assert read() == 2 and texts() == []
    assert (server.numbers("SEEN FLAGGED"), server.numbers("SEEN UNFLAGGED")) == (1, 1), "a person looks at the first"


@pytest.mark.parametrize("line", ["Message-ID: <[>", 'From: "', "From: <a@[>", "From: a:b,c;@["])
def test_a_letter_on_which_python_itself_breaks_keeps_nobody_waiting(server, read, line):
    """Python's reader of headers raises IndexError or AttributeError on these: any stranger can send them."""
    server.deliver(f"{line}\r\nSubject: hi\r\n\r\nhi\r\n".encode())
    server.deliver(letter("а это письмо целое", number="m2"))
    assert read() == 2 and texts() == ["а это письмо целое"]
    assert server.numbers("FLAGGED") == 1


def test_half_a_sign_and_a_zero_in_a_letter_are_left_out(server, read):
    server.deliver(
        b"From: galina@example.org\r\nMessage-ID: <m1@example.org>\r\nSubject: card\r\n"
        b"In-Reply-To: <\xd0@x>\r\nContent-Type: text/plain; charset=unicode_escape\r\n\r\n\\ud83d card\\x00s\r\n"
    )
    assert read() == 1 and texts() == ["card" + "s"]


def test_a_letter_too_large_is_not_even_read(server, read, monkeypatch):
    monkeypatch.setattr(collecting.email, "LARGEST", 2_000)
    server.deliver(letter(files=(("паспорт.jpg", PICTURE * 1_000),)))
    server.deliver(letter("короткое", number="m2"))
    assert read() == 2 and texts() == ["короткое"]
    assert server.numbers("FLAGGED") == 1


def test_attachments_are_fetched_from_the_mailbox_when_they_are_wanted(server, read, monkeypatch):
    kept = []
    monkeypatch.setattr(fetching, "_keepers", [lambda fetched, at: kept.append(fetched) is None])
    server.deliver(letter(files=(("паспорт.jpg", PICTURE), ("справка.jpg", PICTURE * 2))))
    read()
    row = InboundUpdate.objects.in_region(HERE).get()
    api.want_files(region=HERE, inbound=row.pk, at=datetime.now(UTC))
    with configuration.use(Configuration(bots=(mailbox(server),))):
        assert api.fetch(at=datetime.now(UTC)) == 1
    assert kept[0].files == (("паспорт.jpg", PICTURE), ("справка.jpg", PICTURE * 2))


def test_a_letter_that_somebody_deleted_is_gone(server, read, monkeypatch):
    kept = []
    monkeypatch.setattr(fetching, "_keepers", [lambda fetched, at: kept.append(fetched) is None])
    server.deliver(letter(files=(("паспорт.jpg", PICTURE),)))
    read()
    server.empty()
    api.want_files(region=HERE, inbound=InboundUpdate.objects.in_region(HERE).get().pk, at=datetime.now(UTC))
    with configuration.use(Configuration(bots=(mailbox(server),))):
        api.fetch(at=datetime.now(UTC))
    assert kept[0].fault == "gone"


@pytest.mark.parametrize(
    ("about", "told"),
    [({"token": "wrong-password"}, "refused"), ({"inbox_url": "imap://127.0.0.1:{closed}"}, "unreachable"),
     ({"inbox_url": "imap://127.0.0.1:{port}/Нет-такой"}, "refused")],
)  # fmt: skip
def test_a_mailbox_that_does_not_open_is_told_to_the_head_and_loses_nothing(server, read, about, told):
    server.deliver(letter())
    fill = partial(str.format, port=server.port, closed=free_port())
    assert read(**{name: fill(value) for name, value in about.items()}) == 0
    assert seen() == told and server.numbers("UNSEEN") == 1
    assert read() == 1 and seen() == "kept"


def test_the_mailbox_may_be_a_folder_with_a_russian_name(server, read):
    with server.opened() as box:
        box.create('"&BB4EMQRABDAESQQ1BD0EOARP- &- A"')
        box.append('"&BB4EMQRABDAESQQ1BD0EOARP- &- A"', "", None, letter())
    assert read(inbox_url=f"imap://127.0.0.1:{server.port}/Обращения%20&%20A") == 1
    assert texts() == ["Карта не работает в автобусе"]


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_a_mailbox_of_the_world_is_read_encrypted(server, read, root, scheme):
    server.deliver(letter())
    port = server.encrypted_port if scheme == "imaps" else server.port
    url = f"{scheme}://{ANOTHER_HOST}:{port}"
    assert read(inbox_url=url) == 0 and seen() == "certificate", "its root is nobody's that we know"
    assert read(inbox_url=url, certificates=root.file) == 1 and seen() == "kept"
    assert texts() == ["Карта не работает в автобусе"]


def test_a_mailbox_of_the_world_is_never_read_in_the_clear(monkeypatch):
    """Beyond this machine `imap://` begins with STARTTLS; a server that has none gets no password."""
    said = []

    class Box:
        capabilities = ("IMAP4REV1",)

        def __init__(self, host, port, timeout):
            said.append(host)

        def shutdown(self):
            said.append("left")

        def login(self, *_args):
            said.append("password")

    monkeypatch.setattr(
        imaplib, "IMAP4", type("IMAP4", (Box,), {"error": imaplib.IMAP4.error, "abort": imaplib.IMAP4.abort})
    )
    bot = Bot(channel="email", name="main", region=HERE, sender=NAME, user=NAME, token=PASSWORD,
              inbox_url="imap://mail.example.org")  # fmt: skip
    with configuration.use(Configuration(bots=(bot,))):
        assert collecting.read_mail(at=datetime.now(UTC)) == 0
    assert said == ["mail.example.org", "left"] and seen() == "unencrypted"


def test_the_file_of_channels_says_what_a_mailbox_may_be():
    for wrong in ({"inbox_url": "https://mail.example.org"}, {"inbox_url": "imaps://m.example", "folder": "/tmp"},
                  {"inbox_url": "imaps://m.example", "channel": Channel.SMS}):  # fmt: skip
        with pytest.raises(ValueError, match="inbox_url"):
            Bot(**{"channel": "email", "name": "main", "region": HERE, "sender": NAME, **wrong})


def test_the_worker_reads_it_every_minute(server):
    from ryadom.channels import tasks

    server.deliver(letter())
    with configuration.use(Configuration(bots=(mailbox(server),))):
        assert tasks.read_mail(timestamp=0) == 1
    assert texts() == ["Карта не работает в автобусе"]
