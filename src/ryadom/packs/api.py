"""The door of packs: practices as checked data. Pure: needs neither Django nor a database."""

from ryadom.packs.errors import Finding, PracticeErrors, did_you_mean, nearest
from ryadom.packs.kinds import Kind, all_kinds
from ryadom.packs.library import EVERYWHERE, Library, load_library, lock_of
from ryadom.packs.loading import Item, Practice, explain, find_practices, load_practice
from ryadom.packs.reading import Document, read_documents, read_file
from ryadom.packs.schema import RANK, SLUG, Contact, PracticeFile, RegionFile, Source, SourceText, Strict, StrictBool, Text, Verified, Words

__all__ = [
    "EVERYWHERE", "RANK", "SLUG", "Contact", "Document", "Finding", "Item", "Kind", "Library", "Practice", "PracticeErrors",
    "PracticeFile", "RegionFile", "Source", "SourceText", "Strict", "StrictBool", "Text", "Verified", "Words", "all_kinds",
    "did_you_mean", "explain", "find_practices", "load_library", "load_practice", "lock_of", "nearest", "read_documents", "read_file",
]
