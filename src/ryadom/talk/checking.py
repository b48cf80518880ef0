"""What `practice check` says of the facts that practices name: those that the reader never says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ryadom.packs.api import Finding, Item
from ryadom.talk.hearing.readable import CHOICES, SORTS, Misfit, misfit
from ryadom.talk.hearing.reader import SELF


def heard_facts(_book: Any, items: Iterable[Item]) -> Iterator[Finding]:
    """An error for each fact of a sentence that the reader cannot say: an unknown name, person or kind of value."""
    for item in items:
        for at, sentence in enumerate(item.value.sentences):
            for name, value in sentence.facts.items():
                whose, _, fact = name.rpartition(".")
                yield from _found(item, ("sentences", at, "facts"), misfit(fact, whose or SELF, value))


def veto_facts(_book: Any, items: Iterable[Item]) -> Iterator[Finding]:
    """An error for each veto by a fact that the reader cannot say, or that compares what is no number."""
    for item in items:
        for at, veto in enumerate(item.value.vetoes):
            place = ("vetoes", at)
            for value in veto.values or (_any_of(veto.fact),):
                yield from _found(item, place, misfit(veto.fact, veto.whose, value))
            for other in veto.unless:
                yield from _found(item, place, misfit(other, None, _any_of(other)))
            compares = veto.below is not None or veto.above is not None
            if compares and SORTS.get(veto.fact) not in ("number", "money"):
                said = Misfit(
                    f"«{veto.fact}» не число: below и above ни к чему", f'"{veto.fact}" is no number to compare'
                )
                yield from _found(item, place, said)


def _any_of(fact: str) -> Any:
    """Some value that the fact can have, so that only its name and person are asked about."""
    sort = SORTS.get(fact)
    choices = CHOICES.get(fact, ("",))
    return True if sort == "flag" else 1 if sort in ("number", "money") else choices[0]


def _found(item: Item, place: tuple[Any, ...], wrong: Misfit | None) -> Iterator[Finding]:
    if wrong:
        yield item.finding(place, wrong.ru, wrong.en)
