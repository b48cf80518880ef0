"""The letter code of a case: four letters that the person has on paper and says over the phone beside the number.

It is made from the number and the installation's secret, so nothing is sent and nothing is kept: the person reads it
on their page, in the text message or on the printed application.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac

LETTERS = 4
# Each letter looks like no digit and no other letter (no З, О, Ч, Б, no pairs Ё-Е, Й-И, Ш-Щ, Ъ-Ь-Ы). Without И, Е and У
# no rude word can be met.
WORDS = {
    "А": "Анна", "В": "Василий", "Г": "Григорий", "Д": "Дмитрий", "Ж": "Женя", "К": "Константин", "Л": "Леонид",
    "М": "Михаил", "Н": "Николай", "П": "Павел", "Р": "Роман", "С": "Семён", "Т": "Татьяна", "Ф": "Фёдор",
    "Х": "Харитон", "Ц": "Цапля", "Э": "Эхо", "Ю": "Юрий", "Я": "Яков",
}  # fmt: skip
ALPHABET = "".join(WORDS)
# A Latin letter that looks alike is what a hurried hand types.
_LOOKS = str.maketrans("ABKMHPCTXGDLN", "АВКМНРСТХГДЛН")


def code_of(region: str, number: str) -> str:
    """The letters of one number, such as «КАРТ»."""
    made = salted_hmac("cases.letters", f"{region}:{number}", secret=settings.SECRET_KEY, algorithm="sha256")
    rest, letters = int.from_bytes(made.digest()[:8]), ""
    for _letter in range(LETTERS):
        rest, place = divmod(rest, len(ALPHABET))
        letters += ALPHABET[place]
    return letters


def letters_in(typed: str) -> str:
    """The letters of what was typed or said: «к а р т», «KAPT» and «Константин Анна Роман Татьяна» are one."""
    words = typed[:80].upper().replace("Ё", "Е").split()
    if len(words) == LETTERS:
        words = [word[0] for word in words]
    return "".join("".join(words).translate(_LOOKS).split())


def is_code(region: str, number: str, typed: str) -> bool:
    """Whether these are the letters of the number. The comparison takes the same time for all."""
    told = hashlib.sha256(letters_in(typed).encode()).digest()
    return hmac.compare_digest(told, hashlib.sha256(code_of(region, number).encode()).digest())


def spoken(letters: str) -> str:
    """How letters are said aloud: «К — Константин, А — Анна»."""
    return ", ".join(f"{one} — {WORDS[one]}" for one in letters if one in WORDS)
