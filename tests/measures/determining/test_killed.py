"""A run that is killed in the middle of writing leaves everything as it stood; the next one goes through."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.database import database_address
from tests.measures.conftest import AT, CHE, ON

from ryadom.measures import api as measures
from ryadom.measures.models import Determination, DeterminationRun

CHECKOUT = Path(__file__).resolve().parents[3]
# Everything is in the temporary table and a run is begun when it stops.
CHILD = """
import sys, time
from datetime import timedelta
from ryadom.site.cli import set_up_django
set_up_django()
from ryadom.measures import api as measures
from ryadom.measures.determining import writing
from tests.measures.conftest import AT, ON, the_book

def stuck(told, rows):
    begun(told, rows)
    print("writing", flush=True)
    time.sleep(600)

begun, writing._begin = writing._begin, stuck
measures.determine(book=the_book(), on=ON + timedelta(1), at=AT + timedelta(1))
"""


def the_same():
    rows = Determination.objects.in_region(CHE).order_by("pk")
    return list(rows.values_list("pk", "measure", "outcome", "closed_by")), DeterminationRun.objects.in_region(
        CHE
    ).count()


def people_left(data):
    """The folders with people's facts that stand in the data folder."""
    return [one for one in (data / "scratch").iterdir() if one.is_dir()]


@pytest.mark.django_db(transaction=True)
def test_killed_while_it_writes(book, person, household, fact, tmp_path, settings):
    settings.RYADOM = settings.RYADOM.model_copy(update={"data": tmp_path})
    pyotr = person("Орлов", "Пётр")
    household(pyotr)
    fact(pyotr, "lives-here", True)
    measures.determine(book=book, on=ON, at=AT)
    before = the_same()
    fact(pyotr, "citizen", True)
    environment = os.environ | {"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}", "DATABASE_URL": database_address()}
    environment["RYADOM_DATA"] = str(tmp_path)
    child = subprocess.Popen([sys.executable, "-c", CHILD], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline() == "writing\n"
        with pytest.raises(measures.DeterminingError, match="уже записываются"):
            measures.determine(book=book, on=ON + timedelta(1), at=AT + timedelta(1))
        (folder,) = people_left(tmp_path)
        assert (folder / "people").is_dir()
    finally:
        child.kill()
        child.wait()
    assert the_same() == before
    assert people_left(tmp_path) == [folder], "a kill leaves them"
    run = measures.determine(book=book, on=ON + timedelta(1), at=AT + timedelta(1))
    assert run.determined == len([row for row in before[0] if row[3] is None])
    assert people_left(tmp_path) == [], "the next run sweeps them"
