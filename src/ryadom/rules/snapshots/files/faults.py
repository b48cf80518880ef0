"""Everything wrong with the files, told row by row."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad cell or row. `line` is the line of the file (of Parquet: the row); 0 means the whole file."""

    file: str
    line: int
    column: str
    ru: str
    en: str


class Report:
    """Writes faults to a CSV as they come, and counts them; the first few are kept for the screen.

    The file is there only where there was a fault. The bad value itself is not written: it may be about a person.
    """

    FIRST = 20
    COLUMNS = ("file", "line", "column", "причина", "reason")

    def __init__(self, path: Path) -> None:
        self.path, self.count = path, 0
        self.by_file: Counter[str] = Counter()
        self.first: list[Fault] = []

    def __enter__(self) -> "Report":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Excel reads Cyrillic in a CSV only with the mark of UTF-8.
        self._file = self.path.open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow(self.COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if not self.count:
            self.path.unlink()

    def add(self, fault: Fault) -> None:
        """One more fault."""
        self.count += 1
        self.by_file[fault.file] += 1
        if len(self.first) < self.FIRST:
            self.first.append(fault)
        self._rows.writerow((fault.file, fault.line or "", fault.column, fault.ru, fault.en))
