"""A phone photo comes in, a trick does not."""

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from ryadom.papers import checks
from ryadom.papers.checks import NotAccepted, check


def photo(fmt: str = "JPEG", size=(40, 60), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, fmt, **options)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Galina"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    return photo(exif=exif.tobytes())


def pdf(change=lambda writer: None, pages: int = 2) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def open_action(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)


@pytest.mark.parametrize(
    ("name", "fmt"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.heic", "HEIF"), ("IMG_0001", "JPEG")]
)
def test_photos_are_kept_as_jpeg(name, fmt):
    kept = check(name, photo(fmt))
    assert kept.media_type == "image/jpeg" and kept.pages == 1
    assert Image.open(io.BytesIO(kept.data)).format == "JPEG"


def test_place_and_camera_are_gone_and_the_photo_stands_upright():
    data = with_place()
    assert b"Galina" in data
    kept = Image.open(io.BytesIO(check("a.jpg", data).data))
    assert not kept.getexif() and b"Galina" not in check("a.jpg", data).data
    assert kept.size == (60, 40)


def test_what_follows_the_image_is_not_kept():
    assert b"<script>" not in check("a.jpg", photo() + b"<script>alert(1)</script>").data


def test_transparent_png_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(check("a.png", out.getvalue()).data)).getpixel((0, 0))[0] > 250


def test_pdf_pages_are_counted():
    assert check("договор.pdf", pdf()).pages == 2


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("справка.jpg", b"", "пустой"),
        ("справка.jpg", b"MZ\x90\x00 program", "не фото и не PDF"),
        ("справка.pdf", photo(), "внутри JPEG"),
        ("справка.jpg", pdf(), "внутри PDF"),
        ("справка.exe", photo(), "имя говорит о другом"),
        ("справка.html", photo(), "имя говорит о другом"),
        ("справка.jpg", photo()[:200], "повреждён"),
        ("справка.pdf", b"%PDF-1.7\nnothing here", "повреждён"),
        ("справка.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "не фото и не PDF"),
    ],
)
def test_refused_with_a_clear_sentence(name, data, says):
    with pytest.raises(NotAccepted, match=says):
        check(name, data)


def test_encrypted_pdf():
    with pytest.raises(NotAccepted, match="паролем"):
        check("a.pdf", pdf(lambda w: w.encrypt("x")))


@pytest.mark.parametrize("change", [open_action, lambda w: w.add_attachment("a.exe", b"MZ")])
def test_pdf_with_a_program_or_an_attachment(change):
    with pytest.raises(NotAccepted, match="программа или вложение"):
        check("a.pdf", pdf(change))


def test_too_big_and_too_many_pages(monkeypatch):
    monkeypatch.setattr(checks, "MAX_PDF_PAGES", 3)
    with pytest.raises(NotAccepted, match="страниц: 4"):
        check("a.pdf", pdf(pages=4))
    monkeypatch.setattr(checks, "MAX_BYTES", 10)
    with pytest.raises(NotAccepted, match="больше"):
        check("a.jpg", photo())


def test_decompression_bomb_is_refused_before_it_is_opened():
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (60000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    with pytest.raises(NotAccepted, match=r"слишком большое|повреждён"):
        check("a.png", bomb)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\Галина\\справка.pdf", "справка.pdf"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("<b>'x'\r\nSet-Cookie: a.jpg", "_b_'x'Set-Cookie_ a.jpg"),
        ("...", "документ"),
        ("ы" * 300 + ".jpg", "ы" * 96 + ".jpg"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert checks.safe_name(name) == safe


def test_reader_still_opens_what_was_kept():
    assert len(PdfReader(io.BytesIO(check("a.pdf", pdf()).data)).pages) == 2
