"""Words that this room itself understands: «отписаться», and the number of a button where a channel has no buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from . import addresses, outbox
from .models import Address, OutboundMessage
from .shapes import Message, Sort, Update, Weight

NO_MORE = frozenset({"отписаться", "отпишите меня", "отписка", "unsubscribe"})
AGAIN = frozenset({"подписаться", "subscribe"})
# In a text message «стоп» is the custom; in a conversation it means something else.
NO_MORE_BY_SMS = NO_MORE | {"стоп", "stop"}


def about_notices(lane: Address, update: Update, number: int, at: datetime) -> bool:
    """Whether it was a word about notices. Then it was done and answered, and nobody else need hear it."""
    if update.sort is not Sort.TEXT:
        return False
    said = " ".join(update.text.casefold().strip(" .!\n").split())
    if said in (NO_MORE_BY_SMS if lane.channel == "sms" else NO_MORE):
        addresses.unsubscribe(region=lane.region, address=lane.pk, at=at)
        told = _("Больше не пришлём новости и напоминания. На вопросы ответим. Передумаете — напишите «подписаться».")
    elif said in AGAIN:
        addresses.subscribe(region=lane.region, address=lane.pk)
        told = _("Снова будем присылать новости и напоминания. Чтобы отказаться, напишите «отписаться».")
    else:
        return False
    outbox.send(
        region=lane.region, address=lane.pk, key=f"notices:{number}", message=Message(told), weight=Weight.REPLY, at=at
    )
    return True


def numbered_answer(lane: Address, update: Update) -> Update:
    """Where buttons were told as numbered lines, «2» is the second of the last ones."""
    said = update.text.strip(" .)")
    if update.sort is not Sort.TEXT or not said.isascii() or not said.isdigit():
        return update
    asked = OutboundMessage.objects.in_region(lane.region).filter(address=lane).exclude(buttons=[])
    last = asked.order_by("-id").first()
    buttons = outbox.buttons_of(last) if last and last.numbered else []
    if len(said) > 2 or not 1 <= int(said) <= len(buttons):
        return update
    return replace(update, sort=Sort.BUTTON, button=buttons[int(said) - 1].data)
