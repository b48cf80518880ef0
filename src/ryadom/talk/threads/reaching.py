"""By which channel the word goes to the person: another one, where the first does not reach them any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ryadom.channels import api as channels
from ryadom.channels.api import Conversing, Message, Weight
from ryadom.people.api import Actor
from ryadom.talk.threads import taking
from ryadom.talk.threads.errors import NotAnswering, ThreadError
from ryadom.talk.threads.models import Said, Thread, ThreadAddress, ThreadState, Who
from ryadom.talk.threads.queries import deliveries_of
from ryadom.talk.threads.shapes import ThreadView
from ryadom.talk.threads.staff import held

MOST_AGAIN = 20  # undelivered words that are said again on another way
_WAITING = ("created", "temporary-failure", "sending")


class NoSuchWay(ThreadError):
    """The address is not one of the person's, or nothing reaches it."""


@dataclass(frozen=True)
class Reach:
    """`now`: the address to which the word goes, None where the person reads on the page; `others`: that reach them."""

    now: Conversing | None
    others: tuple[Conversing, ...]

    @property
    def broken(self) -> bool:
        """Nothing reaches the person where they wrote last."""
        return self.now is not None and not self.now.reachable


def reach(*, region: str, thread: ThreadView) -> Reach:
    """By which channels the person of a thread can be reached. Asks no permission. 3 queries."""
    row = Thread.objects.in_region(region).only("address", "person_id").get(token=thread.token)
    known = {one.id: one for one in _addresses(row)}
    return Reach(
        known.get(row.address or 0), tuple(one for one in known.values() if one.reachable and one.id != row.address)
    )


def _addresses(row: Thread) -> tuple[Conversing, ...]:
    """The addresses of the person; of somebody unknown those of the thread."""
    ids = set(ThreadAddress.objects.in_region(row.region).filter(thread=row.pk).values_list("address", flat=True))
    ids |= {row.address} if row.address else set()
    found = channels.many(region=row.region, ids=ids)
    if row.person_id is not None:
        found |= {one.id: one for one in channels.addresses_of(region=row.region, person=row.person_id)}
    return tuple(found[id] for id in sorted(found))


@transaction.atomic
def go_on_by(*, by: Actor, token: str, address: int, at: datetime) -> int:
    """Answer by another channel of the same person from now on; what a colleague said and did not reach the person is
    sent there. Done twice it is done once. Gives how many words were sent again.

    Raises NotAllowed, ThreadMissing, NotAnswering, NoSuchWay.
    """
    thread = held(by, token)
    if thread.state != ThreadState.STAFF or thread.staff_id != by.account:
        raise NotAnswering("go on")
    if not any(one.id == address and one.reachable for one in _addresses(thread)):
        raise NoSuchWay("address")
    rows = Said.objects.in_region(by.region).filter(thread=thread, who=Who.STAFF).exclude(address=address)
    said = list(rows.order_by("-number")[:MOST_AGAIN])
    came = deliveries_of(by.region, said)
    thread.address = address
    again = [row for row in reversed(said) if row.pk in came and (came[row.pk].failed or _taken_back(row, came))]
    for row in again:
        row.address, row.sent_key = address, f"{row.sent_key[:160]}-by-{address}"
        message = Message(f"{row.name}: {row.text}")
        taking.send(thread, message, key=row.sent_key, at=at, weight=Weight.STAFF)
        row.save(update_fields=["address", "sent_key"])
    thread.save(update_fields=["address"])
    return len(again)


def _taken_back(row: Said, came: dict[int, channels.Delivery]) -> bool:
    """What still waits on the old way is taken back first: said twice it would read as two people."""
    if came[row.pk].status not in _WAITING or row.address is None:
        return False
    return channels.cancel(region=row.region, address=row.address, key=row.sent_key)
