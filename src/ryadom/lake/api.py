"""The door of the lake."""

from ryadom.lake.digest import Digest
from ryadom.lake.errors import LakeError
from ryadom.lake.folders import appearing
from ryadom.lake.scratch import scratch, sweep
from ryadom.lake.sheets import ENDINGS, Sheet, open_sheet
from ryadom.lake.tables import TEXT, Written, check_file, columns_of, read_table, write_table

__all__ = [
    "ENDINGS",
    "TEXT",
    "Digest",
    "LakeError",
    "Sheet",
    "Written",
    "appearing",
    "check_file",
    "columns_of",
    "open_sheet",
    "read_table",
    "scratch",
    "sweep",
    "write_table",
]
