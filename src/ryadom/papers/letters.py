"""Letters as tagged PDF (PDF/UA-1): one A4 page, 16-point text, a sum first, what to do in numbered steps.

The values go to the templates as JSON and are placed as text, so a name that holds markup prints as itself.
A letter that would run over one page drops its last details and says where they are; it never shrinks the print.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter

from ryadom.ui.figures import day

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(__file__).parent.parent / "ui" / "fonts"
FAMILIES = ("Golos Text", "Libertinus Serif")  # the second is inside typst and holds Cyrillic
_NOT_OURS = re.compile(r"[^\s\u0020-\u007e\u00a0-\u00ff\u0400-\u045f\u0490\u0491\u2010-\u2026\u2212\u20bd\u2116]")
MAX_TEXT = 600  # one field; longer text comes from a mistake or from malice and would push the letter off its page


@dataclass(frozen=True)
class Sheet:
    """What every letter carries: who writes, to whom, when, whom to ask, the word for phone calls."""

    authority: str
    addressee: str
    on: date
    contact: str = ""
    codeword: str = ""


@dataclass(frozen=True)
class RightLine:
    """One measure in the answer: its title, the amount in words (may be empty) and a short why."""

    title: str
    amount: str = ""
    why: str = ""


@dataclass(frozen=True)
class AnswerLetter:
    """What I am entitled to and what to do, 1-2-3. Rights stand by importance: the last are dropped first."""

    sheet: Sheet
    rights: tuple[RightLine, ...]
    steps: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class FactLine:
    name: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class ApplicationLetter:
    """A filled application with its signature line; facts that do not fit continue on the next page. `ask`: how to ask
    about it by phone.
    """

    sheet: Sheet
    measure: str
    request: str
    facts: tuple[FactLine, ...]
    papers: tuple[str, ...]
    signer: str
    number: str = ""
    consent: str = ""
    ask: str = ""


@dataclass(frozen=True)
class ReasonLine:
    """One criterion: plain words, the compared numbers, the article (empty where it was not checked)."""

    text: str
    numbers: str = ""
    article: str = ""


@dataclass(frozen=True)
class DecisionLetter:
    """Granted or refused: the outcome in one sentence, the criteria, what to do, how to appeal, who signed."""

    sheet: Sheet
    number: str
    outcome: str
    reasons: tuple[ReasonLine, ...]
    steps: tuple[str, ...]
    appeal: str
    signer: str


@dataclass(frozen=True)
class PlainLetter:
    """What was written to somebody who gets it by post: every word of it, on as many pages as it takes."""

    sheet: Sheet
    text: str


def plain(letter: PlainLetter) -> bytes:
    """PDF of a letter in its own words; nothing of it is dropped."""
    lines = [piece for line in letter.text.splitlines() if line.strip() for piece in _pieces(line)]
    return _compile("plain", letter.sheet, {"title": _("Письмо для вас"), "lines": lines})


def _pieces(line: str) -> list[str]:
    """A line that is longer than one field may be, cut between words."""
    pieces = [""]
    for word in line.split(" "):
        if len(pieces[-1]) + len(word) >= MAX_TEXT:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {word}".strip()
    return pieces


def together(pdfs: Iterable[bytes]) -> bytes:
    """Letters one after another, to be printed at once."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def answer(letter: AnswerLetter) -> bytes:
    """PDF of the answer, always one page: rights that do not fit are counted in one line."""

    def fields(kept: int) -> dict[str, Any]:
        short = replace(letter, rights=letter.rights[:kept], steps=letter.steps[:3])
        left = len(letter.rights) - kept
        more = _("И ещё мер: %(count)s. Спросите у специалиста по телефону ниже.") % {"count": left} if left else ""
        return {**asdict(short), "title": _("Что вам положено и что делать"), "more": more}

    return _one_page("answer", letter.sheet, fields, len(letter.rights))


def application(letter: ApplicationLetter) -> bytes:
    """PDF of the filled application; every fact is printed, on a second page if need be, for it will be signed."""
    title = _("Заявление: %(measure)s") % {"measure": letter.measure}
    if letter.number:
        title = _("Заявление %(number)s: %(measure)s") % {"number": letter.number, "measure": letter.measure}
    return _compile("application", letter.sheet, {**asdict(letter), "title": title})


def decision(letter: DecisionLetter) -> bytes:
    """PDF of the decision, one page; a long list of criteria ends with where the whole list can be read."""

    def fields(kept: int) -> dict[str, Any]:
        short = replace(letter, reasons=letter.reasons[:kept], steps=letter.steps[:3])
        left = len(letter.reasons) - kept
        more = (
            _("Ещё условий: %(count)s. Полный список — в вашем деле, его дадут по первой просьбе.") % {"count": left}
            if left
            else ""
        )
        return {
            **asdict(short),
            "title": _("Решение по заявлению %(number)s") % {"number": letter.number},
            "more": more,
        }

    return _one_page("decision", letter.sheet, fields, len(letter.reasons))


def pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def _one_page(kind: str, sheet: Sheet, fields: Callable[[int], dict[str, Any]], count: int) -> bytes:
    """The longest list that still fits one page; with nothing left to drop the letter may take two."""
    pdf = b""
    for kept in range(count, -1, -1) if count <= 12 else [*range(12, -1, -1)]:
        pdf = _compile(kind, sheet, fields(kept))
        if pages(pdf) == 1 or kept <= 1:
            return pdf
    return pdf


def _compile(kind: str, sheet: Sheet, fields: dict[str, Any]) -> bytes:
    fields.pop("sheet", None)
    data = {
        **_each(fields, _trimmed), "lang": (get_language() or "ru")[:2], "fonts": _families(), "labels": _labels(),
        "authority": _trimmed(sheet.authority), "addressee": _trimmed(sheet.addressee), "date": day(sheet.on),
        "contact": _trimmed(sheet.contact), "codeword": _trimmed(sheet.codeword),
    }  # fmt: skip
    try:
        return _typeset(kind, data, sheet.on)
    except typst.TypstError:
        # A letter that no font of ours has (an emoji, a hieroglyph) would leave the person without any letter.
        return _typeset(kind, _each(data, _plain), sheet.on)


def _typeset(kind: str, data: dict[str, Any], on: date) -> bytes:
    pdf = typst.compile(
        TEMPLATES / f"{kind}.typ",
        root=TEMPLATES,
        font_paths=[FONTS] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=datetime.combine(on, time(), UTC),  # the same letter is the same bytes
    )
    assert isinstance(pdf, bytes)
    return pdf


def _trimmed(text: str) -> str:
    """Without control and direction-changing characters, at most so long."""
    kept = (c for c in text[: MAX_TEXT * 2] if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    return "".join(kept)[:MAX_TEXT]


def _plain(text: str) -> str:
    """What our fonts surely hold; anything else becomes a question mark."""
    return _NOT_OURS.sub("?", unicodedata.normalize("NFC", text))


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each(item, change) for item in value]
    return value


@cache
def _families() -> list[str]:
    known = set(typst.Fonts(include_system_fonts=False, font_paths=[FONTS] if FONTS.is_dir() else []).families())
    return [family for family in FAMILIES if family in known]


def _labels() -> dict[str, str]:
    return {
        "todo": _("Что делать"),
        "facts": _("Сведения"),
        "papers": _("Документы"),
        "appeal": _("Если вы не согласны"),
        "signature": _("Подпись"),
        "signed_on": _("Дата подписи: «____» ______________ 20___ г."),
        "decided": _("Решение принял(а)"),
        "codeword": _("Кодовое слово для звонков:"),
        "no_codes": _("Наш сотрудник назовёт его первым. Мы не спрашиваем коды из СМС и номера карт."),
    }
