"""Danger in quiet words: whether the words of a sign stand close together, slips of the finger put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ryadom.talk.crisis import Danger
from ryadom.talk.hearing.said import Said, Word, dictionary_form, forms_of, is_known
from ryadom.talk.hearing.signs import GROUPS, SIGNS, Sign

_NOT = frozenset({"не", "ни", "нет", "нету", "без", "никак"})
_SHORTEST_SLIP, _LONG_WORD = 5, 8  # letters: a shorter word may be anything; from here two slips are forgiven
_MOST_LETTERS = 30

Places = Mapping[str, tuple[int, ...]]


def quiet_danger(said: Said) -> Danger | None:
    """The danger that the words of a sentence together speak of, None where they do not."""
    places = _places(said.words)
    return next((sign.danger for sign in SIGNS if _shown(sign, places)), None)


def _shown(sign: Sign, places: Places) -> bool:
    if not all(group in places for group in sign.groups) or any(group in places for group in sign.unless):
        return False
    stand = [places[group] for group in sign.groups]
    return any(_close(at, stand, sign.within) for at in stand[0])


def _close(at: int, stand: list[tuple[int, ...]], within: int) -> bool:
    """Whether a word of every group stands near, each group by a word of its own where it has one."""
    taken = {at}
    for places in stand[1:]:
        near = [place for place in places if abs(place - at) <= within and place not in taken]
        if not near:
            return False
        taken.add(near[0])
    return True


def _places(words: tuple[Word, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        for group in _groups_of(word.text, word.lemma):
            found.setdefault(group, []).append(at)
            if any(other.text in _NOT for other in words[max(0, at - 2) : at]) or _denied_after(words, at):
                found.setdefault(f"-{group}", []).append(at)
    return {group: tuple(places) for group, places in found.items()}


def _denied_after(words: tuple[Word, ...], at: int) -> bool:
    """«смысла нет», «желания никакого нет»."""
    return any(other.text in ("нет", "нету") and not other.after_stop for other in words[at + 1 : at + 3])


@lru_cache(maxsize=20_000)
def _groups_of(text: str, lemma: str) -> tuple[str, ...]:
    exact, beginnings = _vocabulary()
    if len(text) >= _SHORTEST_SLIP and text[0] >= "а" and not is_known(text):
        lemma = _meant(text) or lemma
    named = [*exact.get(lemma, ()), *exact.get(f"={text}", ())]
    named += [group for beginning, group in beginnings if text.startswith(beginning)]
    return tuple(dict.fromkeys(named))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """(dictionary form or «=form» -> its groups, [(beginning, group)])."""
    exact: dict[str, list[str]] = {}
    beginnings: list[tuple[str, str]] = []
    for group, line in GROUPS.items():
        for word in line.split():
            if word.endswith("*"):
                beginnings.append((word[:-1], group))
            else:
                for form in _keys(word):
                    exact.setdefault(form, []).append(group)
    return exact, beginnings


def _keys(word: str) -> Iterable[str]:
    return {word} if word.startswith("=") else {word, dictionary_form(word)[0]}


def _meant(text: str) -> str | None:
    """The dictionary form of the known word that an unknown one is a slip of."""
    most = 1 if len(text) < _LONG_WORD else 2
    forms = _forms()
    found = process.extractOne(text[:_MOST_LETTERS], forms.keys(), scorer=OSA.distance, score_cutoff=most)
    return forms[found[0]] if found else None


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Every form of every word of the groups -> its dictionary form."""
    exact, _ = _vocabulary()
    lemmas = sorted(word for word in exact if not word.startswith("=") and len(word) >= _SHORTEST_SLIP - 1)
    return {form: lemma for lemma in lemmas for form in forms_of(lemma) if len(form) >= _SHORTEST_SLIP - 1}
