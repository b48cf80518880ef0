"""A command typed with a slip, on the wrong layout or in English: «отмнеа», «yfpfl», «cancle». Pure Python."""

from __future__ import annotations

from functools import lru_cache

from ryadom.talk.letters import repaired

SHORTEST = 4  # letters: a slip in a shorter word makes another word
SURE = 7  # letters: two slips may stand in a word so long


def nearest(said: str, known: dict[str, str]) -> str:
    """The command whose word is meant by a short sentence that is no command as it stands; "" for none.

    `known`: word or two words -> command. Two commands equally near are none: nobody guesses silently.
    """
    ways = dict.fromkeys((said, repaired(said)))
    for way in ways:
        if way in known:
            return known[way]
    found = {known[word] for word in known for way in ways if _near(way, word)}
    return found.pop() if len(found) == 1 else ""


def _near(said: str, word: str) -> bool:
    if len(said) < SHORTEST or len(word) < SHORTEST or said[0] not in (word[0], word[1]):
        return False
    return slips(said, word, 2 if min(len(said), len(word)) >= SURE else 1)


@lru_cache(maxsize=4096)
def slips(said: str, word: str, most: int) -> bool:
    """Whether at most so many letters are wrong, missing, too many or changed with their neighbour."""
    if abs(len(said) - len(word)) > most:
        return False
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(said, 1):
        here = [i]
        for j, wanted in enumerate(word, 1):
            cost = min(row[j] + 1, here[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == word[j - 2] and said[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            here.append(cost)
        before, row = row, here
    return row[-1] <= most
