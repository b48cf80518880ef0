"""Which names an expression may use, and the longest of them at a place in the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .errors import FeelSyntaxError
from .tokens import Token, tokenize

# word -> deeper; the key None holds the name as it is known where a name ends
Trie = dict[Any, Any]


def add_to(trie: Trie, name: str) -> None:
    try:
        tokens = tokenize(name)[:-1]
    except FeelSyntaxError:  # a quoted key may hold anything; such a name cannot be written bare
        return
    node = trie
    for token in tokens:
        node = node.setdefault(token.text, {})
    node[None] = name


def trie_of(names: Iterable[str]) -> Trie:
    trie: Trie = {}
    for name in names:
        add_to(trie, name)
    return trie


class Names:
    """The caller's names, the built-in functions, and the names that the expression itself introduces, scope by
    scope.
    """

    def __init__(self, *known: Trie) -> None:
        self.known = known
        self.local: list[list[str]] = []
        self.scopes: list[Trie] = []

    def open(self) -> None:
        self.local.append([])
        self.scopes.append({})

    def close(self) -> None:
        """The innermost scope ends. Keys of a context stay readable after a dot, so they are kept apart."""
        self.local.pop()
        self.scopes.pop()

    def add(self, name: str) -> None:
        if " " in name or not name.isidentifier():
            add_to(self.scopes[-1], name)

    def longest(self, tokens: list[Token], at: int) -> tuple[int, str] | None:
        """Where the longest known name that starts here ends, and that name; inner names win over outer ones."""
        found = [_walk(trie, tokens, at) for trie in (*reversed(self.scopes), *self.known)]
        return max((one for one in found if one), key=lambda one: one[0], default=None)

    def longer_than_word(self, tokens: list[Token], at: int) -> bool:
        """Does a known name of several words start with this keyword? (`function name`, say)"""
        found = self.longest(tokens, at)
        return found is not None and found[0] > at + 1


def _walk(trie: Trie, tokens: list[Token], at: int) -> tuple[int, str] | None:
    node, found = trie, None
    while (below := node.get(tokens[at].text)) is not None:
        node = below
        at += 1
        if None in node:
            found = at, node[None]
    return found
