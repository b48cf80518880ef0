"""`python -m bench [answers] [language] [pages]`: everything by default; a small table at the end.

See README.md beside for what the numbers mean.
"""

import logging
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

PARTS = ("language", "answers", "pages")
SHORT = (
    "explained: cast, median", "with everything: cast, median", "with everything: nothing known",
    "evaluate: one comparison", "page: results", "page: the next step", "first visit",
)  # fmt: skip


def main(wanted: list[str]) -> int:
    """Measure the parts in turn; 2 for a part that does not exist."""
    from bench.measured.clock import Row, unit

    if unknown := set(wanted) - set(PARTS):
        print(f"no part {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
        return 2
    print(f"unit: 10,000 parses of 1 + 2: {unit():.0f} ms\n{'':44} {'ms':>9} {'x':>9}")
    found: list[Row] = []
    for part in wanted or PARTS:
        for row in import_module(f"bench.measured.{part}").rows():
            print(row, flush=True)
            found.append(row)
    print("\n" + "\n".join(str(row) for row in found if row.what in SHORT))
    return 0


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    raise SystemExit(main(sys.argv[1:]))
