"""Paper: a letter waits for staff who print it (see `posting`), or is handed to a printing room that registered."""

from __future__ import annotations

from collections.abc import Callable

from ryadom.channels.configuration import Bot
from ryadom.channels.errors import Temporary

from .ports import Sending

Print = Callable[[str, str, str, str], None]
_printers: list[Print] = []


def register_printer(print_letter: Print) -> None:
    """`print_letter(region, address's chat, key, text)`: the same key is the same letter. Registering replaces it."""
    _printers[:] = [print_letter]


def prints_by_itself() -> bool:
    """Whether a printing room takes letters without staff."""
    return bool(_printers)


def send(bot: Bot, sending: Sending) -> str:
    """Hands the letter over. Raises Temporary while nobody prints."""
    if not _printers:
        raise Temporary("no printer")
    _printers[0](bot.region, sending.chat, str(sending.number), sending.text)
    return str(sending.number)
