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
DOCUMENT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
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
