"""The door of channels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .shapes import Attached, Button, Channel, Conversing, Inbound, Message, Sort, Update, Weight

__all__ = [
    "Attached", "Button", "Channel", "Conversing", "Inbound", "Message", "Sort", "Update", "Weight",
    "register_receiver", "send",
]  # fmt: skip

_receivers: list[Callable[[Inbound, datetime], None]] = []


def register_receiver(receiver: Callable[[Inbound, datetime], None]) -> None:
    _receivers[:] = [receiver]


def send(*, region: str, address: int, key: str, message: Message, weight: Weight, at: datetime) -> bool:
    return True
