"""What channels tell of messages that we sent: delivered, read, come back. A row only moves forward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from . import addresses
from .models import Address, OutboundMessage, Status
from .shapes import Receipt

LOOKED_AT = 200  # the last messages of a chat: who reads, reads what came last
_FROM = {
    "delivered": (Status.SENT,),
    "read": (Status.SENT, Status.DELIVERED),
    "failed": (Status.SENT,),
}
_TO = {"delivered": Status.DELIVERED, "read": Status.READ, "failed": Status.PERMANENT}
_ORDER = (
    Status.PERMANENT, Status.TECHNICAL, Status.CANCELLED, Status.HELD, Status.TEMPORARY, Status.CREATED,
    Status.SENDING, Status.SENT, Status.DELIVERED, Status.READ,
)  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """How far one message came; of a long one the part that came least far. `failed`: the person does not have it."""

    status: str
    why: str
    doubtful: bool
    reached_at: datetime | None

    @property
    def failed(self) -> bool:
        return self.status in (Status.PERMANENT, Status.TECHNICAL, Status.CANCELLED) or (
            self.status == Status.HELD and self.why == "trial"
        )


@transaction.atomic
def note(receipt: Receipt, *, region: str, at: datetime) -> int:
    """Write down what a channel told; how many messages it was about. Told twice it changes nothing."""
    rows = OutboundMessage.objects.in_region(region).filter(
        address__channel=receipt.channel.value, address__bot=receipt.bot, status__in=_FROM[receipt.told]
    )
    if receipt.chat:
        rows = rows.filter(address__chat=receipt.chat)
    if not receipt.up_to:
        rows = rows.filter(foreign_id=receipt.number)
    found = [row for row in rows.order_by("-id")[:LOOKED_AT] if not receipt.up_to or _until(receipt, row)]
    changed = OutboundMessage.objects.in_region(region).filter(pk__in=[row.pk for row in found])
    done = changed.update(status=_TO[receipt.told], why=receipt.why[:40], reached_at=at, next_at=None)
    if receipt.gone:
        for lane in Address.objects.in_region(region).filter(pk__in={row.address_id for row in found}):
            addresses.block(lane, at)
    return done


def _until(receipt: Receipt, row: OutboundMessage) -> bool:
    return row.foreign_id.isdigit() and int(row.foreign_id) <= int(receipt.number)


def deliveries(*, region: str, keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Delivery]:
    """How far messages came, by (address, key); unknown ones are left out. One query."""
    wanted = set(keys)
    rows = OutboundMessage.objects.in_region(region).filter(address__in={address for address, _key in wanted})
    found: dict[tuple[int, str], Delivery] = {}
    told = rows.order_by("id").values_list("address_id", "key", "status", "why", "doubtful", "reached_at")
    for address, key, status, why, doubtful, reached_at in told:
        whole, _hash, part = key.rpartition("#")
        name = (address, whole if whole and part.isdigit() else key)
        if name in wanted:
            one = Delivery(status, why, doubtful, reached_at)
            found[name] = min(found.get(name, one), one, key=lambda each: _ORDER.index(Status(each.status)))
    return found
