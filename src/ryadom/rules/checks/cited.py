"""What says where it was read: values with a source, criteria with an article or a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ryadom.packs.api import Finding, Item
from ryadom.rules.kinds import Criterion, MeasureVersion

__all__ = ["of_measure", "of_values"]

UNREAD = ("", "not checked")


def of_values(items: Iterable[Item]) -> Iterator[Finding]:
    """Definitions, parameters and sets whose values name neither an article nor a source."""
    for item in items:
        bare = [(place, part) for place, part in _dated(item) if not part.source and not _article(part)]
        if not bare:
            continue
        claimed = next(
            (place for place, part in bare if getattr(part, "verified", None) not in (None, "recalled")), None
        )
        if claimed is not None:
            yield item.finding(
                claimed, "сказано, что это проверено, но не сказано, где прочитано (source)",
                "it says that it was verified, and not where it was read (source)",
            )  # fmt: skip
        else:
            count = len(bare)
            yield item.finding(
                bare[0][0], f"значений без источника: {count}", f"values without a source: {count}", "warning"
            )  # fmt: skip


def of_measure(item: Item) -> Iterator[Finding]:
    """Criteria and amounts that name neither an article nor a source."""
    for i, version in enumerate(item.value.versions):
        for place, one in _criteria(("versions", i, "who", "criteria"), version):
            if one.article in UNREAD and not one.source:
                yield item.finding(
                    place, f"у критерия «{one.id}» нет ни статьи, ни источника",
                    f'the criterion "{one.id}" has neither an article nor a source', "warning",
                )  # fmt: skip
        amount = version.amount
        if amount is not None and amount.article in UNREAD and not amount.source:
            yield item.finding(
                ("versions", i, "amount"), "у суммы нет ни статьи, ни источника",
                "the amount has neither an article nor a source", "warning",
            )  # fmt: skip


def _criteria(
    place: tuple[str | int, ...], version: MeasureVersion
) -> Iterator[tuple[tuple[str | int, ...], Criterion]]:
    """Every criterion that somebody judges: a group is judged through its members."""
    for i, top in enumerate(version.who.criteria):
        if top.any is None:
            yield (*place, i), top
        for j, member in enumerate(top.any or ()):
            yield (*place, i, "any", j), member


def _dated(item: Item) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if item.kind == "set":
        yield (), item.value
        return
    key = "versions" if item.kind == "definition" else "values"
    for i, part in enumerate(getattr(item.value, key)):
        yield (key, i), part


def _article(part: Any) -> bool:
    return getattr(part, "article", None) not in (None, *UNREAD)
