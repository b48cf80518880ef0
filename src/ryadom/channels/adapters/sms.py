"""SMS through a gateway that is a folder: one JSON file a message. Length and words are judged by the outbox."""

from __future__ import annotations

import json
from datetime import datetime

from ryadom.channels.configuration import Bot
from ryadom.channels.errors import BadUpdate, Permanent, Temporary
from ryadom.channels.shapes import Channel, Receipt, Sort, Update
from ryadom.kit.identifiers import phone

from . import folder, reading
from .ports import Sending


def send(bot: Bot, sending: Sending) -> str:
    """Writes `out/<number>.json`: {"id", "to", "from", "text"}. Raises NotSent."""
    if bot.folder is None:
        raise Temporary("no gateway")
    if not phone(sending.chat).ok:
        raise Permanent("number")
    told = {"id": str(sending.number), "to": sending.chat, "from": bot.sender, "text": sending.text}
    folder.put(bot.folder, f"{sending.number}.json", json.dumps(told, ensure_ascii=False).encode())
    return str(sending.number)


def parse(bot: Bot, data: bytes, at: datetime) -> Update | Receipt:
    """`in/*.json`: {"id", "from", "text"}, or {"id", "status"} of a message that we sent. Raises BadUpdate."""
    try:
        told = json.loads(data)
    except ValueError:
        raise BadUpdate("not JSON") from None
    if reading.part(told, "status") is not None:
        status = reading.text(told, "status")
        if status not in ("delivered", "failed"):
            raise BadUpdate("status is neither delivered nor failed")
        return Receipt(Channel.SMS, bot.name, status, reading.needed(told, "id"), why="returned" * (status == "failed"))
    number = phone(reading.needed(told, "from"))
    if not number.ok:
        raise BadUpdate("from is no phone number")
    return Update(
        Channel.SMS, bot.name, reading.needed(told, "id"), number.digits, number.digits, Sort.TEXT,
        reading.moment(reading.part(told, "at"), at), reading.text(told, "text"),
    )  # fmt: skip
