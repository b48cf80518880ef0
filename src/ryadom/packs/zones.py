"""The time zones of the regions that the library brings."""

from pathlib import Path

import structlog

from ryadom.packs.errors import PracticeErrors
from ryadom.packs.reading import read_file
from ryadom.regions.clock import register_zone

log = structlog.get_logger(__name__)


def register_zones(root: Path) -> None:
    """Tell the clock every region's zone. A region.yaml that cannot be read is named in the log and left out."""
    for path in sorted(root.glob("*/*/region.yaml")):
        try:
            data = read_file(path).data
            assert isinstance(data, dict)
            register_zone(str(data["code"]), str(data["zone"]))
        except (PracticeErrors, KeyError, AssertionError, ValueError) as fault:
            log.warning("region_without_zone", file=path.parent.parent.name, fault=type(fault).__name__)
