"""The words that pages say, and their English. Needs no gettext on the system.

``python -m ryadom.ui.messages`` compiles every room's catalogue, ``collect`` first writes new sentences into the
catalogues (``make messages``), ``missing`` lists the Russian sentences that have no English yet.
The sentence in the code is the Russian one; ``locale/en`` gives its English, ``locale/ru`` mends Django's own words.
"""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE: Final = Path(__file__).resolve().parents[1]
LANGUAGE: Final = "en"
HEADER: Final = r'''msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"'''
CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
# Which arguments of a call are the sentence: context, one, many. A call that is not listed says nothing.
KEYWORDS: Final = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy", "ngettext_noop"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
# templatize() turns a template into calls with filler between them; the filler is no code that could be parsed.
QUOTED: Final = re.compile(r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*\"""", re.S)
CALL: Final = re.compile(rf"(?<!\w)(_|n?p?gettext)\(((?:\s*(?:{QUOTED.pattern})\s*,?)+)", re.S)


class Sentence(NamedTuple):
    """A sentence as the code says it: the Russian, its counted form where there is one, the context that tells two
    equal words apart.
    """

    text: str
    many: str = ""
    context: str = ""


def main(arguments: list[str]) -> int:
    if arguments == ["missing"]:
        lines = [f"{path.relative_to(HOUSE)}: {text}" for path, text in missing()]
        print("\n".join(lines) or "Every sentence has its English.")  # noqa: T201 - a command speaks on the terminal
        return 1 if lines else 0
    if arguments == ["collect"]:
        print(f"New sentences: {collect()}.")  # noqa: T201
    done = compile_all()
    print(f"Compiled {done} catalogues.")  # noqa: T201
    return 0


def collect(house: Path = HOUSE) -> int:
    """Write what the rooms say and the catalogues of the house do not know into the room's own catalogue, with empty
    English; returns how many. Translations stay, and so does what nobody says any more.
    """
    known = {(id, context) for po in _catalogues(house) for id, context in _ids(_read(po))}
    new: dict[Path, dict[tuple[str, str], Sentence]] = {}
    for path, one in sentences(house):
        if (room := _room(path, house)) and (one.text, one.context) not in known:
            new.setdefault(room, {}).setdefault((one.text, one.context), one)
    for room, fresh in new.items():
        _append(room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po", fresh.values())
    return sum(map(len, new.values()))


def _room(path: Path, house: Path) -> Path | None:
    """The room a file stands in: the nearest folder above it with an `apps.py`."""
    return next((one for one in path.parents if one.is_relative_to(house) and (one / "apps.py").is_file()), None)


def _append(po: Path, fresh: Iterable[Sentence]) -> None:
    """Only the end of the file grows: what translators wrote stays as they laid it out."""
    catalog = Catalog(locale=LANGUAGE, fuzzy=False)
    for one in fresh:
        catalog.add((one.text, one.many) if one.many else one.text, context=one.context or None)
    added = io.BytesIO()
    write_po(added, catalog, width=0, omit_header=True)
    before = po.read_text("utf-8").rstrip("\n") if po.is_file() else HEADER
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(f"{before}\n\n{added.getvalue().decode().strip()}\n", "utf-8")


def compile_all(house: Path = HOUSE) -> int:
    """Write ``.mo`` beside each ``.po`` that says something else; returns how many were written."""
    return sum(_compile(po) for po in sorted(house.rglob("locale/*/LC_MESSAGES/*.po")))


def missing(house: Path = HOUSE, language: str = LANGUAGE) -> list[tuple[Path, str]]:
    """Sentences of code and templates that the language's catalogues do not have, with the file that says them."""
    known = _known(house, language)
    return [(path, text) for path, text in said(house) if text not in known]


def said(house: Path = HOUSE) -> Iterator[tuple[Path, str]]:
    """Every translatable Russian sentence with its file; a counted one by its first form."""
    yield from ((path, one.text) for path, one in sentences(house))


def sentences(house: Path = HOUSE) -> Iterator[tuple[Path, Sentence]]:
    """Every translatable Russian sentence of code and templates with its file."""
    templates = sorted(house.rglob("templates/**/*.html")) + sorted(house.rglob("templates/**/*.txt"))
    for read, paths in ((in_code, sorted(house.rglob("*.py"))), (in_template, templates)):
        for path in paths:
            yield from ((path, one) for one in read(path) if CYRILLIC.search(one.text))


def in_code(path: Path) -> Iterator[Sentence]:
    """Sentences of one module. Read from its tree, so that a call inside an f-string counts, and so does a function
    of gettext under another name (`import gettext_noop as _n`, `N = gettext_noop`).
    """
    module = ast.parse(path.read_bytes(), str(path))
    words = KEYWORDS | {name: KEYWORDS[meant] for name, meant in _other_names(module)}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (places := words.get(_called(node))):
            context, text, many = (_constant(node, place) for place in places)
            if text:
                yield Sentence(text, many, context)


def in_template(path: Path) -> Iterator[Sentence]:
    """Sentences of one template: Django itself rewrites it as lines of code, and the code is read as code."""
    from django.utils.translation.template import templatize

    for called, quoted in CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        texts = [str(ast.literal_eval(one)) for one in QUOTED.findall(quoted)]
        context, text, many = (
            texts[place] if place is not None and place < len(texts) else "" for place in KEYWORDS[called]
        )
        yield Sentence(text, many, context)


def _other_names(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from ((one.asname, one.name) for one in node.names if one.asname and one.name in KEYWORDS)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in KEYWORDS:
            yield from ((target.id, node.value.id) for target in node.targets if isinstance(target, ast.Name))


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _constant(call: ast.Call, place: int | None) -> str:
    found = call.args[place] if place is not None and place < len(call.args) else None
    return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else ""


def _compile(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    made = io.BytesIO()
    write_mo(made, _read(po))
    # By what is in it, not by its age: a copied folder or another branch gives an old catalogue a new date.
    if mo.exists() and mo.read_bytes() == made.getvalue():
        return False
    fresh = mo.with_suffix(".mo.new")  # a process that reads meanwhile must never see half a file
    fresh.write_bytes(made.getvalue())
    fresh.replace(mo)
    return True


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parents[1].name, abort_invalid=True)


def _known(house: Path, language: str) -> set[str]:
    found: set[str] = set()
    for po in _catalogues(house, language):
        for message in _read(po):
            if message.string and all(message.string if isinstance(message.string, tuple) else (message.string,)):
                found.add(message.id if isinstance(message.id, str) else message.id[0])
    return found


def _catalogues(house: Path, language: str = LANGUAGE) -> list[Path]:
    return sorted(house.rglob(f"locale/{language}/LC_MESSAGES/*.po"))


def _ids(catalog: Catalog) -> Iterator[tuple[str, str]]:
    yield from ((one.id if isinstance(one.id, str) else one.id[0], one.context or "") for one in catalog if one.id)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
