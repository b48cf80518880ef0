"""Which rooms exist: a folder with an `apps.py` is one. Nothing is listed twice, so nothing can be forgotten."""

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]


def _folders(file: str) -> list[Path]:
    return sorted(found.parent for pattern in (f"*/{file}", f"desks/*/{file}") for found in HOUSE.glob(pattern))


def _dotted(folder: Path) -> str:
    return ".".join(("ryadom", *folder.relative_to(HOUSE).parts))


def installed_rooms() -> list[str]:
    """Dotted names of the rooms that Django installs: those with an `apps.py`."""
    return [_dotted(folder) for folder in _folders("apps.py")]


def rooms_with(file: str) -> list[str]:
    """Dotted names of the rooms that hold this file, such as `cli.py`."""
    return [_dotted(folder) for folder in _folders(file)]


def has_module(dotted: str) -> bool:
    """Whether a module of the house exists on disk; nothing is imported to find out."""
    place = HOUSE.joinpath(*dotted.split(".")[1:])
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
