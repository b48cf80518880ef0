"""E-mail: sent through the region's own server or into a folder, read from a mailbox or a folder that a mail server
fills. `smtp://host:587` is encrypted by STARTTLS, except on this machine itself, `smtps://host:465` at once.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage as Parsed
from email.message import MIMEPart
from email.utils import parseaddr
from smtplib import (
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from ryadom.channels import unsubscribing
from ryadom.channels.configuration import LOOPBACK, Bot
from ryadom.channels.errors import BadUpdate, NotSent, Permanent, Temporary
from ryadom.channels.shapes import Attached, Channel, Receipt, Sort, Update

from . import folder, mailbox, reading
from .ports import Sending
from .reaching import believing, failed

_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
TIMEOUT = 20  # seconds
LARGEST = 36 * 1024 * 1024  # bytes of a letter: two or three photographs as mail programs write them
_PUT_ASIDE = re.compile(r"[0-9a-f]{32}\.eml")
KEPT_FOR = timedelta(days=2)  # longer than fetching tries
# What was answered to stands below the answer, in every mail program's own words.
_QUOTED = re.compile(
    r"^(>|-{2,}\s*(исходное|original|пересылаемое|forwarded)|.{0,120}(писал\(?а?\)?|wrote):\s*$)", re.I
)


def send(bot: Bot, sending: Sending) -> str:
    """The Message-ID: the same on every try, so that a mail program shows a repeated letter once. Raises NotSent."""
    if not _ADDRESS.fullmatch(sending.chat):
        raise Permanent("address")
    letter = written(bot, sending)
    number = str(letter.extra_headers["Message-ID"])
    if bot.folder is not None:
        folder.put(bot.folder, f"{sending.number}.eml", letter.message().as_bytes())
        return number
    letter.connection = _Server(bot)
    try:
        letter.send()
    except (SMTPException, OSError) as fault:
        raise _fault(fault) from None
    return number


def written(bot: Bot, sending: Sending) -> EmailMessage:
    """The letter. A notice says how to get no more of them, in words and for the mail program."""
    headers = {
        "Message-ID": f"<ryadom-{sending.number}@{bot.sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    text = sending.text
    if sending.notice:
        ways = [f"<mailto:{bot.sender}?subject=unsubscribe>"]
        link = unsubscribing.link(bot, sending.chat)
        if link:
            ways.insert(0, f"<{link}>")
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers["List-Unsubscribe"] = ", ".join(ways)
        text = f"{text}\n\n-- \n{_unsubscribe_words(link)}"
    subject = next((line for line in sending.text.splitlines() if line.strip()), "")[:90].strip()
    return EmailMessage(subject, text, bot.sender, [sending.chat], headers=headers)


def _unsubscribe_words(link: str) -> str:
    if link:
        return _("Не присылать такие письма: %(link)s") % {"link": link}
    return _("Чтобы не получать такие письма, ответьте: отписаться")


class _Server(EmailBackend):
    """Django's own, that believes the roots which the region names, too."""

    def __init__(self, bot: Bot) -> None:
        where = urlsplit(bot.base_url)
        host, implicit = where.hostname or "localhost", where.scheme == "smtps"
        super().__init__(
            host=host, port=where.port or (465 if implicit else 587), timeout=TIMEOUT,
            username=bot.user, password=bot.token.get_secret_value(),
            use_ssl=implicit, use_tls=not implicit and host not in LOOPBACK,
        )  # fmt: skip
        self.ssl_context = believing(bot.certificates)


def _fault(fault: Exception) -> NotSent:
    if isinstance(fault, SMTPRecipientsRefused):
        codes = [code for code, _said in fault.recipients.values()]
        return Permanent("recipient", blocked=True) if all(code >= 500 for code in codes) else Temporary("recipient")
    if isinstance(fault, SMTPResponseException):
        # What somebody will mend in the file of channels is no fault of the letter.
        if fault.smtp_code in (530, 534, 535):
            return Temporary("refused")
        if isinstance(fault, SMTPSenderRefused) and fault.smtp_code != 552:  # 552: the letter is too large
            return Temporary("sender")
        lasting = 500 <= fault.smtp_code < 600 and not isinstance(fault, SMTPConnectError | SMTPHeloError)
        return Permanent(str(fault.smtp_code)) if lasting else Temporary(str(fault.smtp_code))
    if isinstance(fault, SMTPNotSupportedError):
        return Temporary("unencrypted")
    return failed(fault)


def parse(bot: Bot, data: bytes, at: datetime, handle: str = "") -> Update | Receipt | None:
    """A letter as it lies in a mail folder; a receipt for one of ours that came back; None for one that another machine
    wrote. `handle`: how the letter is found again for its files; without one it is put aside under a name of its own.
    Raises BadUpdate.
    """
    letter = message_from_bytes(data, policy=policy.default)
    if letter.get_content_type() == "multipart/report":
        return _returned(bot, letter)
    sender = reading.storable(parseaddr(str(letter.get("From", "")))[1].casefold())
    number = reading.storable(str(letter.get("Message-ID", "")).strip())
    if not _ADDRESS.fullmatch(sender) or not number:
        raise BadUpdate("From or Message-ID is missing")
    if str(letter.get("Auto-Submitted", "no")).casefold() != "no" or letter.get("List-Id"):
        return None  # two machines that answer each other never end
    body = letter.get_body(("plain", "html"))
    text = _own_words(
        body.get_content() if body is not None else "", body is not None and body.get_content_subtype() == "html"
    )
    subject = reading.storable(" ".join(str(letter.get("Subject", "")).split()))
    if subject.casefold() == "unsubscribe":
        text = subject
    files = tuple(_files(letter, handle or _aside(letter)))
    sort = Sort.FILE if files and not text else Sort.TEXT
    return Update(
        Channel.EMAIL, bot.name, number[:120], sender, sender, sort, at, text or subject, files=files,
        message_id=number[:120], refers=reading.storable(str(letter.get("In-Reply-To", "")))[:120],
    )  # fmt: skip


def _returned(bot: Bot, letter: Parsed) -> Receipt | None:
    """A mail server's report (RFC 3464): ours could not be delivered, for ever. None where it only tells of a delay."""
    told = [part for part in letter.walk() if part.get_content_type() == "message/delivery-status"]
    said = " ".join(str(inner.get("Action", "")) for part in told for inner in part.walk()).casefold()
    codes = [str(inner.get("Status", "")) for part in told for inner in part.walk()]
    original = reading.storable(next(filter(None, (_message_id(part) for part in letter.iter_parts())), ""))
    if "failed" not in said or not original:
        return None
    return Receipt(
        Channel.EMAIL, bot.name, "failed", original[:120], why="returned", gone=any(code[:3] == "5.1" for code in codes)
    )  # fmt: skip


def _message_id(part: MIMEPart) -> str:
    """The Message-ID of the letter that a report brings back, whole or its headers only."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_content()
        return str(inner.get("Message-ID", "")).strip()
    if kind == "text/rfc822-headers":
        return str(message_from_string(part.get_content(), policy=policy.default).get("Message-ID", "")).strip()
    return ""


def _own_words(text: str, html: bool) -> str:
    if html:
        text = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    kept = []
    for line in reading.storable(text).splitlines():
        if _QUOTED.match(line.strip()):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()[: reading.LONGEST_TEXT]


def _files(letter: Parsed, name: str) -> list[Attached]:
    """Which files it brought. The handle names the letter, kept until its files are asked for, and the place."""
    return [
        Attached(
            f"{name}#{place}", reading.storable(part.get_filename() or ""), part.get_content_type(), len(_data(part))
        )
        for place, part in enumerate(_attachments(letter), 1)
    ]


def _attachments(letter: Parsed) -> list[MIMEPart]:
    return list(letter.iter_attachments()) if letter.is_multipart() else []


def _data(part: MIMEPart) -> bytes:
    """The bytes of an attachment; a letter within the letter as it is written."""
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_content().as_bytes())
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _aside(letter: Parsed) -> str:
    number = str(letter.get("Message-ID", "")).strip()
    return f"{hashlib.blake2b(number.encode('utf-8', 'surrogateescape'), digest_size=16).hexdigest()}.eml"


def put_aside(bot: Bot, data: bytes, update: Update) -> None:
    """Keep a letter whose files may be asked for; in the region's folder, for KEPT_FOR. Raises OSError."""
    if update.files and bot.folder is not None:
        folder.keep(bot.folder, update.files[0].handle.partition("#")[0], data)


def fetch(bot: Bot, attached: Attached, most: int) -> bytes:
    """The bytes of an attachment of a letter that was put aside, or lies in the mailbox. Raises NotSent."""
    name, _, place = attached.handle.partition("#")
    # A handle written before letters were put aside holds what the sender called the letter: never a path of ours.
    found = folder.kept(bot.folder, name) if bot.folder is not None and _PUT_ASIDE.fullmatch(name) else None
    if bot.inbox_url:
        found = mailbox.letter_of(bot, name)
    if found is None:
        raise Permanent("gone")
    parts = _attachments(message_from_bytes(found, policy=policy.default))
    data = _data(parts[int(place) - 1])
    if len(data) > most:
        raise Permanent("too big")
    return data
