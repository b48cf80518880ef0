"""Giving memory back to the machine: columns come and go in large pieces, and a process keeps what it once took."""

import ctypes
import gc

import pyarrow as pa


def give_back() -> None:
    """Free what nothing reaches and hand free pages to the system, where the C library can do that."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
