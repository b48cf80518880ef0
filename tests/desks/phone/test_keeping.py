"""A stranger's call is forgotten after thirty days, that of Galina, whom we know, is not."""

from datetime import timedelta

import pytest
from tests.measures.conftest import AT, CHE

from ryadom.desks.phone.keeping import forget
from ryadom.desks.phone.models import Call, CallBack, Open, Why
from ryadom.desks.phone.tasks import forget_words_of_strangers
from ryadom.regions import clock

pytestmark = pytest.mark.django_db
DAYS_30 = timedelta(days=30)


def call(person=None, **also):
    return Call.objects.in_region(CHE).create(
        operator_id=also.pop("operator"), began_at=AT, ended_at=AT, phone="+79120000001", said_name="Пётр",
        about="карта", for_whom="мать", answered="рассказали", person=person, known="code" if person else "unknown",
    )  # fmt: skip


def back(of, **also):
    settled = {} if also.get("state") == Open.OPEN else {"settled_at": AT}
    return CallBack.objects.in_region(CHE).create(
        call=of, phone="+79120000001", name="Пётр", about="карта", why=Why.ASKED, agreed=True, asked_at=AT,
        promised_at=AT, **also, **settled,
    )  # fmt: skip


@pytest.fixture
def operator(vera):
    return vera.account


def words(row):
    row.refresh_from_db()
    return [
        row.phone,
        row.about,
        *([row.said_name, row.for_whom, row.answered] if isinstance(row, Call) else [row.name]),
    ]


def test_a_strangers_words_go_after_thirty_days_and_the_row_stays(operator):
    row = call(operator=operator)
    done = back(row, state=Open.DONE)
    assert forget(at=AT + DAYS_30 - timedelta(seconds=1)) == 0 and all(words(row))
    assert forget(at=AT + DAYS_30) == 2
    assert not any(words(row)) and not any(words(done))
    assert forget(at=AT + DAYS_30) == 0, "a second run finds nothing"


def test_whoever_is_still_to_be_called_back_is_not_forgotten(operator):
    row = call(operator=operator)
    waiting = back(row, state=Open.OPEN)
    assert forget(at=AT + 2 * DAYS_30) == 0
    assert all(words(row)) and all(words(waiting))


def test_what_belongs_to_a_persons_file_stays(operator, galina):
    row = call(galina, operator=operator)
    done = back(row, state=Open.DONE, person=galina)
    assert forget(at=AT + 2 * DAYS_30) == 0
    assert all(words(row)) and all(words(done))


def test_the_worker_does_it_every_night(operator):
    call(operator=operator)
    with clock.frozen(AT + DAYS_30):
        assert forget_words_of_strangers(timestamp=0) == 1
