"""The door of the lake."""

from ryadom.lake.digest import Digest
from ryadom.lake.errors import LakeError
from ryadom.lake.folders import appearing
from ryadom.lake.tables import TEXT, Written, check_file, columns_of, read_table, write_table

__all__ = [
    "TEXT",
    "Digest",
    "LakeError",
    "Written",
    "appearing",
    "check_file",
    "columns_of",
    "read_table",
    "write_table",
]
