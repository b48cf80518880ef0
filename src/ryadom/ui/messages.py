"""Compiles every room's catalogue of translations: ``python -m ryadom.ui.messages``. No system gettext.

``python -m ryadom.ui.messages missing`` lists the Russian sentences that have no English yet.
The sentence in the code is the Russian one; ``locale/en`` gives its English, ``locale/ru`` mends Django's own words.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE: Final = Path(__file__).resolve().parents[1]
CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
KEYWORDS: Final = dict.fromkeys(("_", "gettext", "gettext_lazy")) | {
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2)
}  # fmt: skip
# templatize() turns a template into lines that a reader of source code can pick calls from.
IN_TEMPLATE: Final = re.compile(r"""\b_?(?:gettext|_)\(\s*u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")""", re.S)


def main(arguments: list[str]) -> int:
    if arguments == ["missing"]:
        lines = [f"{path.relative_to(HOUSE)}: {text}" for path, text in missing()]
        print("\n".join(lines) or "Every sentence has its English.")  # noqa: T201 - a command speaks on the terminal
        return 1 if lines else 0
    done = compile_all()
    print(f"Compiled {done} catalogues.")  # noqa: T201
    return 0


def compile_all(house: Path = HOUSE) -> int:
    """Write ``.mo`` beside each ``.po`` that is newer; returns how many were written."""
    return sum(_compile(po) for po in sorted(house.rglob("locale/*/LC_MESSAGES/*.po")))


def missing(house: Path = HOUSE, language: str = "en") -> list[tuple[Path, str]]:
    """Sentences of code and templates that the language's catalogues do not have, with the file that says them."""
    known = _known(house, language)
    return [(path, text) for path, text in said(house) if text not in known]


def said(house: Path = HOUSE) -> Iterator[tuple[Path, str]]:
    """Every translatable Russian sentence with its file."""
    for path in sorted(house.rglob("*.py")):
        yield from ((path, text) for text in _in_code(path) if CYRILLIC.search(text))
    for path in sorted(house.rglob("templates/**/*.html")) + sorted(house.rglob("templates/**/*.txt")):
        yield from ((path, text) for text in _in_template(path) if CYRILLIC.search(text))


def _compile(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
        return False
    catalog = _read(po)
    fresh = mo.with_suffix(".mo.new")  # a process that reads meanwhile must never see half a file
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(mo)
    return True


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parents[1].name, abort_invalid=True)


def _known(house: Path, language: str) -> set[str]:
    found: set[str] = set()
    for po in house.rglob(f"locale/{language}/LC_MESSAGES/*.po"):
        for message in _read(po):
            if message.string and all(message.string if isinstance(message.string, tuple) else (message.string,)):
                found.add(message.id if isinstance(message.id, str) else message.id[0])
    return found


def _in_code(path: Path) -> list[str]:
    with path.open("rb") as file:
        found = extract("python", file, keywords=KEYWORDS, options={"encoding": "utf-8"})
        return [text[0] if isinstance(text, tuple) else text for _, text, _, _ in found]


def _in_template(path: Path) -> list[str]:
    from django.utils.translation.template import templatize

    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return [re.sub(r"\\(.)", r"\1", one or two) for one, two in IN_TEMPLATE.findall(code)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
