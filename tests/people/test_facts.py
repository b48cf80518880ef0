"""What is known, from where, since when, and what is kept when two sources disagree."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from people_cast import CATALOGUE, HERE, NOW, SYSTEM, THERE, TODAY, enter, found, sign_in

from ryadom.people import api, events
from ryadom.people.api import BadValue, NewFact, NotAllowed, NotFound, UnknownFact, Whose
from ryadom.people.models import Fact, Person

LATER = NOW + timedelta(hours=1)
LATEST = NOW + timedelta(hours=2)


def record(whose, key, value, source="document", *, by=SYSTEM, at=LATER, **more):
    new = NewFact(whose, key, value, source, **more)
    return api.record_facts(by=by, facts=[new], catalogue=CATALOGUE, on=TODAY, at=at)


def read(whose, key, on=TODAY, **more):
    return api.facts_of(region=HERE, subjects=[whose], on=on, **more)[whose].get(key)


@pytest.fixture
def andrei(db):
    """Андрей Волков, who lost his job."""
    return Whose("person", enter("Волков", "Андрей", "Игоревич", "1982-06-06").id)


def test_a_registered_person_has_facts_with_their_source(galina):
    born = read(Whose("person", galina.id), "birth-date")
    assert (born.value, born.source, born.proved) == (date(1952, 3, 8), "document", True)
    assert read(Whose("person", galina.id), "sex").value == "female"
    assert read(Whose("person", galina.id), "work") is None


def test_what_is_said_later_takes_the_place_of_what_was_said(andrei):
    record(andrei, "work", "employed", "said")
    done = record(andrei, "work", "jobless", "said", at=LATEST)
    assert [fact.value for fact in done.superseded] == ["employed"]
    assert read(andrei, "work").value == "jobless"
    assert read(andrei, "work").contradiction is None


@pytest.mark.parametrize("source", ["register", "document", "staff"])
def test_words_never_override_a_proof_and_are_kept_to_be_asked_about(andrei, source):
    record(andrei, "work", "employed", source)
    done = record(andrei, "work", "jobless", "said", at=LATEST)
    assert done.written == 1
    assert not done.superseded
    assert [fact.value for fact in done.contradictions] == ["jobless"]
    known = read(andrei, "work")
    assert (known.value, known.source) == ("employed", source)
    assert known.contradiction.value == "jobless"


def test_a_register_that_disagrees_with_words_leaves_them_to_be_asked_about(andrei):
    record(andrei, "work", "jobless", "said")
    record(andrei, "work", "employed", "register", at=LATEST)
    assert read(andrei, "work").value == "employed"
    assert read(andrei, "work").contradiction.value == "jobless"


def test_a_paper_settles_what_was_said(andrei):
    record(andrei, "work", "jobless", "said")
    record(andrei, "work", "employed", "document", at=LATEST)
    assert read(andrei, "work").contradiction is None


def test_a_proof_that_confirms_words_takes_their_place(andrei):
    record(andrei, "work", "jobless", "said")
    done = record(andrei, "work", "jobless", "register", at=LATEST)
    assert [fact.source for fact in done.superseded] == ["said"]
    assert read(andrei, "work").proved


def test_the_file_can_be_read_as_it_stood(andrei):
    record(andrei, "work", "employed", "document", at=LATER)
    record(andrei, "work", "jobless", "register", at=LATEST)
    assert read(andrei, "work", known_at=NOW) is None
    assert read(andrei, "work", known_at=LATER).value == "employed"
    assert read(andrei, "work", known_at=LATEST - timedelta(seconds=1)).value == "employed"
    assert read(andrei, "work", known_at=LATEST).value == "jobless"


def test_a_new_period_leaves_the_old_one_true(andrei):
    record(andrei, "work", "employed", valid_from=date(2024, 1, 1))
    record(andrei, "work", "jobless", valid_from=date(2026, 9, 1), at=LATEST)
    assert read(andrei, "work", on=date(2026, 8, 31)).value == "employed"
    assert read(andrei, "work", on=date(2026, 9, 1)).value == "jobless"
    assert read(andrei, "work", on=date(2023, 12, 31)) is None


def test_a_period_in_the_middle_cuts_the_old_one_in_two(andrei):
    record(andrei, "work", "employed")
    record(andrei, "work", "jobless", valid_from=date(2026, 3, 1), valid_to=date(2026, 5, 31), at=LATEST)
    seen = [read(andrei, "work", on=date(2026, month, 15)).value for month in (2, 4, 6)]
    assert seen == ["employed", "jobless", "employed"]
    assert read(andrei, "work", on=date(2026, 4, 15), known_at=LATER).value == "employed"


def test_a_form_sent_twice_writes_once(andrei):
    assert record(andrei, "work", "jobless", "said").written == 1
    assert record(andrei, "work", "jobless", "said").written == 0
    assert len(api.history_of(region=HERE, subject=andrei, key="work")) == 1


def test_absence_is_known_and_is_not_the_same_as_nothing(galina):
    whose = Whose("person", galina.id)
    assert read(whose, "pregnancy-week") is None
    record(whose, "pregnancy-week", None)
    assert read(whose, "pregnancy-week").value is None
    with pytest.raises(BadValue, match="cannot be absent"):
        record(whose, "work", None)


def test_values_come_back_exactly(ivanovs):
    family, home = Whose("family", ivanovs.id), Whose("dwelling", ivanovs.dwelling.id)
    record(family, "alimony-debt", "12 675,75")
    record(home, "gas", "нет")
    facts = api.facts_of(region=HERE, subjects=[family, home], on=TODAY)
    assert facts[family]["alimony-debt"].value == Decimal("12675.75")
    assert facts[home]["gas"].value is False


def test_an_old_answer_is_marked_stale_only_by_the_catalogue(ivanovs):
    home = Whose("dwelling", ivanovs.dwelling.id)
    record(home, "gas", False, as_of=date(2025, 11, 11))
    assert not read(home, "gas").stale
    assert read(home, "gas", catalogue=CATALOGUE).stale
    assert not read(home, "gas", on=date(2026, 11, 11), catalogue=CATALOGUE).stale


def test_all_or_nothing(andrei):
    facts = [NewFact(andrei, "work", "jobless"), NewFact(andrei, "citizen", "может быть")]
    with pytest.raises(BadValue, match="yes"):
        api.record_facts(by=SYSTEM, facts=facts, catalogue=CATALOGUE, on=TODAY, at=NOW)
    assert read(andrei, "work") is None


def test_a_handler_that_fails_undoes_the_recording(andrei, monkeypatch):
    def break_down(event):
        raise RuntimeError("a handler of an upper room")

    events.subscribe(events.FactRecorded, break_down)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            record(andrei, "work", "jobless")
    finally:
        events.unsubscribe(events.FactRecorded, break_down)
    assert read(andrei, "work") is None


def test_what_happened_is_announced(andrei):
    heard = []
    events.subscribe(events.FactRecorded, heard.append)
    record(andrei, "work", "employed", "register")
    record(andrei, "work", "jobless", "said")
    events.unsubscribe(events.FactRecorded, heard.append)
    assert [(event.key, event.source, event.contradicts) for event in heard] == [
        ("work", "register", False),
        ("work", "said", True),
    ]


@pytest.mark.parametrize(
    ("key", "value", "name"),
    [
        ("birth-date", "31.02.1990", "no_such_day"),
        ("birth-date", "2027-01-01", "future"),
        ("work", "пират", "not_choice"),
        ("pregnancy-week", "43", "too_large"),
        ("note", "x" * 10_000_000, "length"),
        ("note", "до\x00после", "control"),
        ("note", "до\u202eпосле", "control"),
        ("alimony-debt", "100", "subject"),
        ("purchase-price", "100", "subject"),
    ],
)
def test_a_bad_value_is_refused_in_both_languages_and_nothing_is_lost(andrei, key, value, name):
    before = Fact.objects.in_region(HERE).count()
    with pytest.raises(BadValue) as bad:
        record(andrei, key, value)
    assert bad.value.name == name
    assert bad.value.ru.endswith((".", "?"))
    assert bad.value.en.endswith((".", "?"))
    assert Fact.objects.in_region(HERE).count() == before


def test_a_negative_debt_and_a_mistyped_key_are_refused(ivanovs, andrei):
    with pytest.raises(BadValue) as bad:
        record(Whose("family", ivanovs.id), "alimony-debt", "-5")
    assert bad.value.name == "negative"
    with pytest.raises(UnknownFact, match='did you mean "work"'):
        record(andrei, "wrok", "jobless")


@pytest.mark.parametrize("text", ["😀👨‍👩‍👧", "مرحبا", "שלום", "Robert'); DROP TABLE people_person;--", "{{ 7*7 }}<b>"])
def test_emoji_right_to_left_and_injections_are_only_text(andrei, text):
    record(andrei, "note", text)
    assert read(andrei, "note").value == text
    assert Person.objects.in_region(HERE).exists()


def test_the_columns_of_a_person_follow_the_winning_fact(galina):
    whose = Whose("person", galina.id)
    record(whose, "birth-date", "1951-03-08", "said")
    assert api.person(region=HERE, id=galina.id).birth_date == date(1952, 3, 8)
    record(whose, "birth-date", "1953-03-08", "register", at=LATEST)
    assert api.person(region=HERE, id=galina.id).birth_date == date(1953, 3, 8)


def test_facts_of_another_region_are_neither_read_nor_written(andrei):
    record(andrei, "work", "jobless")
    assert api.facts_of(region=THERE, subjects=[andrei], on=TODAY)[andrei] == {}
    with pytest.raises(NotFound):
        record(andrei, "work", "employed", by=api.system_actor(region=THERE, reason="test"))


def test_who_recorded_is_named(andrei, staff):
    record(andrei, "work", "jobless", "staff", by=staff.curator)
    assert read(andrei, "work").recorded_by == "Ольга Орлова"


def test_a_resident_says_facts_of_their_own_and_proves_none(galina, andrei, staff):
    herself = sign_in("galina", galina, by=staff.curator)
    mine = Whose("person", galina.id)
    assert record(mine, "citizen", True, "said", by=herself).written == 1
    for source in ("register", "document", "staff"):
        with pytest.raises(NotAllowed):
            record(mine, "work", "employed", source, by=herself)
    with pytest.raises(NotAllowed):
        record(andrei, "citizen", True, "said", by=herself)


def test_a_resident_says_facts_of_the_own_family_and_of_those_entered_by_them(staff, galina):
    herself = sign_in("galina", galina, by=staff.curator)
    family = api.found_family(by=herself, at=NOW, head_id=galina.id, starts=TODAY)
    grandson = enter("Соколов", "Ваня", born="2015-05-05", by=herself)
    api.add_member(by=herself, at=NOW, family_id=family.id, person_id=grandson.id, role="other", starts=TODAY)
    assert record(Whose("person", grandson.id), "citizen", True, "said", by=herself).written == 1
    assert record(Whose("family", family.id), "alimony-debt", "0", "said", by=herself).written == 1
    assert record(Whose("dwelling", family.dwelling.id), "gas", False, "said", by=herself).written == 1


def test_facts_cost_one_query_for_one_and_for_thirty(staff, django_assert_num_queries):
    people = [Whose("person", enter("Житель", f"Имя{n}", born="1970-01-01").id) for n in range(30)]
    for whose in people:
        record(whose, "work", "jobless", "staff", by=staff.curator)
    for some in (people[:1], people):
        with django_assert_num_queries(1):
            assert all(facts["work"] for facts in api.facts_of(region=HERE, subjects=some, on=TODAY).values())


def withdraw(whose, key, source, *, by=SYSTEM, why="внесено не тому человеку", at=LATEST):
    return api.withdraw_fact(by=by, whose=whose, key=key, source=source, why=why, at=at)


def test_a_mistake_is_taken_back_and_stays_readable(andrei):
    record(andrei, "work", "jobless", "document")
    assert withdraw(andrei, "work", "document") == 1
    assert read(andrei, "work") is None
    assert read(andrei, "work", known_at=LATER).value == "jobless"
    with pytest.raises(NotFound):
        withdraw(andrei, "work", "document")


def test_words_that_a_proof_has_settled_are_taken_back(andrei, staff):
    record(andrei, "work", "employed", "register")
    record(andrei, "work", "jobless", "said")
    assert read(andrei, "work").contradiction
    withdraw(andrei, "work", "said", by=staff.specialist, why="уточнили по телефону")
    assert read(andrei, "work").contradiction is None
    with pytest.raises(NotAllowed):
        withdraw(andrei, "work", "register", by=staff.curator)
    with pytest.raises(api.Refused):
        withdraw(andrei, "work", "register", by=staff.specialist, why=" ")


def test_a_birth_date_taken_back_leaves_the_column_empty(galina):
    withdraw(Whose("person", galina.id), "birth-date", "document")
    assert api.person(region=HERE, id=galina.id).birth_date is None


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_once_leave_one_value():
    whose = Whose("person", enter("Волков", "Андрей").id)

    def write(value):
        try:
            record(whose, "note", value, "said")
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(f"ответ {number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=20)
    rows = Fact.objects.in_region(HERE).filter(key="note")
    assert (rows.count(), rows.filter(superseded_at=None).count()) == (4, 1)


MONTH = date(2026, 9, 1)


def earn(person_id, amount, source="register", *, by=SYSTEM, at=LATER, month=MONTH, kind="salary"):
    return api.record_income(
        by=by, at=at, on=TODAY, person_id=person_id, month=month, kind=kind, amount=amount, source=source
    )


def incomes(*ids, **more):
    return api.incomes(region=HERE, person_ids=ids, first=date(2026, 1, 1), last=TODAY, **more)


def test_incomes_stand_by_month_and_kind(andrei):
    earn(andrei.id, "40 000,50")
    earn(andrei.id, "1000", kind="alimony")
    earn(andrei.id, "41 000", at=LATEST)
    assert [(one.kind, one.amount) for one in incomes(andrei.id)] == [
        ("alimony", Decimal("1000.00")),
        ("salary", Decimal("41000.00")),
    ]
    assert incomes(andrei.id, known_at=LATER)[1].amount == Decimal("40000.50")


def test_a_said_income_stands_beside_a_proved_one(andrei):
    earn(andrei.id, "40 000")
    assert earn(andrei.id, "10 000", "said", at=LATEST) is False
    (one,) = incomes(andrei.id)
    assert (one.amount, one.source, one.said_instead) == (Decimal("40000.00"), "register", Decimal("10000.00"))


def test_a_total_for_a_window(andrei):
    for amount, at in (("600 000", LATER), ("660 000", LATEST)):
        api.record_income_total(
            by=SYSTEM,
            at=at,
            on=TODAY,
            person_id=andrei.id,
            first_month=date(2025, 9, 15),
            last_month=date(2026, 8, 1),
            amount=amount,
            about=True,
        )
    (total,) = api.income_totals(region=HERE, person_ids=[andrei.id], first=date(2026, 8, 1), last=date(2026, 12, 1))
    assert (total.first_month, total.amount, total.about) == (date(2025, 9, 1), Decimal("660000.00"), True)


@pytest.mark.parametrize(
    ("amount", "month", "name"),
    [("-1", MONTH, "negative"), ("много", MONTH, "money"), (1.5, MONTH, "money"), ("1", date(2026, 12, 1), "future"),
     ("9" * 14, MONTH, "money")],
)  # fmt: skip
def test_a_wrong_income_is_refused(andrei, amount, month, name):
    with pytest.raises(api.Refused) as refused:
        earn(andrei.id, amount, month=month)
    assert refused.value.name == name
    assert not incomes(andrei.id)


def test_incomes_cost_one_query(andrei, staff, django_assert_num_queries):
    people = [andrei.id, *(enter("Житель", f"Имя{n}").id for n in range(29))]
    for one in people:
        earn(one, "100", "staff", by=staff.curator)
    for some in (people[:1], people):
        with django_assert_num_queries(1):
            assert len(incomes(*some)) == len(some)


def test_a_home_of_a_family_is_locked_and_found(galina):
    home = found(galina).dwelling
    record(Whose("dwelling", home.id), "gas", True)
    assert read(Whose("dwelling", home.id), "gas").value is True
