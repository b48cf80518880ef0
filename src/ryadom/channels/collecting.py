"""What nobody brings to our address is collected: files of gateways from folders, letters from mailboxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog

from . import inbox, receipts, watch
from .adapters import email, folder, mailbox, sms
from .configuration import Bot, current
from .errors import BadUpdate, Temporary
from .shapes import Channel, Receipt, Update

log = structlog.get_logger(__name__)


def collect(*, at: datetime) -> int:
    """What came by SMS and e-mail into folders goes into the inbox; how many files were taken. A folder that cannot be
    read or a disk that is full keeps no other channel waiting.
    """
    done = 0
    for bot in current().bots:
        if bot.folder is not None:
            try:
                done += _from_folder(bot, at)
            except OSError as fault:
                log.warning("folder_unread", channel=bot.channel.value, bot=bot.name, fault=type(fault).__name__)
    return done


def read_mail(*, at: datetime) -> int:
    """Letters of all mailboxes go into the inbox; how many were read. What a mailbox answered stands on the page of
    channels; one that does not answer keeps no other waiting longer than its own time.
    """
    done = 0
    for bot in current().bots:
        if bot.inbox_url:
            try:
                done += mailbox.read(bot, partial(_letter, bot, at), email.LARGEST)
                seen = "kept"
            except Temporary as fault:
                seen = fault.why
                log.warning("mailbox_unread", bot=bot.name, why=fault.why)
            watch.note(bot, seen, at)
    return done


def _from_folder(bot: Bot, at: datetime) -> int:
    assert bot.folder is not None
    keepers: dict[Channel, tuple[str, Callable[[bytes], bool], int]] = {
        Channel.SMS: ("*.json", lambda data: _kept(bot, lambda: sms.parse(bot, data, at), at), folder.LARGEST),
        Channel.EMAIL: ("*", partial(_letter, bot, at), email.LARGEST),
    }
    if bot.channel not in keepers:
        return 0
    pattern, keep, largest = keepers[bot.channel]
    folder.sweep(bot.folder, at - email.KEPT_FOR)
    return sum(1 for _path in folder.take(bot.folder, pattern, lambda _path, data: keep(data), largest))


def _letter(bot: Bot, at: datetime, data: bytes, handle: str = "") -> bool:
    return _kept(bot, lambda: email.parse(bot, data, at, handle), at, lambda update: email.put_aside(bot, data, update))


def _kept(
    bot: Bot, parse: Callable[[], Update | Receipt | None], at: datetime,
    before: Callable[[Update], None] = lambda update: None,
) -> bool:  # fmt: skip
    """Whether what came is ours and is stored; `before`: done before its row, so that who asks for files finds them."""
    try:
        update = parse()
    except BadUpdate as fault:
        log.warning("odd_update", channel=bot.channel.value, bot=bot.name, why=str(fault))
        return False
    except Exception as fault:
        # A letter on which a reader of letters breaks must not keep all others waiting; its words stay out of the log.
        log.warning("unreadable", channel=bot.channel.value, bot=bot.name, fault=type(fault).__name__)
        return False
    if isinstance(update, Receipt):
        receipts.note(update, region=bot.region, at=at)
    elif update is not None:
        before(update)
        inbox.store(update, region=bot.region, at=at)
    return True
