"""Rows of the editor's page: conditions, papers, steps, families. Their order is the order of hidden fields that name
them, so that adding, removing and moving one is a press of a button and no script is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from ryadom.desks.curator.drafting.forms import Part

MOST = 60
KEY = re.compile(r"[a-z][0-9]{1,4}(?:[a-z][0-9]{1,4})?")
F = TypeVar("F", bound=Part)


class Rows(Generic[F]):
    """The forms of one list in order, each with its key as the prefix of its fields."""

    def __init__(self, letter: str, forms: dict[str, F]) -> None:
        self.letter, self.forms = letter, forms

    @classmethod
    def typed(cls, letter: str, form: type[F], post: QueryDict) -> Rows[F]:
        """The rows as they were sent; what is no key is not read."""
        keys = [key for key in dict.fromkeys(post.getlist(f"rows-{letter}")) if KEY.fullmatch(key)]
        return cls(letter, {key: form(post, prefix=key) for key in keys[:MOST]})

    @classmethod
    def filled(cls, letter: str, form: type[F], kept: Iterable[Mapping[str, Any]]) -> Rows[F]:
        """The rows as they were kept."""
        keyed = ((f"{letter}{n}", dict(one)) for n, one in enumerate(kept))
        return cls(letter, {key: form(initial=one, prefix=key) for key, one in keyed})

    def __iter__(self) -> Iterator[F]:
        return iter(self.forms.values())

    def __len__(self) -> int:
        return len(self.forms)

    def at(self, index: int) -> F | None:
        """The row that stands there."""
        return dict(enumerate(self)).get(index)

    def index(self, key: str) -> int | None:
        """Where a row stands."""
        return {one: n for n, one in enumerate(self.forms)}.get(key)
