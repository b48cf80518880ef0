"""Charts drawn by the server: classes instead of colours, so they follow the reader's contrast and a strict CSP.

Bars are a table whose cells hold a bar: its words grow and wrap with the reader's size. Lines are a picture in two
widths (a wide one scaled into a phone has letters of five pixels) with the same numbers in a table beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from ryadom.ui import figures

Value = Decimal | int | None
KINDS: Final = 4  # so many lines can be told apart by dash and mark


@dataclass(frozen=True)
class Bar:
    """``note`` says what a missing or special value means: «меньше 100 ответов»."""

    label: str
    value: Value
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bars:
    """``unit`` in words heads the column: «Довольны, %». ``top``: the value of a full bar, else the largest."""

    title: str
    label: str
    unit: str
    bars: Sequence[Bar]
    top: Value = None
    places: int | None = None


@dataclass(frozen=True)
class Line:
    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Lines:
    """``points``: words under the axis, as many as each line has values; a missing value leaves a gap."""

    title: str
    unit: str
    label: str
    points: Sequence[str]
    lines: Sequence[Line]
    places: int | None = None
    from_zero: bool = False


@dataclass(frozen=True)
class _Canvas:
    width: int
    height: int
    left: int = 44
    right: int = 52
    top: int = 12
    bottom: int = 34

    def x(self, index: int, count: int) -> float:
        span = self.width - self.left - self.right
        return round(self.left + (span * index / (count - 1) if count > 1 else span / 2), 1)

    def y(self, value: Decimal, low: Decimal, high: Decimal) -> float:
        span = self.height - self.top - self.bottom
        return round(self.height - self.bottom - float((value - low) / (high - low)) * span, 1)


WIDE: Final = _Canvas(720, 320)
NARROW: Final = _Canvas(340, 300)


def drawn_bars(chart: Bars) -> dict[str, Any]:
    """Context of the template: each bar with its length in percent of the longest."""
    known = [Decimal(bar.value) for bar in chart.bars if bar.value is not None]
    top = Decimal(chart.top) if chart.top is not None else max(known, default=Decimal(1))
    rows = [
        {"bar": bar, "text": _text(bar.value, chart.places), "length": _share(bar.value, top)} for bar in chart.bars
    ]
    return {"kind": "bars", "chart": chart, "rows": rows}


def drawn_lines(chart: Lines) -> dict[str, Any]:
    """Context of the template: the picture in two widths and the rows of the table."""
    if len(chart.lines) > KINDS:
        raise ValueError(f"more than {KINDS} lines cannot be told apart: split the chart")
    if any(len(line.values) != len(chart.points) for line in chart.lines):
        raise ValueError("every line needs a value for every point, None where there is none")
    low, high, step = _scale(chart)
    table = [
        {"point": point, "values": [_text(line.values[i], chart.places) for line in chart.lines]}
        for i, point in enumerate(chart.points)
    ]
    pictures = [_picture(chart, canvas, low, high, step, name) for name, canvas in (("wide", WIDE), ("narrow", NARROW))]
    return {"kind": "lines", "chart": chart, "pictures": pictures, "table": table}


def _picture(chart: Lines, canvas: _Canvas, low: Decimal, high: Decimal, step: Decimal, name: str) -> dict[str, Any]:
    count = len(chart.points)
    labels = _thinned(count, 8 if name == "wide" else 4)
    return {
        "name": name,
        "canvas": canvas,
        "end": canvas.width - canvas.right,
        "floor": canvas.height - canvas.bottom,
        "grid": [{"y": canvas.y(v, low, high), "text": figures.number(v)} for v in _ticks(low, high, step)],
        "labels": [{"x": canvas.x(i, count), "text": chart.points[i]} for i in labels],
        "lines": [_line(chart, line, canvas, low, high) for line in chart.lines],
    }


def _line(chart: Lines, line: Line, canvas: _Canvas, low: Decimal, high: Decimal) -> dict[str, Any]:
    count = len(chart.points)
    dots = [
        {
            "x": canvas.x(i, count),
            "y": canvas.y(Decimal(v), low, high),
            "text": _text(v, chart.places),
            "at": chart.points[i],
        }
        for i, v in enumerate(line.values)
        if v is not None
    ]
    return {
        "name": line.name,
        "path": _path(line.values, canvas, low, high),
        "dots": dots,
        "last": dots[-1] if dots else None,
    }


def _path(values: Sequence[Value], canvas: _Canvas, low: Decimal, high: Decimal) -> str:
    """Where a value is missing the pen is lifted: a gap is not a straight line."""
    steps: list[str] = []
    pen = "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        steps.append(f"{pen}{canvas.x(index, len(values))} {canvas.y(Decimal(value), low, high)}")
        pen = "L"
    return "".join(steps)


def _scale(chart: Lines) -> tuple[Decimal, Decimal, Decimal]:
    """The lowest and highest line of the grid and the step, all round numbers."""
    known = [Decimal(v) for line in chart.lines for v in line.values if v is not None] or [Decimal(0), Decimal(1)]
    least, most = min(known), max(known)
    if chart.from_zero:
        least = min(least, Decimal(0))
    step = _round_step((most - least) / 4 or Decimal(1))
    low = (least / step).to_integral_value(ROUND_FLOOR) * step
    high = (most / step).to_integral_value(ROUND_CEILING) * step
    return low, high if high > low else low + step, step


def _round_step(raw: Decimal) -> Decimal:
    power = Decimal(10) ** raw.adjusted()
    return next(power * k for k in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if power * k >= raw)


def _ticks(low: Decimal, high: Decimal, step: Decimal) -> list[Decimal]:
    return [low + step * i for i in range(int((high - low) / step) + 1)]


def _thinned(count: int, most: int) -> list[int]:
    """Which labels stand under the axis: not more than fit, the last one always."""
    every = -(-count // most) or 1
    return sorted({count - 1 - i for i in range(0, count, every)})


def _share(value: Value, top: Decimal) -> str:
    if value is None or top <= 0:
        return "0"
    return f"{min(max(Decimal(value) / top, Decimal(0)), Decimal(1)) * 100:.1f}"


def _text(value: Value, places: int | None) -> str:
    return "" if value is None else figures.number(value, places)
