"""A sentence in a person's own words -> danger, or at most three choices, or honestly nothing. Pure Python.

Matching is by stems against titles of situations and measures and the phrases of practices. It only proposes:
the person chooses, and what is due is decided by rules, never here.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ryadom.talk.crisis import Danger, danger_in
from ryadom.talk.letters import chunks, fold, stem, stems

MOST_CHOICES = 3
ENOUGH = 0.24  # below this a likeness is chance
WORTH_SHOWING = 0.5  # of the best: a third choice far behind the first only confuses
_NEAR = 0.75  # a word known but for one letter
_BEGINS = 0.6  # a word that begins like a known one: «пенс» and «пенсионер»
_SHORTEST_NEAR = 5
_SHORTEST_BEGINNING = 4


@dataclass(frozen=True)
class Topic:
    """Something a sentence may mean: a situation or a measure, its title, and how people say it."""

    kind: Literal["situation", "measure"]
    id: str
    title: str
    phrases: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Choice:
    """One guess. `score` runs from 0 to 1 and only orders the guesses; it is no probability."""

    kind: Literal["situation", "measure"]
    id: str
    title: str
    score: float


@dataclass(frozen=True)
class Understanding:
    """`danger` first: where it is set, show the hot lines before anything. No choices = we did not understand."""

    danger: Danger | None
    choices: tuple[Choice, ...]


class Index:
    """All that may be meant, ready to be asked. Build it once for a lock of practices."""

    def __init__(self, topics: Iterable[Topic]) -> None:
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

    def _read(self, topic: Topic) -> None:
        lines = [frozenset(stems(text)) for text in (topic.title, *topic.phrases)]
        bag = dict.fromkeys(stems(topic.hint), 0.5)
        bag.update((word, 1.0) for line in lines for word in line)
        self._bags.append(bag)
        self._lines.append([line for line in lines if line])

    def choices(self, sentence: str) -> tuple[Choice, ...]:
        """At most three, best first; none where nothing is like enough."""
        heard = self._heard(sentence)
        known = {word for word in heard if word in self._rare}
        if not known:
            return ()
        scored = [(self._score(place, heard), place) for place in self._candidates(known)]
        best = sorted(scored, key=lambda pair: (-pair[0], self._order(pair[1])))[:MOST_CHOICES]
        floor = max(ENOUGH, best[0][0] * WORTH_SHOWING)
        return tuple(self._choice(place, score) for score, place in best if score >= floor)

    def _candidates(self, known: Iterable[str]) -> set[int]:
        return {place for word in known for place in self._places[word]}

    def _order(self, place: int) -> tuple[bool, str]:
        return self._topics[place].kind != "situation", self._topics[place].id

    def _choice(self, place: int, score: float) -> Choice:
        topic = self._topics[place]
        return Choice(topic.kind, topic.id, topic.title, round(min(score, 1.0), 3))

    def _heard(self, sentence: str) -> dict[str, float]:
        """Known stems of the sentence with the surety of each; unknown words weigh on the score as themselves."""
        heard: dict[str, float] = {}
        for readings in chunks(fold(sentence)):
            for word, sure in self._best_reading(readings):
                heard[word] = max(sure, heard.get(word, 0.0))
        return heard

    def _best_reading(self, readings: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
        found = [[pair for word in words if stem(word) for pair in self._known(stem(word))] for words in readings]
        return max(found, key=lambda pairs: sum(sure for word, sure in pairs if word in self._rare), default=[])

    def _known(self, word: str) -> list[tuple[str, float]]:
        if word in self._rare:
            return [(word, 1.0)]
        near = {known for key in _keys_of(word) for known in self._near.get(key, ())}
        if near:
            return [(known, _NEAR) for known in sorted(near)[:3]]
        begins = self._begins.get(word[:_SHORTEST_BEGINNING], ()) if len(word) >= _SHORTEST_BEGINNING else ()
        alike = [known for known in begins if known.startswith(word) or word.startswith(known)]
        return [(known, _BEGINS) for known in sorted(alike)[:3]] or [(word, 0.0)]

    def _weight(self, word: str) -> float:
        return self._rare.get(word, self._unheard)

    def _score(self, place: int, heard: Mapping[str, float]) -> float:
        """Half: how much of the sentence the topic knows. Half: how like the sentence is to its likest phrase."""
        bag = self._bags[place]
        said = sum(self._weight(word) for word in heard)
        covered = sum(self._weight(word) * sure * bag.get(word, 0.0) for word, sure in heard.items())
        likest = max((self._likeness(line, heard, said) for line in self._lines[place]), default=0.0)
        return 0.5 * covered / said + 0.5 * likest

    def _likeness(self, line: frozenset[str], heard: Mapping[str, float], said: float) -> float:
        shared = sum(self._weight(word) * heard[word] for word in line if word in heard)
        return shared / math.sqrt(said * sum(self._weight(word) for word in line))


def understand(index: Index, sentence: str, *, danger_shown: bool = False) -> Understanding:
    """Danger comes before any guess. `danger_shown`: the person saw the hot lines and wants to go on."""
    danger = danger_in(sentence)
    if danger and not danger_shown:
        return Understanding(danger, ())
    return Understanding(danger, index.choices(sentence))


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
