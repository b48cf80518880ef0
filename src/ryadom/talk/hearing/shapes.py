"""What goes into the Ear and what comes out of it: frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ryadom.talk.crisis import Danger

MOST_GUESSES = 3


@dataclass(frozen=True)
class Topic:
    """Something a sentence may be about. `phrases` are learnt; `leads`: where it goes (kind, id), as in practices.
    `vetoes`: facts
       that make the topic impossible, such as two children for "large family".
    """

    id: str
    title: str
    phrases: tuple[str, ...]
    leads: tuple[str, str] = ("do", "tell")
    vetoes: tuple[Veto, ...] = ()


@dataclass(frozen=True)
class Veto:
    """A fact that speaks against a topic: `fact` said of `whose` (anybody where None) with a value below `below`,
    above `above`, or one of `values`. `unless`: facts that, said of anybody and not denied, take this away.
    """

    fact: str
    whose: str | None = None
    below: float | None = None
    above: float | None = None
    values: tuple[Any, ...] = ()
    unless: tuple[str, ...] = ()

    def among(self, said: Sequence[SaidFact]) -> SaidFact | None:
        """The fact that speaks against the topic. None where it was not said, and where it was said otherwise of
        somebody too: of two children one may be young enough.
        """
        if any(one.fact in self.unless and one.value not in (False, 0) for one in said):
            return None
        told = [one for one in said if one.fact == self.fact]
        return next((one for one in told if self.meets(one)), None) if all(map(self._against, told)) else None

    def meets(self, said: SaidFact) -> bool:
        """Whether this is the fact that speaks against the topic."""
        return said.fact == self.fact and self.whose in (None, said.whose) and self._against(said)

    def _against(self, said: SaidFact) -> bool:
        number = said.value if isinstance(said.value, int | float) and not isinstance(said.value, bool) else None
        if number is not None and self.below is not None and number < self.below:
            return True
        if number is not None and self.above is not None and number > self.above:
            return True
        return said.value in self.values


@dataclass(frozen=True)
class Guess:
    """One situation the sentence may mean. `score` runs from 0 to 1 and only orders the guesses; `near`: the learnt
    phrase that is most like what was said («понял как: …»).
    """

    topic: str
    title: str
    score: float
    near: str


@dataclass(frozen=True)
class SetAside:
    """A topic that sounded near and was put behind the others by what was said: `because` is that fact."""

    topic: str
    title: str
    because: SaidFact


@dataclass(frozen=True)
class SaidFact:
    """A fact read from a sentence: a claim to be confirmed with one tap, never more than that.

    `fact`: the id in the catalogue of facts, or a free name of the reader ("children-count"). `whose`: "self",
    "spouse", "child", "mother", ... `span`: where in the text as it was written it stands (characters from, to).
    `words`: how it is shown back.
    """

    fact: str
    value: object
    whose: str
    span: tuple[int, int]
    words: str


@dataclass(frozen=True)
class Hearing:
    """All that was heard. `crisis` goes before everything. `guesses`: at most three, best first; none where nothing
    is like enough. `scope`: from 0 to 1, how surely it is about what we can do at all. `set_aside`: what sounded near
    and was put behind by a fact; it is said aloud, never left out in silence.
    """

    crisis: Danger | None
    guesses: tuple[Guess, ...]
    scope: float
    facts: tuple[SaidFact, ...]
    repaired: str
    set_aside: tuple[SetAside, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)
