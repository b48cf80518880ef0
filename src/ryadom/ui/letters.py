"""The letters of our pages and papers: Golos Text, trimmed to what is really written.

Pages get variable subsets that the browser picks by character; papers get two whole static fonts, because
a typesetter that is given web subsets prints digits as accents.
"""

from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LATIN = [*range(0x20, 0x7F), 0xA0, 0xA7, 0xAB, 0xAD, 0xB0, 0xB1, 0xB7, 0xBB, 0xBD, 0xD7]
PUNCTUATION = [0x2009, 0x200B, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026]
PUNCTUATION += [0x202F, 0x2039, 0x203A, 0x20AC, 0x2212]
CYRILLIC = [0x301, *range(0x400, 0x460), 0x490, 0x491, 0x4B0, 0x4B1, 0x2116]
ROUBLE = [0x20BD]
WEIGHTS = {"Regular": 400, "Bold": 700}
PIECES = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")  # the first one gives the metrics


def for_pages(source: Path, target: Path) -> None:
    """Write ``golos-*.woff2``: Latin, Cyrillic, ₽ alone, and the letters of other peoples of Russia."""
    _trim(source, "latin", LATIN + PUNCTUATION, target / "golos-latin.woff2")
    _trim(source, "cyrillic", CYRILLIC, target / "golos-cyrillic.woff2")
    _trim(source, "latin-ext", ROUBLE, target / "golos-rouble.woff2")
    _trim(source, "cyrillic-ext", range(0x460, 0x530), target / "golos-cyrillic-ext.woff2")


def for_paper(source: Path, target: Path) -> None:
    """Write one whole static font for each weight, named so that a typesetter finds the family «Golos Text»."""
    target.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        parts = [_static(source, piece, weight, target) for piece in PIECES]
        font = Merger().merge([str(part) for part in parts])
        _name(font, style, weight)
        font.save(target / f"GolosText-{style}.ttf")
        for part in parts:
            part.unlink()


def _file(source: Path, piece: str) -> Path:
    return source / f"golos-text-{piece}-wght-normal.woff2"


def _trim(source: Path, piece: str, characters: Iterable[int], target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark", "ccmp", "locl", "tnum"])
    font = subset.load_font(str(_file(source, piece)), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    subset.save_font(font, str(target), options)


def _static(source: Path, piece: str, weight: int, target: Path) -> Path:
    font = TTFont(_file(source, piece))
    font.flavor = None
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    for table in ("STAT", "GDEF", "GSUB"):  # those of four subsets do not merge into one; kerning (GPOS) does
        if table in font:
            del font[table]
    path = target / f"part-{piece}-{weight}.ttf"
    font.save(path)
    return path


def _name(font: TTFont, style: str, weight: int) -> None:
    full = f"Golos Text {style}"
    names = {1: "Golos Text", 2: style, 3: f"{full}; ryadom", 4: full, 6: f"GolosText-{style}"}
    font["name"].names = [n for n in font["name"].names if n.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight >= 700
    font["head"].macStyle = 1 if bold else 0
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
