"""Which rooms exist, and on which floor each stands.

A folder on a floor below with an `apps.py` is an installed room: adding one is a folder and a line here. The same
table is what `make lint` holds every import against (`tests/house/contracts.py`).
"""

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]

# Lowest first. Rooms of one floor do not know each other; rooms that do not exist yet may be named.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("feel", "kit", "lake"),
    ("regions",),
    ("packs", "ui"),
    ("people",),
    ("rules", "ledger", "channels", "papers"),
    ("cases", "payments"),
    ("voice", "talk", "calls", "providers"),
    ("measures", "patronage", "routes", "services", "hire", "activities", "work", "card", "contests", "procurement",
     "forum", "exchange", "albums", "insight"),
    ("desks.resident", "desks.curator", "desks.ministry", "desks.chat", "desks.phone", "desks.provider",
     "desks.public", "desks.openapi"),
    ("site",),
)  # fmt: skip


def rooms_with(file: str) -> list[str]:
    """Dotted names of the rooms that hold this file, such as `cli.py`; the lowest floor comes first."""
    rooms = (room for floor in FLOORS for room in floor)
    return [f"ryadom.{room}" for room in rooms if HOUSE.joinpath(*room.split("."), file).is_file()]


def installed_rooms() -> list[str]:
    """Dotted names of the rooms that Django installs: those with an `apps.py`."""
    return rooms_with("apps.py")


def has_module(dotted: str) -> bool:
    """Whether a module of the house exists on disk; nothing is imported to find out."""
    place = HOUSE.joinpath(*dotted.split(".")[1:])
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
