"""What a family does not tell: any fact may be hidden, seldom even who somebody is."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.everyone.proof.drafts import ROLE, Draft

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
