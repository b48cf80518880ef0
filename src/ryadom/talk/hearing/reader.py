"""What the rules of facts read: the words in clauses, who is spoken of where, and words with a slip put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ryadom.talk.hearing.said import Said, Word, is_known

SELF = "self"
_WHO = {
    "spouse": "муж супруг муженек жена супруга мужнин женин",
    "child": "сын сынок сынишка сыночек дочь дочка доча дочурка дочечка ребенок малыш малышка младенец грудничок"
    " мальчик девочка сынуля дитя старший младший средний старшенький младшенький школьник"
    " школьница первоклассник подросток пацан"
    " двойняшка близнец тройняшка детка деточка ребеночек",
    "mother": "мать мама мамочка мамка матушка мамин",
    "father": "отец папа батя папочка папин",
    "grandparent": "бабушка бабка бабуля дед дедушка дедуля прабабушка бабушкин дедушкин",
    "grandchild": "внук внучка внучок внученька",
    "sibling": "брат сестра братишка сестренка сестрин",
    "in_law": "теща тесть свекровь свекор",
    "neighbour": "сосед соседка",
    "relative": "тетя дядя племянник племянница тетка родственник родственница"
    " зять невестка сноха шурин деверь золовка крестник",
    "friend": "друг подруга знакомый знакомая",
}
WHOSE = {lemma: who for who, lemmas in _WHO.items() for lemma in lemmas.split()}
_I = frozenset({"я", "мы"})
_MINE = frozenset({"пенсия", "зарплата", "доход", "стипендия", "зп"})  # «моя пенсия», after another's
_PARTS = frozenset({"а", "но", "зато", "однако"})
_GROWN = frozenset({"сын", "сынок", "дочь", "дочка", "доча", "старший"})
_CHILDREN = frozenset(_WHO["child"].split())
# Words that facts hang on: a slip in one of them is put right before the rules read it.
_HINGES = """
инвалид инвалидность группа первый второй третий беременный беременность неделя пенсия зарплата ребенок детей тысяча
многодетный мобилизовать контракт безработный сократить уволить алименты ипотека
"""


@dataclass(frozen=True)
class Context:
    """The words of a sentence and everything the rules ask of them."""

    words: tuple[Word, ...]
    lemmas: tuple[str, ...]
    clause_of: tuple[int, ...]
    places: Mapping[str, str]

    def clause(self, at: int) -> range:
        """The places of the clause that the word stands in."""
        return self._clauses[self.clause_of[at]]

    @cached_property
    def _clauses(self) -> dict[int, range]:
        """Each clause as a run of places; asked by every rule many times over."""
        found: dict[int, range] = {}
        for i, clause in enumerate(self.clause_of):
            found[clause] = range(found[clause].start if clause in found else i, i + 1)
        return found

    def has(self, at: int, *lemmas: str) -> bool:
        """Whether the clause of a word holds one of the dictionary forms."""
        return any(self.lemmas[i] in lemmas for i in self.clause(at))

    def holds(self, *lemmas: str) -> bool:
        """Whether the whole sentence holds one of the dictionary forms."""
        return any(lemma in lemmas for lemma in self.lemmas)

    def before(self, at: int, *lemmas: str, within: int = 1) -> bool:
        """Whether one of the forms stands right before a word, at most `within` words away, in its clause."""
        first = self.clause(at)[0]
        return any(self.lemmas[i] in lemmas or self.words[i].text in lemmas for i in range(max(first, at - within), at))

    def after(self, at: int, *lemmas: str, within: int = 1) -> bool:
        """Whether one of the forms stands right after a word, at most `within` words away, in its clause."""
        last = self.clause(at)[-1]
        return any(
            self.lemmas[i] in lemmas or self.words[i].text in lemmas for i in range(at + 1, min(last, at + within) + 1)
        )

    def denied(self, at: int) -> bool:
        """Whether «не», «нет» or «без» stands before a word."""
        return self.before(at, "не", "нет", "без", "ни", within=2)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where words `start` to `end` (exclusive) stand in the text as it was written."""
        return self.words[start].start, self.words[end - 1].end

    def earner(self, at: int) -> str:
        """Whose work or money it is: as `whose`, and of children only a son or a daughter, never «детьми»."""
        who = self.whose(at)
        if who != "child" or any(self.lemmas[i] in _GROWN for i in self.clause(at)):
            return who
        return self.whose(at, children=False)

    def whose(self, at: int, *, children: bool = True, goes_on: bool = False) -> str:
        """Who a word is said of: the person of its clause nearest before it, else after it, else of the clauses before
        where the verb speaks of a third person. `children` False: a child is not who is meant. `goes_on`: a clause
        without a verb goes on about the person of the clause right before («жена беременна, 12 недель»).
        """
        own = self.clause(at)
        for i in (*range(at, own[0] - 1, -1), *range(at + 1, own[-1] + 1)):
            who = self._person(i)
            if who and (children or who != "child"):
                return who
        if self._first_person(own) or not (self._third_person(own) or (goes_on and self._bare(own))):
            return SELF
        earlier = own if self._third_person(own) or not own[0] else self.clause(own[0] - 1)
        first = 0 if self._third_person(own) else earlier[0]
        for i in range(own[0] - 1, first - 1, -1):
            who = self._person(i)
            if who and (children or who != "child"):
                return who
        return SELF

    def person_in(self, at: int) -> str | None:
        """The person whom the word itself names."""
        return self._person(at)

    def _person(self, at: int) -> str | None:
        lemma = self.lemmas[at]
        if lemma in _I and self.words[at].text != "мои":
            return SELF
        if lemma == "мой" and at + 1 < len(self.words) and self.lemmas[at + 1] in _MINE:
            return SELF
        return WHOSE.get(lemma)

    def _first_person(self, own: range) -> bool:
        return any("1per" in self.words[i].tag for i in own)

    def _bare(self, own: range) -> bool:
        return not any("VERB" in self.words[i].tag for i in own)

    def _third_person(self, own: range) -> bool:
        """«учится очно», «инвалид 2 группы»: no subject of its own, so the one before goes on."""
        return any("3per" in self.words[i].tag or "past" in self.words[i].tag for i in own)


def context_of(said: Said, places: Mapping[str, str]) -> Context:
    """The words cut into clauses, slips in the words that facts hang on put right."""
    clauses: list[int] = []
    current = 0
    for place, word in enumerate(said.words):
        if place and (word.after_stop or word.text in _PARTS):
            current += 1
        clauses.append(current)
    return Context(said.words, tuple(_put_right(word) for word in said.words), tuple(clauses), places)


def _put_right(word: Word) -> str:
    if len(word.text) < 5 or is_known(word.text):
        return word.lemma
    return _hinge(word.text) or word.lemma


@lru_cache(maxsize=5_000)
def _hinge(text: str) -> str | None:
    """The word that facts hang on which an unknown one is a slip of, by any of its forms."""
    found = process.extractOne(text[:40], sorted(_forms()), scorer=OSA.distance, score_cutoff=1 if len(text) < 8 else 2)
    return _forms()[found[0]] if found else None


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    from ryadom.talk.hearing.said import dictionary_form, forms_of

    found: dict[str, str] = {}
    for hinge in _HINGES.split():
        lemma = dictionary_form(hinge)[0]
        found.update((form, lemma) for form in forms_of(hinge))
    return found


def is_child(lemma: str) -> bool:
    """Whether a dictionary form names a child."""
    return lemma in _CHILDREN


def places_of(words: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    """Where a run of words stands in others."""
    size = len(wanted)
    return (at for at in range(len(words) - size + 1) if list(words[at : at + size]) == list(wanted))
