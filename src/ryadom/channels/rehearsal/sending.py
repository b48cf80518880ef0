"""What people of the rehearsal send when they send no file of their own, and how a messenger gives a file away."""

from __future__ import annotations

from ryadom.channels.rehearsal.town import File, House

# The smallest picture there is: one dark pixel.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6360606000000004000163e54a9d0000000049454e44ae426082"
)
# The first page of a sound in Opus: mono, 48 kHz, nothing said.
VOICE = bytes.fromhex("4f6767530002000000000000000001000000000000000000000001134f707573486561640101380180bb0000000000")


def _pdf() -> bytes:
    """One empty page, with the table of its objects."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return data + head + table + b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % len(data)


DOCUMENT = _pdf()
_USUAL = {
    "photo": File("picture.png", "image/png", PICTURE),
    "voice": File("voice.ogg", "audio/ogg", VOICE),
    "document": File("справка.pdf", "application/pdf", DOCUMENT),
}


def usual(kind: str) -> File | None:
    """The file of somebody who sends a photo, a voice or a document; None for what is no file."""
    return _USUAL.get(kind)


def address(house: House, number: int) -> str:
    """Where the file of a message lies."""
    base, _slash, _path = house.bot.base_url.partition(f"/{house.channel.value}")
    return f"{base}/{house.channel.value}/file/{number}"


def given(house: House, path: str) -> tuple[int, File]:
    """(status, file) for `file/…/<number>`; whoever asks for a picture that nobody sent gets one dark pixel."""
    number = path.rstrip("/").rpartition("/")[2].partition(".")[0].removeprefix("file-")
    if house.faults.broken_files > 0:
        house.faults.broken_files -= 1
        return 500, File("", "text/plain", b"")
    if house.faults.lost_files:
        return 404, File("", "text/plain", b"")
    return 200, house.files.get(number, _USUAL["photo"])
