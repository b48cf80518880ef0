"""feel: the expression language of OMG DMN, with Unknown kept apart from null. Knows no Django."""

from .errors import Bad, FeelSyntaxError, FeelWarning, caret, nearest
from .expression import Expression, Use, evaluate, parse
from .profile import check_profile
from .split import Settled, cells, settle
from .temporal import DateTime, DayDuration, FarDate, MonthDuration, Time
from .trace import Compared, Entered, Trace
from .unknown import Cuts, Maybe, MaybeList, Unknown, is_unknown
from .values import Range, show

__all__ = [
    "Bad", "Compared", "Cuts", "DateTime", "DayDuration", "Entered", "Expression", "FarDate", "FeelSyntaxError",
    "FeelWarning", "Maybe", "MaybeList", "MonthDuration", "Range", "Settled", "Time", "Trace", "Unknown", "Use",
    "caret", "cells", "check_profile", "evaluate", "is_unknown", "nearest", "parse", "settle", "show",
]  # fmt: skip
