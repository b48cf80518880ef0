"""What a family does not tell: any fact may be hidden, seldom even who somebody is."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.everyone.proof.drafts import ROLE, Draft, any_value

from ryadom.rules.facts import FactValue

HOW_MUCH = (0.0, 0.0, 0.0, 0.01, 0.03, 0.06, 0.15, 0.4, 0.8)  # the share of its facts that a family hides


def hide(draft: Draft) -> None:
    """Some of everything, the rest as it was."""
    share = draft.rng.choice(HOW_MUCH)
    for _, facts in draft.persons:
        _hidden(draft, facts, share)
    _hidden(draft, draft.facts, share)
    if draft.cover and draft.rng.random() < share:
        draft.cover = None
    if draft.rng.random() < 0.01:
        break_one(draft)


def tell(draft: Draft, sure: frozenset[str]) -> None:
    """Facts that everybody in a batch has told: where a column holds no doubt the kernel takes a shorter way."""
    for key in sorted(sure):
        kind = draft.book.facts[key]
        for facts in draft.owner(kind):
            held = facts.get(key)
            if held is None:
                facts[key] = FactValue(any_value(draft, kind), "register")
            elif held.about:
                facts[key] = replace(held, about=False)


def _hidden(draft: Draft, facts: dict[str, FactValue], share: float) -> None:
    for key in list(facts):
        if draft.rng.random() < (share * 0.05 if key == ROLE else share):
            del facts[key]


def break_one(draft: Draft) -> None:
    """A fact said to be absent that never is: the rule that reads it must fail, in both printings."""
    owners = [facts for facts in (draft.facts, *(facts for _, facts in draft.persons)) if facts]
    if owners:
        facts = draft.rng.choice(owners)
        key = draft.rng.choice(sorted(facts))
        if key in draft.book.facts and key != ROLE:
            facts[key] = replace(facts[key], value=None, about=False)
