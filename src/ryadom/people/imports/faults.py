"""What is wrong with a row of a file, said so that it can be put right in the file."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class RowFault:
    """One wrong place: the file (and its sheet), the line as editors count it (0: the whole file), the column."""

    file: str
    line: int
    column: str
    ru: str
    en: str

    def said(self, language: str = "ru") -> str:
        """The place and the reason in the reader's language."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{place}, {self.column}" if self.column else place
        return f"{where}: {self.en if language == 'en' else self.ru}"


class FileFaults(Exception):
    """A file that was not loaded, with every fault that was seen. Nothing was written."""

    def __init__(self, faults: Iterable[RowFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(fault.said("en") for fault in self.faults[:20]))

    def said(self, language: str = "ru") -> tuple[str, ...]:
        return tuple(fault.said(language) for fault in self.faults)


def whole(file: str, ru: str, en: str) -> FileFaults:
    """A fault of a whole file."""
    return FileFaults([RowFault(file, 0, "", ru, en)])
