"""Pictures of a comparison as SVG: every one repeats numbers of the table that stands beneath it."""

from collections.abc import Sequence
from html import escape

from ryadom.rules.whatif.telling import Table

WIDTH, LINE, NAMES, SIDE = 720, 26, 270, 200  # units of the picture; a side is the room of the longest bar
GAIN, LOSE, INK, GREY = "#1a6b3c", "#a3341f", "#1f2328", "#6b7280"
FONT = "Golos Text, Libertinus Serif, sans-serif"
MOST, LONGEST, WIDEST = 14, 32, 48  # bars of a picture, signs of a name, units of a column


def balance(table: Table, ground: str, words: tuple[str, str]) -> str | None:
    """Who loses to the left, who gains to the right; None where nobody moves. `words`: gain and lose in words."""
    rows = [(str(row[0]), _count(row[1]), _count(row[2])) for row in table.rows]
    moving = [row for row in rows if row[1] or row[2]][:MOST]
    if not moving:
        return None
    top = max(max(gain, lose) for _, gain, lose in moving)
    middle = NAMES + SIDE
    drawn = [_row(at, row, top, middle) for at, row in enumerate(moving)]
    heads = _text(middle - 8, 46, words[1], LOSE, "end") + _text(middle + 8, 46, words[0], GAIN)
    return _sheet(table.title, ground, 60 + LINE * len(moving), heads + "".join(drawn))


def _row(at: int, row: tuple[str, int, int], top: int, middle: int) -> str:
    name, gain, lose = row
    y = 56 + LINE * at
    parts = [_text(NAMES - 8, y + 15, _short(name), INK, "end")]
    room = SIDE - 60
    if lose:
        length = max(lose * room // top, 1)
        parts += [_bar(middle - length, y, length, LOSE), _text(middle - length - 4, y + 15, f"−{lose}", LOSE, "end")]
    if gain:
        length = max(gain * room // top, 1)
        parts += [_bar(middle, y, length, GAIN), _text(middle + length + 4, y + 15, f"+{gain}", GAIN)]
    return "".join(parts)


def _bar(x: int, y: int, length: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{length}" height="{LINE - 6}" fill="{colour}"/>'


def columns(table: Table, ground: str, pair: tuple[int, int], words: tuple[str, str]) -> str | None:
    """Two columns a row (places in the table, roubles): before and after, side by side; None where all is nothing."""
    rows = [(str(row[0]), _whole(row[pair[0]]), _whole(row[pair[1]])) for row in table.rows]
    top = max((max(before, after) for _, before, after in rows), default=0)
    if not top:
        return None
    step, height, floor = (WIDTH - 60) // len(rows), 180, 250
    drawn = []
    for at, (name, before, after) in enumerate(rows):
        wide = min(max(step // 2 - 4, 2), WIDEST)
        x = 40 + step * at + (step - 2 * wide) // 2
        drawn += [_column(x, before * height // top, wide, floor, GREY)]
        drawn += [_column(x + wide + 1, after * height // top, wide, floor, GAIN)]
        drawn.append(_text(x + wide, floor + 16, _short(name), INK, "middle"))
    legend = _mark(40, GREY, words[0]) + _mark(260, GAIN, words[1])
    return _sheet(table.title, ground, floor + 30, legend + "".join(drawn))


def _mark(x: int, colour: str, said: str) -> str:
    return f'<rect x="{x}" y="36" width="12" height="12" fill="{colour}"/>' + _text(x + 18, 46, said, INK)


def _column(x: int, length: int, wide: int, floor: int, colour: str) -> str:
    return f'<rect x="{x}" y="{floor - length}" width="{wide}" height="{length}" fill="{colour}"/>'


def _sheet(title: str, ground: str, height: int, inner: str) -> str:
    heading = _text(8, 20, title, INK, size=15) + _text(WIDTH - 8, 20, ground, GREY, "end")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title, quote=True)}" font-family="{FONT}" font-size="12">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{heading}{inner}</svg>'
    )


def _text(x: int, y: int, said: str, colour: str, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}" font-size="{size}">{escape(said)}</text>'


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _count(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _whole(cell: object) -> int:
    return int(cell) if cell is not None and not isinstance(cell, str) else 0  # type: ignore[call-overload,no-any-return]


def pictures(tables: Sequence[Table], ground: str, lang: str) -> dict[str, str]:
    """The picture of each table that has one, by the table's id."""
    words = ("получат", "потеряют") if lang == "ru" else ("gain", "lose")
    sums = ("сейчас, не меньше", "по сценарию, не меньше") if lang == "ru" else ("before, at least", "after, at least")
    found = {}
    for table in tables:
        if table.id in ("months", "levels"):
            drawn = columns(table, ground, (5, 7), sums)
        elif table.id in ("summary", "cliffs", "sensitivity", "cuts"):
            continue
        else:
            drawn = balance(table, ground, words)
        if drawn:
            found[table.id] = drawn
    return found
