"""Is this file really a photo or a PDF, and is it safe to keep? Everything is opened, no name is believed.

Photos are re-encoded: the JPEG that is kept holds pixels only, without the place, the camera or what follows the image.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import filetype
import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

pillow_heif.register_heif_opener()

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000  # a 50-megapixel phone photo passes, a decompression bomb does not
MAX_SIDE = 3000  # enough to read the small print of a certificate
MAX_PDF_PAGES = 50
MAX_PDF_OBJECTS = 50_000
JPEG, PNG, HEIC, PDF = "image/jpeg", "image/png", "image/heic", "application/pdf"
OGG, MP3, M4A = "audio/ogg", "audio/mpeg", "audio/mp4"
SOUNDS = {OGG: "ogg", MP3: "mp3", M4A: "m4a"}  # what messengers record a voice in, with how it is named
_SOUND_MARKS = {OGG: (b"OpusHead", b"\x01vorbis"), M4A: (b"moov", b"ftyp"), MP3: (b"",)}
SUFFIXES = {
    ".jpg": JPEG, ".jpeg": JPEG, ".jpe": JPEG, ".jfif": JPEG,
    ".png": PNG, ".heic": HEIC, ".heif": HEIC, ".pdf": PDF,
}  # fmt: skip
_TITLES = {JPEG: "JPEG", PNG: "PNG", HEIC: "HEIC", PDF: "PDF"}
_ACTIVE = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/RichMedia",
    "/XFA",
    "/SubmitForm",
    "/ImportData",
}
_UNSAFE_IN_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]+")


class NotAccepted(ValueError):
    """The file cannot be taken; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its bytes as they will lie on disk, what they are and how many pages a person sees."""

    data: bytes
    media_type: str
    pages: int
    name: str


def check(name: str, data: bytes, *, sounds: bool = False) -> Checked:
    """Open the file, compare it with its name, clean it. Raises NotAccepted with a sentence for the person.

    `sounds`: a recorded voice is taken, too; it is kept as it is, whoever listens to it has to believe nothing.
    """
    name = safe_name(name)
    if not data:
        raise NotAccepted(_("Файл «%(name)s» пустой. Снимите документ ещё раз.") % {"name": name})
    if len(data) > MAX_BYTES:
        raise NotAccepted(
            _("Файл «%(name)s» больше %(limit)s МБ. Снимите с меньшим качеством или пришлите по страницам.")
            % {"name": name, "limit": MAX_BYTES // 1024 // 1024}
        )
    found = _look_inside(data)
    if sounds and (sound := _sound(found, data)):
        return Checked(data, sound, 1, name)
    _compare(name, found)
    if found == PDF:
        return Checked(data, PDF, _pdf_pages(name, data), name)
    return Checked(_as_jpeg(name, data), JPEG, 1, name)


def safe_name(name: str) -> str:
    """The last part of the name, without control, direction-changing or path characters, at most 100 characters."""
    name = unicodedata.normalize("NFC", str(name).replace("\\", "/")).rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co", "Zl", "Zp"})
    name = _UNSAFE_IN_NAME.sub("_", name).strip(" .")
    stem, suffix = PurePath(name).stem, PurePath(name).suffix[:10]
    return (stem[: 100 - len(suffix)] + suffix) or _("документ")


def _look_inside(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return PDF
    guess = filetype.guess(data[:8192])
    mime = guess.mime if guess else ""
    return HEIC if mime in {"image/heic", "image/heif"} else mime


def _sound(found: str, data: bytes) -> str:
    """Which kind of recorded voice this is, "" for none."""
    kind = {"audio/x-m4a": M4A, "audio/m4a": M4A, "audio/opus": OGG}.get(found, found)
    head = data[:4096]
    return kind if kind in SOUNDS and any(mark in head for mark in _SOUND_MARKS[kind]) else ""


def _compare(name: str, found: str) -> None:
    suffix = PurePath(name).suffix.lower()
    claimed = SUFFIXES.get(suffix)
    if found not in _TITLES:
        raise NotAccepted(_("«%(name)s» — не фото и не PDF. Подойдут JPEG, PNG, HEIC или PDF.") % {"name": name})
    if suffix and claimed is None and not suffix[1:].isdigit():
        raise NotAccepted(
            _("Имя «%(name)s» не подходит: внутри %(found)s, а имя говорит о другом. Переименуйте или пришлите фото.")
            % {"name": name, "found": _TITLES[found]}
        )
    if claimed is not None and claimed != found:
        raise NotAccepted(
            _("«%(name)s» назван как %(claimed)s, а внутри %(found)s. Снимите документ на телефон.")
            % {"name": name, "claimed": _TITLES[claimed], "found": _TITLES[found]}
        )


def _as_jpeg(name: str, data: bytes) -> bytes:
    broken = NotAccepted(
        _("Фото «%(name)s» не открывается: файл повреждён. Снимите документ ещё раз.") % {"name": name}
    )
    with warnings.catch_warnings():
        # Our own limit below is stricter than the library's warning and gives a sentence, not a stack.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "HEIF", "MPO")) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise NotAccepted(
                        _("Фото «%(name)s» слишком большое. Снимите с меньшим размером.") % {"name": name}
                    )
                image.draft("RGB", (MAX_SIDE, MAX_SIDE))
                return _encode(image)
        except NotAccepted:
            raise
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
            raise broken from None
        except RuntimeError:  # libheif reports a truncated file this way
            raise broken from None


def _encode(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
        upright = paper
    flat = upright.convert("RGB")
    flat.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = Image.new("RGB", flat.size)  # a new image carries no EXIF, no profile, no comment
    clean.paste(flat)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _pdf_pages(name: str, data: bytes) -> int:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise NotAccepted(
                _("PDF «%(name)s» закрыт паролем. Сохраните его без пароля или снимите на телефон.") % {"name": name}
            )
        pages = len(reader.pages)
        active = _has_active_content(reader)
    except NotAccepted:
        raise
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, AssertionError):
        raise NotAccepted(
            _("PDF «%(name)s» не открывается: файл повреждён. Сохраните его заново.") % {"name": name}
        ) from None
    if active:
        raise NotAccepted(
            _("В PDF «%(name)s» есть программа или вложение, такие файлы не принимаем. Снимите документ на телефон.")
            % {"name": name}
        )
    if not 1 <= pages <= MAX_PDF_PAGES:
        raise NotAccepted(
            _("В PDF «%(name)s» страниц: %(pages)s. Принимаем от 1 до %(limit)s.")
            % {"name": name, "pages": pages, "limit": MAX_PDF_PAGES}
        )
    return pages


def _has_active_content(reader: PdfReader) -> bool:
    """True when anything reachable from the catalogue can run, open or carry another file."""
    for count, node in enumerate(_objects(reader)):
        if count > MAX_PDF_OBJECTS:
            return True  # nobody scans a certificate into fifty thousand objects; better refused than half looked at
        if _ACTIVE & node.keys() or node.get("/S") in _ACTIVE or node.get("/Type") in _ACTIVE:
            return True
    return False


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer.get("/Root")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
            node = node.get_object()
        if isinstance(node, DictionaryObject):
            yield node
            waiting.extend(value for key, value in dict.items(node) if key != "/Parent")  # raw: nothing resolved twice
        elif isinstance(node, ArrayObject):
            waiting.extend(list.__iter__(node))
