"""The social passport of a family: who they are, what they need, what is due and given, what comes, who spoke when."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from ryadom.desks.curator import channelwords, keys, proposed, reading, stream
from ryadom.desks.curator.care import stages
from ryadom.desks.curator.entitled import entitled, ids_of
from ryadom.desks.curator.facts import relation
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.rules.api import Rulebook
from ryadom.services import api as services
from ryadom.talk import api as talk
from ryadom.ui.figures import counted

LAST = 5


def of(visit: Visit, file: File, book: Rulebook, care: patronage.CareView | None) -> dict[str, Any]:
    """Everything of one screen; about 20 statements, whatever the family's size."""
    ids = ids_of(file)
    due = entitled(visit, file, book)
    persons = {member.person.id: member.person for member in reading.members(file)} or {file.person.id: file.person}
    whose = file.family.id if file.family else file.person.id
    return {
        "file": file,
        "person": file.person,
        "age": file.person.age(visit.on),
        "members": [(one.person, relation(one.relation), _age(one.person, visit)) for one in reading.members(file)],
        "groups": [(outcome, items) for outcome, items in due.groups if outcome in ("entitled", "likely")],
        "asks": next((items for outcome, items in due.groups if outcome == "unknown"), []),
        "gained": proposed.of_family(visit, book, whose, persons),
        "coming": due.coming.soon[:LAST],
        "awards": [one for one in measures.awards(region=visit.region, persons=ids) if one.ended_on is None],
        "claims": [one for one in measures.of_persons(region=visit.region, persons=ids) if one.case],
        "help": [
            (one, stages.form_titles()[one.form], stages.tag(services.standing(one, visit.on)))
            for one in services.of_persons(region=visit.region, persons=ids)[:LAST]
        ],
        "needs": patronage.needs(region=visit.region, persons=ids),
        "stream": stream.of_family(visit, persons, ids, channelwords.titles()),
        "quiet": patronage.asked_not_to_call(region=visit.region, persons=ids),
        "moves": patronage.moves(by=visit.by, on=visit.on, person=file.person.id)[:LAST],
        "before": patronage.before(by=visit.by, person=file.person.id),
        "threads": talk.threads_of(region=visit.region, person=file.person.id)[:LAST],
        "readings": people.readings_of(region=visit.region, person_id=file.person.id, limit=LAST),
        "may_work": care is not None and (care.beside or "head" in visit.by.roles),
        "keys": keys.of_family(),
        "key": uuid4(),
        "on": visit.on,
    }  # fmt: skip


def _age(one: people.Person, visit: Visit) -> str:
    age = one.age(visit.on)
    return counted(age, _("год/года/лет")) if age is not None else ""
