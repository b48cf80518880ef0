"""`python bench/imagined.py`: persons a second and peak memory of imagining a region."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

if __name__ == "__main__":
    from bench.measured.imagined import rows

    for row in rows():
        print(row, flush=True)
