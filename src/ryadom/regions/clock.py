"""The only clock. Pages read it once and pass the date on; the domain never reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ryadom.kit.codes import region_code

MOSCOW = "Europe/Moscow"

_zones: dict[str, ZoneInfo] = {}
_frozen: list[datetime] = []


def register_zone(code: str, zone: str) -> None:
    """A region's time zone by its IANA name, as its practice says. Raises BadRegionCode, ZoneInfoNotFoundError."""
    _zones[region_code(code)] = ZoneInfo(zone)


def known_regions() -> tuple[str, ...]:
    """The codes whose zone was registered, in order: the regions whose practices stand in this installation."""
    return tuple(sorted(_zones))


def zone_of(region: str) -> ZoneInfo:
    """The region's time zone; Moscow's where none was registered."""
    return _zones.get(region_code(region)) or ZoneInfo(MOSCOW)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _frozen[-1] if _frozen else datetime.now(UTC)


def today(region: str) -> date:
    """Today as the people of the region count it: late in Moscow it is already tomorrow in Chelyabinsk."""
    return local(now(), region).date()


def local(at: datetime, region: str) -> datetime:
    """A moment on the region's clock."""
    return at.astimezone(zone_of(region))


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """For tests: the clock of the whole process stands at `at` (aware) until the block ends. Nests."""
    if at.tzinfo is None:
        raise ValueError("a frozen moment needs its time zone")
    _frozen.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()
