"""What a situation asks first must be a fact of the catalogue that can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ryadom.packs.api import Finding, Item, did_you_mean
from ryadom.rules.compiled import Rulebook


def of_situations(book: Rulebook, items: Iterable[Item]) -> Iterator[Finding]:
    """Facts asked first that do not exist, or that have no question."""
    for item in items:
        for i, key in enumerate(item.value.first):
            kind = book.facts.get(key)
            if kind is None:
                ru, en = did_you_mean(key, book.facts)
                yield item.finding(("first", i), f"нет факта «{key}»{ru}", f'no fact "{key}"{en}')
            elif kind.file.question is None:
                yield item.finding(
                    ("first", i), f"у факта «{key}» нет вопроса: его нельзя спросить первым",
                    f'the fact "{key}" has no question: it cannot be asked first',
                )  # fmt: skip
