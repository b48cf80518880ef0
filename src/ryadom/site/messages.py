"""Collects the words that pages say and compiles the catalogues: `make messages`. Needs no gettext on the system.

Words are written in Russian where they are used; each room keeps their English in its own `locale/en`.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_python

from ryadom.site.rooms import FLOORS, HOUSE

LANGUAGE = "en"
MAPPING = """
[extractors]
template = ryadom.site.messages:extract_template
[python: **.py]
[template: **/templates/**.html]
[template: **/templates/**.txt]
"""
KEYWORDS = ("_", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2")


def extract_template(source: IO[bytes], keywords: Any, comments: Any, options: Any) -> Iterator[Any]:
    """Words of one template, for Babel: Django itself rewrites the template as code, and the code is read as code."""
    from django.utils.translation.template import templatize

    code = templatize(source.read().decode("utf-8"))
    return extract_python(io.BytesIO(code.encode("utf-8")), keywords, comments, {"encoding": "utf-8"})


def _babel(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", *map(str, arguments)]
    subprocess.run(command, check=True, cwd=HOUSE)


def collect(room: Path) -> None:
    """Brings one room's catalogue up to date with its sources; translations stay."""
    catalogue = room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    with tempfile.TemporaryDirectory() as scratch:
        mapping, template = Path(scratch) / "babel.cfg", Path(scratch) / "django.pot"
        mapping.write_text(MAPPING)
        words = [part for keyword in KEYWORDS for part in ("-k", keyword)]
        _babel("extract", "-F", mapping, *words, "--no-location", "--sort-output", "-o", template, room)
        if "msgid" not in template.read_text("utf-8").split("\n\n", 1)[-1]:
            return
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        if catalogue.is_file():
            _babel("update", "-N", "-i", template, "-o", catalogue, "-l", LANGUAGE)
        else:
            _babel("init", "-i", template, "-o", catalogue, "-l", LANGUAGE)


def main() -> None:
    rooms = [HOUSE.joinpath(*room.split(".")) for floor in FLOORS for room in floor]
    for room in rooms:
        if (room / "apps.py").is_file():
            collect(room)
    for catalogue in HOUSE.rglob("LC_MESSAGES/*.po"):
        _babel("compile", "-i", catalogue, "-o", catalogue.with_suffix(".mo"))


if __name__ == "__main__":
    main()
