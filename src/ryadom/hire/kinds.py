"""What a practice may contain for this room: things of rehabilitation and care that a point gives for a time."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ryadom.packs.api import Kind, SourceText, Strict, Verified, Words

GROUNDS = ("ipra", "region")


class ThingFile(Strict):
    """equipment/<id>.yaml. `grounds`: on what a need may stand, a rehabilitation programme or a rule of the region.

    `price`: the parameter with the price of a day; without a value the price is not known, and pages say so.
    """

    title: Words
    hint: Words | None = None
    group: Literal["moving", "bed", "washing", "hearing", "seeing", "other"]
    grounds: Annotated[list[Literal["ipra", "region"]], Field(min_length=1)]
    price: str | None = None
    order: int = 100
    source: SourceText
    article: str = "not checked"
    verified: Verified


KINDS = (Kind("thing", "equipment", ThingFile),)
