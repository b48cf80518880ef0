"""Where somebody lives, where they came from, and whether there is gas in the house."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim
from ryadom.talk.hearing.reader import SELF, Context, places_of
from ryadom.talk.hearing.said import dictionary_form
from ryadom.talk.letters import fold

_LIVES = (
    "жить",
    "проживать",
    "переехать",
    "прописка",
    "прописать",
    "приехать",
    "перебраться",
    "прописаться",
    "поселиться",
)


def read(context: Context) -> Iterator[Claim]:
    """Every claim about places."""
    yield from _region(context)
    yield from _towns(context)
    yield from _gas(context)


def _region(context: Context) -> Iterator[Claim]:
    for name, code in context.places.items():
        wanted = [dictionary_form(word)[0] for word in fold(name).split()]
        for at in places_of(context.lemmas, wanted):
            yield Claim("region", code, SELF, at, at + len(wanted))
            return


def _towns(context: Context) -> Iterator[Claim]:
    """«переехали из Омска в Липецк», «живу в Липецке»: what the dictionary knows for a name of a place."""
    if not context.holds(*_LIVES):
        return
    for at in range(1, len(context.words)):
        word = context.words[at]
        if "Geox" not in word.tag or "NOUN" not in word.tag:
            continue
        fact = {"в": "place", "во": "place", "под": "place", "из": "place-from", "с": "place-from"}.get(
            context.words[at - 1].text
        )
        if fact:
            yield Claim(fact, word.lemma.capitalize(), context.whose(at), at, at + 1)


def _gas(context: Context) -> Iterator[Claim]:
    """«газа нет, топим дровами», «дом не газифицирован»."""
    for at, lemma in enumerate(context.lemmas):
        home = context.holds("дом", "деревня", "село", "топить", "печка", "дрова", "жить")
        none = context.words[at].text == "газа" and (
            context.after(at, "нет", "нету", within=2) or context.before(at, "нет")
        )
        if (none and home) or (lemma in ("газифицировать", "газифицированный") and context.before(at, "не")):
            yield Claim("gas", False, SELF, at, at + 1)
            return
