"""Proofs that repeat one thing many times are run by turns: each commit another part, `make proofs` the whole.

Which part it is follows from the commit alone, so all workers of a run collect the same tests and a failure can be
repeated by checking that commit out.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

One = TypeVar("One")

WHOLE = os.environ.get("RYADOM_PROOFS") == "whole"


def examples(whole: int, share: int) -> int:
    """How many random examples: all where the whole is proved, else a share; each run draws others."""
    return whole if WHOLE else share


def number_of_commit() -> int:
    """A number that each commit has of its own; 0 outside a repository."""
    here = Path(__file__).parent
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=here, capture_output=True, text=True, check=False)
    return int(told.stdout.strip() or "0", 16) if told.returncode == 0 else 0


def by_turns(things: Sequence[One], most: int, *, whole: bool = WHOLE, turn: int | None = None) -> list[One]:
    """All of them where the whole is proved, else the `most` whose turn it is. Any parts of neighbouring turns share
    nothing, and the turns together hold all.
    """
    if whole:
        return list(things)
    parts = [list(things[begin : begin + most]) for begin in range(0, len(things), most)]
    return parts[(number_of_commit() if turn is None else turn) % len(parts)]
