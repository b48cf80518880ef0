"""A message made to fit its channel: long texts in parts that break between words, buttons as rows or lines. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .adapters.abilities import Ability, Keyboard
from .shapes import Button, Message

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Part:
    """One message of the channel. `numbered`: the buttons stand in the text as lines, and are kept to be answered."""

    text: str
    buttons: Rows = ()
    numbered: bool = False


def fit(message: Message, ability: Ability) -> tuple[Part, ...]:
    """The message as this channel can carry it, in order; buttons stand under the last part."""
    rows = _rows(message.buttons, ability.keyboard)
    numbered = rows is None
    text = f"{message.text}\n\n{_lines(message.buttons)}" if numbered else message.text
    parts = split(text, ability.text)
    if len(parts) > ability.parts:
        parts = _shortened(parts, ability)
    last = Part(parts[-1], message.buttons if rows is None else rows, numbered)
    return (*(Part(part) for part in parts[:-1]), last)


def split(text: str, limit: int | None) -> list[str]:
    """Parts of at most `limit` characters: between paragraphs, else lines, sentences, words; a longer word is cut."""
    text = text.strip()
    if limit is None or len(text) <= limit:
        return [text]
    parts = []
    while len(text) > limit:
        cut = _place(text, limit)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text else parts


def _place(text: str, limit: int) -> int:
    """Where to cut. A paragraph's end counts only when it does not leave the part half empty."""
    window = text[: limit + 1]
    for mark, least in (("\n\n", limit // 2), ("\n", limit // 2), (". ", limit // 2), (" ", 1), ("\n", 1)):
        found = window.rfind(mark)
        if found >= least:
            return min(found + len(mark.rstrip()), limit)
    return limit


def _shortened(parts: list[str], ability: Ability) -> list[str]:
    assert ability.text is not None, "only a limited text becomes several parts"
    kept = parts[: ability.parts]
    return [*kept[:-1], split(kept[-1], ability.text - 1)[0] + "…"]


def _lines(buttons: Rows) -> str:
    """«1. Да», a line each: what a person answers with is the number."""
    flat = [button for row in buttons for button in row]
    return "\n".join(f"{number}. {button.text}" for number, button in enumerate(flat, 1))


def _rows(buttons: Rows, keyboard: Keyboard | None) -> Rows | None:
    """The rows as the keyboard takes them; None when it cannot, and lines must do."""
    flat = [button for row in buttons for button in row]
    if not flat:
        return ()
    if keyboard is None or len(flat) > keyboard.most:
        return None
    rows = [row[at : at + keyboard.columns] for row in buttons for at in range(0, len(row), keyboard.columns)]
    if len(rows) > keyboard.rows:
        rows = [tuple(flat[at : at + keyboard.columns]) for at in range(0, len(flat), keyboard.columns)]
    return tuple(rows) if len(rows) <= keyboard.rows else None
