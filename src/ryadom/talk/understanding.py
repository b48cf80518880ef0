"""Which measure a sentence names: the finer question after the Ear has heard what it is about. Pure Python.

Matching is by stems against titles of situations and measures and the phrases of practices. It only proposes:
the person chooses, and what is due is decided by rules, never here.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ryadom.talk.letters import chunks, fold, stem, stems

MOST_CHOICES = 3
ENOUGH = 0.24  # below this a likeness is chance
WORTH_SHOWING = 0.5  # of the best: a third choice far behind the first only confuses
_NEAR = 0.75  # a word known but for one letter
_BEGINS = 0.6  # a word that begins like a known one: «пенс» and «пенсионер»
_SECOND = 0.999  # of the second best measure: a situation comes right after it
_ALIKE = 0.7  # another word for the same thing
_SHORTEST_NEAR = 5
_SHORTEST_BEGINNING = 4


# What one spoken word may stand for: known stem -> surety.
Slot = dict[str, float]


@dataclass(frozen=True)
class Topic:
    """Something a sentence may mean: a situation or a measure. `situations`: where a measure belongs."""

    kind: Literal["situation", "measure"]
    id: str
    title: str
    phrases: tuple[str, ...] = ()
    hint: str = ""
    situations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One guess. `score` runs from 0 to 1 and only orders the guesses; it is no probability.

    `near`: the learnt phrase it was understood by. `answer`: what is true and where to go, where no page leads on.
    """

    kind: Literal["situation", "measure", "route", "do"]
    id: str
    title: str
    score: float
    near: str = ""
    answer: str = ""


class Index:
    """All that may be meant, ready to be asked. Build it once for a lock of practices."""

    def __init__(self, topics: Iterable[Topic], synonyms: Iterable[Iterable[str]] = ()) -> None:
        self._topics = tuple(topics)
        self._bags: list[dict[str, float]] = []
        self._lines: list[list[frozenset[str]]] = []
        for topic in self._topics:
            self._read(topic)
        spread = Counter(word for bag in self._bags for word in bag)
        many = len(self._topics)
        self._rare = {word: math.log(1 + many / count) for word, count in spread.items()}
        self._unheard = math.log(1 + many) / 3
        self._places = _places(self._bags)
        self._near = _one_letter_less(self._rare)
        self._begins = _beginnings(self._rare)
        self._alike = _alike(synonyms)

    def _read(self, topic: Topic) -> None:
        lines = [frozenset(stems(text)) for text in (topic.title, *topic.phrases)]
        bag = dict.fromkeys(stems(topic.hint), 0.5)
        bag.update((word, 1.0) for line in lines for word in line)
        self._bags.append(bag)
        self._lines.append([line for line in lines if line])

    def choices(self, sentence: str) -> tuple[Choice, ...]:
        """At most three, best first; none where nothing is like enough."""
        heard = self._heard(sentence)
        known = {word for slot in heard for word in slot if word in self._rare}
        if not known:
            return ()
        scored = self._with_situations({place: self._score(place, heard) for place in self._candidates(known)})
        best = sorted(scored.items(), key=lambda pair: (-pair[1], self._order(pair[0])))[:MOST_CHOICES]
        floor = max(ENOUGH, best[0][1] * WORTH_SHOWING)
        return tuple(self._choice(place, score) for place, score in best if score >= floor)

    def _with_situations(self, scored: dict[int, float]) -> dict[int, float]:
        """Where two measures of one situation are meant, the situation itself is: it opens both."""
        meant: dict[str, list[float]] = defaultdict(list)
        for place, score in scored.items():
            for situation in self._topics[place].situations:
                meant[situation].append(score)
        lifted = {
            place: sorted(meant[topic.id])[-2] * _SECOND
            for place, topic in enumerate(self._topics)
            if topic.kind == "situation" and len(meant[topic.id]) > 1
        }
        return scored | {place: max(score, scored.get(place, 0.0)) for place, score in lifted.items()}

    def _candidates(self, known: Iterable[str]) -> set[int]:
        return {place for word in known for place in self._places[word]}

    def _order(self, place: int) -> tuple[bool, str]:
        return self._topics[place].kind != "situation", self._topics[place].id

    def _choice(self, place: int, score: float) -> Choice:
        topic = self._topics[place]
        return Choice(topic.kind, topic.id, topic.title, round(min(score, 1.0), 3))

    def _heard(self, sentence: str) -> list[Slot]:
        """The sentence word by word, each with what it may stand for; a word said twice counts once."""
        slots: dict[str, Slot] = {}
        for readings in chunks(fold(sentence)):
            for word in self._best_reading(readings):
                slots.setdefault(word, self._meant(word))
        return list(slots.values())

    def _best_reading(self, readings: Sequence[Sequence[str]]) -> list[str]:
        found = [[stem(word) for word in words if stem(word) and not word.isdigit()] for words in readings]
        return max(found, key=lambda stems: sum(max(self._meant(word).values()) for word in stems), default=[])

    def _meant(self, word: str) -> Slot:
        """What a word may stand for with the surety of each: itself, a slip of it, its beginning, a word like it."""
        meant = dict.fromkeys(self._alike.get(word, ()), _ALIKE) | self._spelt(word)
        return {known: sure for known, sure in meant.items() if known in self._rare} or {word: 0.0}

    def _spelt(self, word: str) -> Slot:
        if word in self._rare:
            return {word: 1.0}
        near = {known for key in _keys_of(word) for known in self._near.get(key, ())}
        if near:
            return dict.fromkeys(sorted(near)[:3], _NEAR)
        begins = self._begins.get(word[:_SHORTEST_BEGINNING], ()) if len(word) >= _SHORTEST_BEGINNING else ()
        longer = [known for known in begins if known.startswith(word) or word.startswith(known)]
        return dict.fromkeys(longer[:3], _BEGINS)

    def _weight(self, slot: Slot) -> float:
        """How much a word says: the rarer, the more; a word nobody wrote anywhere says little."""
        surest = max(slot.values())
        return max(self._rare.get(word, self._unheard) for word, sure in slot.items() if sure == surest)

    def _score(self, place: int, heard: Sequence[Slot]) -> float:
        """Half: how much of the sentence the topic knows. Half: how like the sentence is to its likest phrase."""
        weights = [self._weight(slot) for slot in heard]
        covered = _matched(heard, weights, self._bags[place])
        likest = max((self._likeness(line, heard, weights) for line in self._lines[place]), default=0.0)
        return 0.5 * covered / sum(weights) + 0.5 * likest

    def _likeness(self, line: frozenset[str], heard: Sequence[Slot], weights: Sequence[float]) -> float:
        shared = _matched(heard, weights, dict.fromkeys(line, 1.0))
        return shared / math.sqrt(sum(weights) * sum(self._rare[word] for word in line))


def _matched(heard: Sequence[Slot], weights: Sequence[float], bag: Mapping[str, float]) -> float:
    """The weight of the spoken words that a bag holds, each by its surest meaning."""
    pairs = zip(heard, weights, strict=True)
    return sum(weight * max(sure * bag.get(word, 0.0) for word, sure in slot.items()) for slot, weight in pairs)


def _places(bags: Sequence[Mapping[str, float]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(bags):
        for word in bag:
            places[word].append(place)
    return dict(places)


def _keys_of(word: str) -> set[str]:
    """The word and all it becomes with one letter left out: two words share a key if one slip parts them."""
    if len(word) < _SHORTEST_NEAR:
        return {word}
    return {word, *(word[:gap] + word[gap + 1 :] for gap in range(len(word)))}


def _one_letter_less(vocabulary: Iterable[str]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = defaultdict(list)
    for known in vocabulary:
        if len(known) >= _SHORTEST_NEAR:
            for key in _keys_of(known):
                near[key].append(known)
    return dict(near)


def _beginnings(vocabulary: Iterable[str]) -> dict[str, list[str]]:
    begins: dict[str, list[str]] = defaultdict(list)
    for known in vocabulary:
        if len(known) >= _SHORTEST_BEGINNING:
            begins[known[:_SHORTEST_BEGINNING]].append(known)
    return dict(begins)


def _alike(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """For each word the other words of its groups, by stems."""
    alike: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        together = {word for written in group for word in stems(written)}
        for word in together:
            alike[word] |= together - {word}
    return {word: frozenset(others) for word, others in alike.items()}
