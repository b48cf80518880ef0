"""The part of the door for the region's own values of dated parameters: entered by one, approved by another.

What lies behind is imported when it is asked for: the verbs and the lists need the database, the rest does not.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ryadom.rules.compiled import Rulebook
from ryadom.rules.entries import Act, EntryView, Offer, Problem
from ryadom.rules.parameters import Keys, Parameter

if TYPE_CHECKING:
    from ryadom.people.api import Actor


def enter_value(*, by: Actor, book: Rulebook, offer: Offer, on: date, at: datetime) -> EntryView:
    """Write values down; they wait for a second person. Raises NotYours, BadOffer with every problem at once."""
    from ryadom.rules import entering

    return entering.enter(by=by, book=book, offer=offer, on=on, at=at)


def approve_value(*, by: Actor, entry: UUID, at: datetime) -> EntryView:
    """From now on the rules read it. Raises NoEntry, NotYours (also to its author), AlreadySettled."""
    from ryadom.rules import entering

    return entering.approve(by=by, entry=entry, at=at)


def give_back_value(*, by: Actor, entry: UUID, reason: str, at: datetime) -> EntryView:
    """Return it with a reason. Raises as `approve_value`, and BadOffer without a reason."""
    from ryadom.rules import entering

    return entering.give_back(by=by, entry=entry, reason=reason, at=at)


def take_back_value(*, by: Actor, entry: UUID, at: datetime) -> EntryView:
    """The author takes back what nobody has settled yet."""
    from ryadom.rules import entering

    return entering.take_back(by=by, entry=entry, at=at)


def value_entries(*, region: str, parameter: str | None = None) -> tuple[EntryView, ...]:
    """The records of a region or of one parameter, the newest first; one query. Asks no permission."""
    from ryadom.rules import entered

    return entered.entries(region, parameter)


def value_entry(*, region: str, token: UUID) -> EntryView | None:
    """One record, or None where this region has no such. Asks no permission."""
    from ryadom.rules import entered

    return entered.one(region, token)


def values_waiting(*, region: str) -> tuple[EntryView, ...]:
    """What waits for a second person, the oldest first; one query. Asks no permission."""
    from ryadom.rules import entered

    return entered.waiting(region)


def value_problems(book: Rulebook, offer: Offer, known: tuple[EntryView, ...], *, on: date) -> tuple[Problem, ...]:
    """What is wrong with an offer, all at once, beside the records of its parameter. Writes nothing."""
    from ryadom.rules import entrychecks

    return entrychecks.problems(book, offer, known, on=on)


def act_problems(act: Act, on: date, *, unnamed: str) -> tuple[Problem, ...]:
    """What is wrong with an act that sets something; `unnamed` is said where it has no title."""
    from ryadom.rules import entrychecks

    return tuple(entrychecks.act_problems(act, on, unnamed=unnamed))


def parameter_rows(parameter: Parameter) -> tuple[Keys, ...]:
    """Every set of keys that a parameter may be asked for; one empty set when it has none."""
    from ryadom.rules import entrychecks

    return entrychecks.rows_of(parameter)


def value_said(parameter: Parameter, value: Decimal) -> str:
    """A value with its unit, in the reader's language."""
    from ryadom.rules import entrychecks

    return entrychecks.said(parameter, value)
