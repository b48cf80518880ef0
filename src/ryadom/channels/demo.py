"""What a head sees of channels in the demonstration: a message that could not be handled, two that did not arrive, a
letter for the post. Nobody is behind these addresses."""

from __future__ import annotations

from datetime import datetime, timedelta

from ryadom.people import api as people

from .inbox import as_json
from .models import Address, InboundUpdate, OutboundMessage, Status, Watched
from .shapes import Channel, Sort, Update

REGION = "RU-CHE"
BOT = "shown"
ASKED = "Здравствуйте! Когда придёт пособие на детей?"
TOLD = "Галина Петровна, справка готова. Приходите с паспортом в любой рабочий день с 9 до 17."


def load(at: datetime) -> None:
    """Rows of the imagined region, as a week of work leaves them. Run once."""
    hour = timedelta(hours=1)
    asked = _address(Channel.MAX, "1001", at - 50 * hour)
    update = Update(Channel.MAX, BOT, "shown-1", "1001", "1001", Sort.TEXT, at - 3 * hour, ASKED)
    InboundUpdate.objects.create(
        region=REGION, address=asked, channel="max", bot=BOT, update_id=update.update_id, sort="text",
        payload=as_json(update), stored_at=at - 3 * hour, begun=8, next_at=at - 2 * hour, fault="worker died",
        dead_at=at - 2 * hour,
    )  # fmt: skip
    stopped = _address(Channel.VK, "1002", at - 90 * hour, blocked_at=at - 20 * hour)
    _message(stopped, "Здравствуйте! Я ваш куратор.", at - 21 * hour, Status.PERMANENT, "901", 1)
    _message(asked, "Ответили на ваш вопрос.", at - 80 * hour, Status.TECHNICAL, "502", 14)
    found = people.alike(region=REGION, surname="Соколова", name="Галина")
    post = _address(Channel.PAPER, "454000, Челябинск, ул. Примерная, 1, кв. 2", at - 5 * hour)
    if found:
        post.person_id, post.linked_how, post.linked_at = found[0].id, "office", at
        post.save()
    _message(post, TOLD, at - 5 * hour, Status.CREATED, "", 0, next_at=at - 5 * hour)
    Watched.objects.create(region=REGION, channel="max", bot=BOT, told="kept", looked_at=at, since=at - 50 * hour)
    Watched.objects.create(region=REGION, channel="email", bot=BOT, told="certificate", looked_at=at, since=at - hour)


def _address(channel: Channel, chat: str, at: datetime, blocked_at: datetime | None = None) -> Address:
    return Address.objects.create(
        region=REGION, channel=channel.value, bot=BOT, chat=chat, first_at=at, blocked_at=blocked_at
    )


def _message(
    to: Address, text: str, at: datetime, status: Status, why: str, tries: int, next_at: datetime | None = None
) -> None:
    OutboundMessage.objects.create(
        region=REGION, address=to, key=f"shown-{at:%Y%m%d%H}", weight="staff", status=status, why=why, text=text,
        created_at=at, next_at=next_at, tries=tries,
    )  # fmt: skip
