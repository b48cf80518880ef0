"""The demonstration's own people in a snapshot: rules say of each family what the page of staff says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.measures import api as measures
from ryadom.measures.family import file_of
from ryadom.people import api as people
from ryadom.rules import api as rules
from ryadom.rules.everyone.rows import amount_of
from ryadom.rules.snapshots.families import family_at

pytestmark = pytest.mark.django_db


def page_family(region, person, on):
    """What the page of a person's rights builds (`desks/curator/entitled.py`)."""
    file = file_of(region, person, on)
    ids = [member.person.id for member in file.family.members] if file.family else [person]
    received = measures.received(region=region, persons=ids)
    return measures.family_of(file, on, proved=measures.received_as_facts(received))


def said(book, family, on):
    found = rules.answer(book, family, on=on, ask=False).measures
    return [(m.id, m.outcome, amount_of(m.amount), [c.state for c in m.criteria], m.missing, m.proved) for m in found]


def by_applicant(snapshot):
    """Families of a snapshot by the id of their first person."""
    return {
        str(part.person_ids[part.start[row]]): family_at(part, row)
        for part in snapshot.parts()
        for row in range(part.families)
    }


@pytest.mark.parametrize("region", ["RU-CHE", "RU-SAK"])
def test_rules_say_of_a_snapshot_what_the_page_says(demo, tmp_path, region) -> None:
    on = demo.date()
    book = rules.rulebook(region, on)
    taken = measures.take_snapshot(book=book, on=on, out=tmp_path / "out", most=3)
    snapshot = rules.Snapshot(tmp_path / "out", book)
    families = by_applicant(snapshot)
    assert len(families) == snapshot.families > 0
    assert taken.left == {}
    for id, family in families.items():
        page = page_family(region, people.person(region=region, id=id).id, on)
        assert [person.id for person in family.persons] == [person.id for person in page.persons]
        assert said(book, family, on) == said(book, page, on)


def test_everybody_is_in_the_snapshot_once_with_their_own_id(demo, tmp_path) -> None:
    from ryadom.people.models import Person

    on = demo.date()
    measures.take_snapshot(book=rules.rulebook("RU-CHE", on), on=on, out=tmp_path / "out")
    ids = [str(id) for part in rules.Snapshot(tmp_path / "out").parts() for id in part.person_ids]
    assert sorted(ids) == sorted(str(id) for id in Person.objects.in_region("RU-CHE").values_list("id", flat=True))


def test_what_was_received_is_in_the_snapshot(demo, tmp_path) -> None:
    from ryadom.measures.models import Award

    on = demo.date()
    measures.take_snapshot(book=rules.rulebook("RU-CHE", on), on=on, out=tmp_path / "out")
    manifest = rules.Snapshot(tmp_path / "out").manifest
    marked = {key for key in (*manifest.family_facts, *manifest.person_facts) if key.startswith("received:")}
    assert marked == {f"received:{one}" for one in Award.objects.in_region("RU-CHE").values_list("measure", flat=True)}
    assert marked


def test_a_day_long_ago_knows_nobody_yet(demo, tmp_path) -> None:
    on = demo.date()
    early = demo.replace(year=2000)
    with CaptureQueriesContext(connection) as spent:
        files = list(people.everyone(region="RU-CHE", on=on, first=date(2024, 5, 1), last=on, known_at=early))
    assert files
    assert all(not file.facts and not file.incomes and not file.totals for file in files)
    assert sum("people_person" in one["sql"] for one in spent) == 4
