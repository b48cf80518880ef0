"""Pictures of an imagined region, drawn as SVG by hand: bars beside each other, words that say what they are.

Every picture says that the population is imagined.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LEFT, RIGHT, TOP, ROW, GAP = 720, 190, 70, 64, 20, 6
INK, SOFT, FIRST, SECOND = "#1d2733", "#5b6775", "#2f6f8f", "#c26a3d"
IMAGINED = "условное население"


@dataclass(frozen=True)
class Bar:
    """One row: its name and one or two values (asked and reached, women and men), as numbers and as words."""

    name: str
    values: tuple[float, ...]
    words: tuple[str, ...]


def bars(title: str, names: Sequence[str], rows: Sequence[Bar]) -> str:
    """A picture of bars; `names` tell the values of a row apart."""
    each = ROW * len(names) + GAP
    height = TOP + each * len(rows) + 28
    top = max((value for row in rows for value in row.values), default=0) or 1
    body = [line for place, row in enumerate(rows) for line in _row(row, TOP + 14 + place * each, top, len(names))]
    return "\n".join([*_head(title, names, height), *body, "</svg>"]) + "\n"


def _head(title: str, names: Sequence[str], height: int) -> list[str]:
    keys = [
        f'<rect x="{LEFT + 150 * at}" y="46" width="12" height="12" fill="{colour}"/>'
        + _text(LEFT + 150 * at + 18, 57, name, 13)
        for at, (name, colour) in enumerate(zip(names, (FIRST, SECOND), strict=False))
        if name
    ]
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-label="{escape(title)}: {IMAGINED}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(16, 26, f"{title} · {IMAGINED}", 17, weight="bold"),
        *keys,
    ]


def _row(row: Bar, y: int, top: float, count: int) -> list[str]:
    middle = y + ROW * count // 2 + 4
    found = [_text(LEFT - 10, middle, row.name, 13, anchor="end")]
    for at, (value, words) in enumerate(zip(row.values, row.words, strict=True)):
        width = round((WIDTH - LEFT - RIGHT) * value / top, 1)
        line = y + at * ROW
        colour = (FIRST, SECOND)[at % 2]
        found.append(f'<rect x="{LEFT}" y="{line + 2}" width="{width}" height="{ROW - 5}" fill="{colour}"/>')
        found.append(_text(LEFT + width + 6, line + 14, words, 12, colour=SOFT))
    return found


def _text(
    x: float, y: float, words: str, size: int, *, anchor: str = "start", weight: str = "normal", colour: str = INK
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
