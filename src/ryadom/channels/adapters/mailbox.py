"""A mailbox that is read over IMAP (RFC 9051): letters stay in it, those that we have stored are marked as seen.

`imaps://host:993` is encrypted from the first byte, `imap://host:143` by STARTTLS, except on this machine itself. A
path names another folder than INBOX.
"""

from __future__ import annotations

import imaplib
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from ryadom.channels.configuration import LOOPBACK, Bot
from ryadom.channels.errors import Temporary

from .reaching import believing, failed

TIMEOUT = 20  # seconds
AT_ONCE = 50  # letters of one reading; the rest waits for the next
_OURS = re.compile(r"imap-(\d{1,10})-(\d{1,10})")


def read(bot: Bot, keep: Callable[[bytes, str], bool], largest: int) -> int:
    """Give every unseen letter to `keep(letter, handle)`; how many there were. One that it kept is marked as seen after
    that and not before; one that it could not take, or that is larger than `largest` bytes, is flagged for a person.
    Raises Temporary.
    """
    with _opened(bot, readonly=False) as (box, validity):
        found = _asked(box.uid("SEARCH", "UNSEEN"))
        numbers = found[0].split()[:AT_ONCE] if found and isinstance(found[0], bytes) else []
        for number in (one.decode() for one in numbers):
            size = re.search(rb"RFC822\.SIZE (\d+)", _line(box, number, "(RFC822.SIZE)"))
            fits = size is not None and int(size[1]) <= largest
            letter = _letter(box, number) if fits else None
            kept = letter is not None and keep(letter, f"imap-{validity}-{number}")
            _asked(box.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)" if kept else r"(\Seen \Flagged)"))
        return len(numbers)


def letter_of(bot: Bot, handle: str) -> bytes | None:
    """A letter once more, by the handle it was read under; None when it is no longer there. Raises Temporary."""
    ours = _OURS.fullmatch(handle)
    if ours is None:
        return None
    with _opened(bot, readonly=True) as (box, validity):
        return _letter(box, ours[2]) if ours[1] == validity else None


@contextmanager
def _opened(bot: Bot, *, readonly: bool) -> Iterator[tuple[imaplib.IMAP4, str]]:
    """The folder, and the number under which its letters' numbers hold. Raises Temporary."""
    where = urlsplit(bot.inbox_url)
    try:
        box = _connected(bot)
        try:
            box.login(bot.user, bot.token.get_secret_value())
            _asked(box.select(_folder(unquote(where.path.strip("/")) or "INBOX"), readonly=readonly))
            validity = box.response("UIDVALIDITY")[1][0]
            yield box, validity.decode() if isinstance(validity, bytes) else "0"
        finally:
            box.logout()
    except imaplib.IMAP4.abort:
        raise Temporary("no answer") from None
    except imaplib.IMAP4.error:
        # The words of the server may repeat the name that was given: they are not told.
        raise Temporary("refused") from None
    except OSError as fault:
        raise failed(fault) from None


def _connected(bot: Bot) -> imaplib.IMAP4:
    where = urlsplit(bot.inbox_url)
    host = where.hostname or "localhost"
    context = believing(bot.certificates)
    if where.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, where.port or 993, ssl_context=context, timeout=TIMEOUT)
    box = imaplib.IMAP4(host, where.port or 143, timeout=TIMEOUT)
    if host not in LOOPBACK:
        if "STARTTLS" not in box.capabilities:
            box.shutdown()
            raise Temporary("unencrypted")
        box.starttls(context)
    return box


def _folder(name: str) -> str:
    """A folder as the protocol writes its name (RFC 3501, 5.1.3): «Обращения» is &BB4EMQRABDAESQQ1BD0EOARP-."""

    def coded(found: re.Match[str]) -> str:
        return f"&{b64encode(found[0].encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"

    plain = re.sub(r"[^ -~]+", coded, name.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _asked(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    said, told = answer
    if said != "OK":
        raise imaplib.IMAP4.error(said)
    return told


def _line(box: imaplib.IMAP4, number: str, what: str) -> bytes:
    told = _asked(box.uid("FETCH", number, what))
    return told[0] if told and isinstance(told[0], bytes) else b""


def _letter(box: imaplib.IMAP4, number: str) -> bytes | None:
    """PEEK: looking at a letter does not yet mark it."""
    told = _asked(box.uid("FETCH", number, "(BODY.PEEK[])"))
    return next((bytes(part[1]) for part in told if isinstance(part, tuple)), None)


__all__ = ["letter_of", "read"]
