"""A chart of gains to the right and losses to the left, a table beneath: its words grow with the reader's letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ryadom.ui.figures import number

MOST_BARS = 12
HALF = 100  # the width of one side, in units of the picture


@dataclass(frozen=True)
class Line:
    """One row: how many gain, lose, are unknown, all of them, and the money in words."""

    name: str
    gain: int
    lose: int
    unknown: int
    total: int
    money: str


@dataclass(frozen=True)
class Balance:
    """`label` heads the names. The picture shows the first `most` rows that move, in the order given, or by size."""

    id: str
    title: str
    label: str
    lines: Sequence[Line]
    by_size: bool = False


def drawn(chart: Balance) -> dict[str, Any]:
    """Context of the template: bars as lengths of a hundred, every row in the table."""
    moving = [line for line in chart.lines if line.gain or line.lose]
    if chart.by_size:
        moving.sort(key=lambda line: -(line.gain + line.lose))
    top = max((max(line.gain, line.lose) for line in moving), default=1)
    shown = moving[:MOST_BARS]
    return {
        "chart": chart,
        "bars": [_bar(line, top) for line in shown],
        "hidden": len(moving) - len(shown),
        "rows": chart.lines,
    }


def _bar(line: Line, top: int) -> dict[str, Any]:
    gain, lose = _length(line.gain, top), _length(line.lose, top)
    return {
        "line": line, "gain": gain, "lose": lose, "from": HALF - lose,
        "gain_said": f"+{number(line.gain)}" if line.gain else "", "lose_said": number(-line.lose) if line.lose else "",
    }  # fmt: skip


def _length(count: int, top: int) -> int:
    """In whole units; whoever is there at all is seen."""
    return max(count * HALF // top, 1) if count else 0
