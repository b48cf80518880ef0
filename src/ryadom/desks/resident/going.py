"""What a route may know of a family: their file, what was granted, what is on its way here and elsewhere."""

from datetime import date
from uuid import UUID

from ryadom.kit.periods import month_start
from ryadom.measures import api as measures
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.routes import api as routes

INCOME_MONTHS = 30


def known_of(region: str, person: UUID, on: date) -> routes.Known:
    """Nine queries, whatever the size of the family."""
    file = _file(region, person, on)
    members = file.family.members if file.family else ()
    ids = [one.person.id for one in members] or [file.person.id]
    received = measures.received(region=region, persons=ids)
    family = measures.family_of(file, on, proved=measures.received_as_facts(received))
    got = {measure: starts for (measure, _subject), starts in received.items()}
    sent: dict[str, routes.Sent] = {}
    for one in measures.externals(region=region, persons=ids):
        if one.got_on is not None:
            got.setdefault(one.measure, one.got_on)
        elif one.filed_on is not None and one.refused_on is None:
            sent[one.measure] = routes.Sent(one.filed_on)
    for claim in measures.of_persons(region=region, persons=ids):
        if claim.case is not None and claim.sent_on is not None and claim.ended_on is None:
            sent[claim.measure] = routes.Sent(claim.sent_on, claim.case.promised_on, claim.case.number)
    return routes.Known(family, routes.Going(got, sent))


def _file(region: str, person: UUID, on: date) -> File:
    home = people.family_of(region=region, person_id=person, on=on)
    persons = [one.person for one in home.members] if home else [people.person(region=region, id=person)]
    ids, first = [one.id for one in persons], month_start(on, -INCOME_MONTHS)
    return File(
        person=persons[0],
        family=home,
        facts=people.facts_of(region=region, subjects=people.subjects_of(persons[0], home), on=on),
        incomes=people.incomes(region=region, person_ids=ids, first=first, last=on),
        totals=people.income_totals(region=region, person_ids=ids, first=first, last=on),
    )
