"""What numbers and places share: a form is handed over, what the room refuses stands beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ryadom.desks.curator.normforms import PlacesForm, ValueForm
from ryadom.desks.curator.visit import Refused, Visit, said_of, status_of
from ryadom.measures import api as measures
from ryadom.rules import api as rules


def entered(visit: Visit, form: ValueForm | PlacesForm, enter: Callable[..., Any]) -> tuple[str, int]:
    """Hand the offer of a form to its room; the sentence of a refusal and the status to answer with."""
    if not form.is_valid():
        return "", 422
    try:
        enter(**visit.acting, offer=form.offer)
    except (rules.BadOffer, measures.BadPlaces) as no:  # somebody was a moment earlier
        form.beside(no.problems)
        return "", 422
    except Refused as no:
        return said_of(no, visit.language), status_of(no)
    return "", 200
