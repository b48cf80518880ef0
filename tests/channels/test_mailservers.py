"""The region's own mail server, whose certificate comes from a root that the machine does not know: SMTP over TLS."""

import ssl
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from tests.site.conftest import free_port

from ryadom.channels import api, configuration
from ryadom.channels.adapters import calling
from ryadom.channels.configuration import Bot, Configuration, RegionRules
from ryadom.channels.errors import Temporary
from ryadom.channels.models import OutboundMessage, Status
from ryadom.channels.shapes import Button, Channel, Message, Weight

from .conftest import ANOTHER_HOST, HERE, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")]
NAME, PASSWORD, MAIL = "help@example.org", "right-password", "galina@example.org"


def shown(root, host=ANOTHER_HOST):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    root.issue_cert(host).configure_cert(context)
    return context


class Box:
    """Keeps what came; refuses whom it does not know."""

    def __init__(self):
        self.letters = []

    async def handle_MAIL(self, _server, _session, envelope, address, options):
        if address != NAME:
            return "553 5.7.1 sender not owned by this user"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


def asked(_server, _session, _envelope, _mechanism, told):
    known = (told.login, told.password) == (NAME.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=known)


@pytest.fixture
def server(root):
    """`server(scheme)`: a mail server that speaks so, and what reached it."""
    running = []

    def go(scheme="smtp", *, host=ANOTHER_HOST, named=ANOTHER_HOST, encrypts=True):
        box = Box()
        tls = shown(root, named)
        how = {"ssl_context": tls} if scheme == "smtps" else {"tls_context": tls if encrypts else None}
        if scheme == "smtp" and encrypts:
            how["require_starttls"] = True
        box.port = free_port()
        box.url = f"{scheme}://{host}:{box.port}"
        controller = Controller(
            box, host, box.port, authenticator=asked, auth_required=encrypts, auth_require_tls=scheme == "smtp", **how
        )
        controller.start()
        running.append(controller)
        return box

    yield go
    for controller in running:
        controller.stop()


def sent(url, root, *, to=MAIL, **also):
    """One letter to Galina through this server; the row that says what became of it."""
    given = {"sender": NAME, "user": NAME, "token": PASSWORD, "certificates": root.file, "base_url": url}
    bot = Bot(channel="email", name="main", region=HERE, **{**given, **also})
    with configuration.use(Configuration(bots=(bot,), regions={HERE: RegionRules(live=True)})):
        lane = api.address(region=HERE, channel=Channel.EMAIL, bot="main", chat=to, at=NOON)
        message = Message("Вам положено 12 250 ₽", ((Button("Как получить", "how"),),))
        api.send(region=HERE, address=lane.id, key="k", message=message, weight=Weight.REPLY, at=NOON)
        api.deliver(at=NOON)
    return OutboundMessage.objects.in_region(HERE).get()


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_letter_goes_encrypted_through_the_regions_own_server(server, root, scheme):
    box = server(scheme)
    row = sent(box.url, root)
    assert (row.status, row.why) == (Status.SENT, "")
    [(to, letter)] = box.letters
    assert to == [MAIL] and letter["Message-ID"] == row.foreign_id
    assert letter.get_content().split("\r\n") == ["Вам положено 12 250 ₽", "", "1. Как получить", ""]


def test_on_this_machine_itself_nothing_need_be_encrypted(server, root):
    box = server("smtp", host="127.0.0.1", encrypts=False)
    assert sent(box.url, root, user="", token="").status == Status.SENT and len(box.letters) == 1


@pytest.mark.parametrize(
    ("how", "also", "told"),
    [
        ({}, {"certificates": None}, "certificate"),
        ({"named": "127.0.0.3"}, {}, "certificate"),
        ({"encrypts": False}, {}, "unencrypted"),
        ({}, {"token": "wrong-password"}, "refused"),
        ({}, {"sender": "other@example.org"}, "sender"),
    ],
    ids=["a root nobody named", "another's certificate", "no TLS", "a wrong password", "another's address"],
)
def test_what_the_head_can_mend_is_named_and_tried_again(server, root, how, also, told):
    box = server(**how)
    row = sent(box.url, root, **also)
    assert (row.status, row.why, row.doubtful) == (Status.TEMPORARY, told, False)
    assert not box.letters


def test_a_server_that_is_not_there_has_nothing_of_ours(root):
    row = sent(f"smtp://{ANOTHER_HOST}:{free_port()}", root)
    assert (row.status, row.why, row.doubtful) == (Status.TEMPORARY, "unreachable", False)


def test_an_address_that_the_server_does_not_know_is_no_longer_written_to(server, root):
    row = sent(server().url, root, to="nobody@example.org")
    assert (row.status, row.why) == (Status.PERMANENT, "recipient")


def test_a_messenger_whose_certificate_is_not_believed_is_told_as_that(server, root):
    box = server("smtps")
    with pytest.raises(Temporary, match="certificate") as found:
        calling.call("GET", f"https://{ANOTHER_HOST}:{box.port}/")
    assert not found.value.doubtful
