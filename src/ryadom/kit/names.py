"""Names of people as keys: for search (ё = е, case, hyphens and spaces do not matter) and for sorting; names of things
inside a sentence.
"""

import re
import unicodedata

_NOT_LETTERS = re.compile(r"[^0-9a-zа-яё]+")
_HYPHENS_AND_APOSTROPHES = re.compile(r"[-‐‑‒–—'’ʼ`]")
_BETWEEN_LETTERS = frozenset(" -‐‑‒–—'’ʼ`.()")


def _plain(text: str) -> str:
    """Lower case, one form of every letter; combining marks other than those of ё and й are kept as typed."""
    return unicodedata.normalize("NFC", text).lower()


def search_key(text: str) -> str:
    """«Салтыков-Щедрин», «салтыков щедрин» and «САЛТЫКОВ‑ЩЕДРИН» give one key: «салтыковщедрин»."""
    return _NOT_LETTERS.sub("", _plain(text)).replace("ё", "е")


def search_words(text: str) -> tuple[str, ...]:
    """The words of what somebody typed into a search box, each as a search key; empty ones are dropped."""
    keys = (search_key(word) for word in _HYPHENS_AND_APOSTROPHES.sub("", text).split())
    return tuple(key for key in keys if key)


def written(text: str) -> bool:
    """Whether the text can stand in a passport as a name: letters of any script, and what stands between them."""
    letters = [sign for sign in text if sign not in _BETWEEN_LETTERS]
    return bool(letters) and all(unicodedata.category(sign)[0] in "LM" for sign in letters)


def sort_key(*parts: str) -> str:
    """A key that sorts by code point (collate "C") as a reader expects: Ё stands beside Е, just after it.

    «Ё» has a code point outside the row а..я, so a plain sort puts Ёлкина first. The letter becomes «е»,
    and a second line, only read when the first is equal, keeps «Ершов» before «Ёршов».
    """
    plain = " ".join(_plain(part).strip() for part in parts if part.strip())
    words = _HYPHENS_AND_APOSTROPHES.sub(" ", plain)
    first = re.sub(r"\s+", " ", words.replace("ё", "е"))
    return f"{first}\x1f{words}" if "ё" in words else first


def initials(surname: str, name: str, patronymic: str = "") -> str:
    """«Соколова Г. П.»: for lists, where a whole name is more than a neighbour at the desk should read."""
    letters = "\u00a0".join(f"{part.strip()[0]}." for part in (name, patronymic) if part.strip())
    return f"{surname}\u00a0{letters}".strip("\u00a0")


def inside_sentence(title: str) -> str:
    """A title as it stands inside a sentence: «Гражданство России» gives «гражданство России», «СНИЛС» stays."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
