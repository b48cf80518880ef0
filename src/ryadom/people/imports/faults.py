"""What is wrong with a row of a file, said so that it can be put right in the file."""

from collections.abc import Iterable
from dataclasses import dataclass

# How people who read Russian call the columns; the keys stand in English files and sentences.
_RU = {
    "person": "человек", "surname": "фамилия", "name": "имя", "patronymic": "отчество", "birth_date": "дата рождения",
    "sex": "пол", "snils": "СНИЛС", "phone": "телефон", "address": "адрес", "source": "источник", "family": "семья",
    "role": "роль", "starts": "с", "ends": "по", "contract_date": "дата договора", "oktmo": "ОКТМО",
    "fact": "сведение", "value": "значение", "as_of": "на день", "valid_from": "верно с", "valid_to": "верно по",
    "month": "месяц", "kind": "вид", "amount": "сумма", "measure": "мера", "note": "пометка",
}  # fmt: skip


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
        line = f"line {self.line}" if language == "en" else f"строка {self.line}"
        column = self.column if language == "en" else _RU.get(self.column, self.column)
        where = ", ".join((self.file, *([line] if self.line else []), *([column] if column else [])))
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
