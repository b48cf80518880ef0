"""Facts from a sentence: claims with their places, shown back for one tap; they never override what is proved."""

from __future__ import annotations

from collections.abc import Mapping

from ryadom.talk.hearing.claim import Claim
from ryadom.talk.hearing.reader import context_of
from ryadom.talk.hearing.rules import family, health, kin, money, places, work
from ryadom.talk.hearing.said import Said
from ryadom.talk.hearing.shapes import SaidFact
from ryadom.talk.hearing.telling import words_of

_RULES = (family.read, health.read, money.read, work.read, kin.read, places.read)


def read_facts(said: Said, regions: Mapping[str, str], language: str = "ru") -> tuple[SaidFact, ...]:
    """Every fact of the sentence in the order in which it was told; of one fact of one person the first."""
    if not said.words:
        return ()
    context = context_of(said, regions)
    found: dict[tuple[str, str, object], Claim] = {}
    for rule in _RULES:
        for claim in rule(context):
            many = claim.fact in _SEVERAL
            found.setdefault((claim.fact, claim.whose, claim.value if many else None), claim)
    ordered = sorted(found.values(), key=lambda claim: (claim.start, claim.fact, claim.whose))
    return tuple(
        SaidFact(
            one.fact,
            one.value,
            one.whose,
            context.span(one.start, one.end),
            words_of(one.fact, one.value, one.whose, language),
        )
        for one in ordered
    )


_SEVERAL = frozenset({"age", "age-months", "money", "debt"})  # two children have two ages
