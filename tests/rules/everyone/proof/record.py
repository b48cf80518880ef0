"""The record on which mutants are tried: small, and chosen so that what can go wrong is reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.rules.everyone.proof.batches import Batch, batch, book_of, runs_of_region
from tests.rules.everyone.proof.edges import at_the_ends
from tests.rules.everyone.proof.language import recorded_language
from tests.rules.everyone.proof.mutants import Corpus, recorded
from tests.rules.everyone.proof.townspeople import townspeople

from ryadom.rules.snapshots.families import part_of

DAY = date(2026, 11, 22)
RANDOM, EDGES = (3, 7, 11, 4, 9), (1, 5)  # numbers of batches
FAMILIES = 50


def corpus(seed: int) -> Corpus:
    """Expressions; the families of the made-up town; random families of the regions; some of those at the ends of it
    all; the practices' own families asked on one day. What is quick and notices much comes first.
    """
    return recorded(_batches(seed), recorded_language(seed))


def _batches(seed: int) -> Iterator[Batch]:
    yield from townspeople()
    for number in RANDOM:
        yield batch(seed, number, FAMILIES)
    for number in EDGES:
        yield at_the_ends(batch(seed, number, FAMILIES), seed)
    yield from map(cases_of, ("RU-LIP", "RU-CHE"))


def cases_of(region: str, on: date = DAY) -> Batch:
    """Every case that a region has installed, asked on one day, without numbers of its own."""
    bare = [replace(run.family, parameters={}) for run in runs_of_region(region)]
    return Batch(f"cases of {region}", region, on, {}, part_of(book_of(region), bare))
