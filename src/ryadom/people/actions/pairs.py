"""«Возможно, один человек»: pairs are proposed by the house and answered by staff, once and for good."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import may
from ryadom.people.actions.lines import line
from ryadom.people.errors import NotAllowed, NotFound, Refused
from ryadom.people.events import PairSettled, announce
from ryadom.people.models import Likeness, Verdict
from ryadom.people.queries.persons import as_id
from ryadom.people.shapes import Actor, Id

OPEN = (Verdict.WAITING, Verdict.LATER)


def propose_pair(region: str, one: UUID, other: UUID, *, why: Sequence[str], at: datetime, score: int = 100) -> None:
    """Ask staff whether two records are of one person. A pair that stands already keeps its answer."""
    if one == other:
        return
    first, second = sorted((one, other))
    Likeness.objects.in_region(region).bulk_create(
        [Likeness(region=region, first_id=first, second_id=second, score=score, why=list(why), asked_at=at)],
        ignore_conflicts=True,
    )


@transaction.atomic
def put_off(*, by: Actor, at: datetime, pair_id: Id, reason: str) -> None:
    """Not clear yet: the pair stays on the list, below. Raises NotAllowed, NotFound, Refused (settled, no_reason)."""
    settle(by, hold_pair(by, pair_id), Verdict.LATER, reason, at)


@transaction.atomic
def declare_different(*, by: Actor, at: datetime, pair_id: Id, reason: str) -> None:
    """Two people: they are never proposed again. Raises as put_off."""
    settle(by, hold_pair(by, pair_id), Verdict.DIFFERENT, reason, at)


def hold_pair(by: Actor, pair_id: Id) -> Likeness:
    """The open pair, locked, for somebody who may answer. Nobody answers about themselves."""
    rows = Likeness.objects.in_region(by.region).select_for_update(of=("self",))
    pair = rows.select_related("first", "second").filter(pk=as_id(pair_id)).first()
    if pair is None:
        raise NotFound("pair")
    may.join_records.demand(by, pair)
    if by.person_id in (pair.first_id, pair.second_id):
        raise NotAllowed("answer about oneself")
    if pair.verdict not in OPEN:
        raise Refused("settled", _("На этот вопрос уже ответили: %(who)s.") % {"who": pair.who})
    return pair


def settle(by: Actor, pair: Likeness, verdict: str, reason: str, at: datetime) -> None:
    """Keep the answer with who gave it and why. A pair is answered by somebody who says why."""
    reason = line(reason, 500)
    if not reason:
        raise Refused("no_reason", _("Напишите, почему вы так решили: это останется в деле."))
    pair.verdict, pair.reason, pair.settled_at = verdict, reason, at
    pair.account_id, pair.who = by.account_id, by.name[:200]
    pair.save(update_fields=["verdict", "reason", "settled_at", "account", "who"])
    if verdict != Verdict.LATER:
        announce(
            PairSettled(
                region=by.region,
                at=at,
                account_id=by.account_id,
                person_ids=(pair.first_id, pair.second_id),
                verdict=verdict,
            )
        )
