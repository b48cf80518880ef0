"""Region codes. A region is a code (ISO 3166-2:RU), so no floor needs a table of regions."""

import re
from typing import NewType

RegionCode = NewType("RegionCode", str)

REGION_PATTERN = r"^RU-[A-Z]{2,3}$"
_REGION = re.compile(REGION_PATTERN)


class BadRegionCode(ValueError):
    """The text has not the shape of an ISO 3166-2:RU code, such as RU-CHE."""


def is_region_code(text: object) -> bool:
    """True when the text has the shape of a region code; whether such a region exists is not asked."""
    return isinstance(text, str) and bool(_REGION.match(text)) and not text.endswith("\n")


def region_code(text: object) -> RegionCode:
    """The same text as a region code. Raises BadRegionCode."""
    if not is_region_code(text):
        raise BadRegionCode(f"{text!r:.40} is not a region code of the shape RU-CHE (ISO 3166-2:RU)")
    return RegionCode(str(text))
