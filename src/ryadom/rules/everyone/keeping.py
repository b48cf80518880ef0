"""What a block remembers between two numbers: only values that somebody asks for again."""

from typing import Any

from ryadom.rules.everyone.block import Block


class Asked(dict[Any, Any]):
    """Remembered values that know which of them were asked for."""

    def __init__(self, known: dict[Any, Any]) -> None:
        super().__init__(known)
        self.asked: set[Any] = set()

    def __getitem__(self, key: Any) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


def let_go(block: Block) -> None:
    """Forget every value that nobody asked for, and the facts they were made of: both can be worked out anew."""
    for one in block.frames.values():
        known: Any = one.memo
        asked = known.asked if isinstance(known, Asked) else set()
        one.memo = {key: value for key, value in known.items() if key in asked}
    block.leaves.clear()
    block.tolds.clear()
    block.sums.clear()
