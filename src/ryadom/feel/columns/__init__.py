"""The second printing of the language: the same tree over columns of many rows at once, exact and three-valued.

A number is a whole number of a fixed scale, a day a count of days, a choice a set of options, a truth one of five
codes. What is not known in a row lies between two bounds and carries, as bits, the facts that it waits for.
"""

from .printing import SAID, Printed, names_in, print_columns
from .values import (
    ABSENT,
    BEYOND,
    FALSE,
    MAYBE_ABSENT,
    NO_HIGH,
    NO_LOW,
    NULL,
    RAISED,
    THERE,
    TRUE,
    UNKNOWN,
    Choice,
    Line,
    Members,
    NotInColumns,
    Raised,
    Truth,
)

__all__ = [
    "ABSENT",
    "BEYOND",
    "FALSE",
    "MAYBE_ABSENT",
    "NO_HIGH",
    "NO_LOW",
    "NULL",
    "RAISED",
    "SAID",
    "THERE",
    "TRUE",
    "UNKNOWN",
    "Choice",
    "Line",
    "Members",
    "NotInColumns",
    "Printed",
    "Raised",
    "Truth",
    "names_in",
    "print_columns",
]
