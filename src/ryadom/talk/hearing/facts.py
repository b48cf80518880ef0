"""Facts from a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from ryadom.talk.hearing.said import Said
from ryadom.talk.hearing.shapes import SaidFact


def read_facts(said: Said, places: Mapping[str, str], language: str = "ru") -> tuple[SaidFact, ...]:
    return ()
