"""Марина at her desk: she loads a file, sees what it would do, and answers who is one person."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.measures.models import Award, Claim, Received
from ryadom.people import api as people
from ryadom.people.actions.pairs import propose_pair
from ryadom.people.models import ImportBatch, Likeness, Person

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db

HEAD = "person;surname;name;patronymic;birth_date;sex;snils;source\n"
OLGA = "1;Гусева;Ольга;Ивановна;14.02.1991;ж;;document\n"


def given(client, text, name="persons.csv"):
    return client.post("/staff/people/files/", {"file": SimpleUploadedFile(name, text.encode())})


@pytest.fixture
def marina(staff):
    return staff("Марина Кузьмина", "specialist")


def test_a_file_is_seen_before_it_is_loaded(at_desk, marina):
    client = at_desk(marina)
    answer = given(client, HEAD + OLGA)
    assert answer.status_code == 302
    seen = client.get(answer.url).content.decode()
    assert "Что изменится" in seen and "Новые люди" in seen
    assert not Person.objects.in_region(CHE).filter(surname="Гусева").exists()
    assert client.post(f"{answer.url}load/").status_code == 302
    olga = Person.objects.in_region(CHE).get(surname="Гусева")
    assert people.readings_of(region=CHE, person_id=olga.pk)[0].reader == "Марина Кузьмина"
    batch = ImportBatch.objects.in_region(CHE).get()
    assert (batch.state, batch.content, batch.who) == ("loaded", None, "Марина Кузьмина")
    assert client.post(f"{answer.url}load/").status_code == 404


def test_the_same_file_again_says_so(at_desk, marina):
    client = at_desk(marina)
    first = given(client, HEAD + OLGA).url
    client.post(f"{first}load/")
    again = given(client, HEAD + OLGA).url
    assert "уже загрузили" in client.get(again).content.decode()
    client.post(f"{again}load/")
    assert Person.objects.in_region(CHE).filter(surname="Гусева").count() == 1


def test_faults_are_told_by_line_and_the_rest_is_loaded_only_when_asked(at_desk, marina):
    client = at_desk(marina)
    url = given(client, HEAD + OLGA + "2;Волков;Степан;;31.02.1960;м;;document\n").url
    seen = client.get(url).content.decode()
    assert "persons.csv, строка 3, дата рождения: Такого дня нет" in seen
    assert client.post(f"{url}load/").status_code == 422
    assert not Person.objects.in_region(CHE).filter(surname__in=("Гусева", "Волков")).exists()
    assert client.post(f"{url}load/", {"rest": "yes"}).status_code == 302
    assert {one.surname for one in Person.objects.in_region(CHE).filter(surname__in=("Гусева", "Волков"))} == {"Гусева"}


def test_a_file_let_go_leaves_nothing(at_desk, marina):
    client = at_desk(marina)
    url = given(client, HEAD + OLGA).url
    assert client.post(f"{url}forget/").status_code == 302
    assert not ImportBatch.objects.in_region(CHE).exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("persons.exe", "x", "нужен CSV, XLSX или Parquet"),
        ("persons.xlsx", "no zip", "повреждён или обрезан"),
        ("persons.parquet", "PAR1cut", "повреждён или обрезан"),
        ("persons.csv", 'person;surname\n1;"Гус', "кавычки"),
    ],
)
def test_an_unreadable_file_is_refused_in_words(at_desk, marina, name, text, said):
    answer = given(at_desk(marina), text, name)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not ImportBatch.objects.in_region(CHE).exists()


def test_a_curator_loads_no_register(at_desk, vera):
    client = at_desk(vera)
    url = given(client, HEAD + OLGA.replace("document", "register")).url
    assert "Сведения из реестра вносит специалист" in client.get(url).content.decode()
    assert client.post(f"{url}load/").status_code == 422


def test_awards_already_received_stand_in_the_file_and_are_known_to_rules(at_desk, reads, marina, pyotr):
    Person.objects.in_region(CHE).filter(pk=pyotr.pk).update(snils="11223344595")
    client = reads(marina, pyotr)
    text = "person;measure;starts;ends;amount;source\n112-233-445 95;certificate;01.03.2025;;1 500,50;register\n"
    url = given(client, text, "awards.csv").url
    client.post(f"{url}load/")
    row = Received.objects.in_region(CHE).get()
    assert (row.person_id, row.measure, row.starts, str(row.amount)) == (
        pyotr.pk, "certificate", date(2025, 3, 1), "1500.50",
    )  # fmt: skip
    assert ("certificate", row.subject) in measures.received(region=CHE, persons=[pyotr.pk])
    assert "Получено раньше, по файлам" in client.get(f"/staff/people/{pyotr.pk}/").content.decode()
    again = given(client, text + "112-233-445 95;certificate;01.04.2025;;;document\n", "awards.csv").url
    client.post(f"{again}load/")
    assert Received.objects.in_region(CHE).count() == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("112-233-445 95;no-such;01.03.2025;;;document", "Такой меры в регионе нет"),
        ("112-233-445 95;certificate;01.03.2025;01.02.2025;;document", "Конец периода раньше начала"),
        ("112-233-445 95;certificate;01.03.2099;;;document", "ещё не наступила"),
        ("112-233-445 95;certificate;01.03.2025;;-5;document", "не может быть меньше нуля"),
        ("112-233-445 95;certificate;01.03.2025;;;said", "Выберите одно из"),
        ("161-031-441 02;certificate;01.03.2025;;;document", "по СНИЛС в регионе не нашли"),
    ],
)
def test_a_wrong_award_is_told_of(at_desk, marina, pyotr, row, said):
    Person.objects.in_region(CHE).filter(pk=pyotr.pk).update(snils="11223344595")
    client = at_desk(marina)
    url = given(client, f"person;measure;starts;ends;amount;source\n{row}\n", "awards.csv").url
    assert said in client.get(url).content.decode()


@pytest.fixture
def twins(person, pyotr, asked):
    """Пётр and the same Пётр, told of by relatives; the first one has an application."""
    other = person("Орлов", "Пётр", "Ильич")
    propose_pair(CHE, pyotr.pk, other.pk, why=("name",), at=AT)
    cases.leave_task(region=CHE, person=other.pk, text="Проверьте", on=ON, at=AT, about=cases.ONE_PERSON)
    return pyotr, other, Likeness.objects.in_region(CHE).get()


def test_two_records_stand_side_by_side_and_looking_leaves_a_line(at_desk, vera, twins):
    pyotr, other, pair = twins
    client = at_desk(vera)
    assert "Орлов Пётр Ильич" in client.get("/staff/people/twins/").content.decode()
    seen = client.get(f"/staff/people/twins/{pair.pk}/").content.decode()
    assert "Один ли это человек?" in seen and "сходится" in seen and "заявления: 1" in seen
    for one in (pyotr, other):
        lines = people.readings_of(region=CHE, person_id=one.pk)
        assert [line.purpose for line in lines] == ["Сверка: один ли это человек"]


def test_joined_everything_of_every_room_moves_and_parted_it_is_back(reads, vera, twins):
    pyotr, other, pair = twins
    client = reads(vera, pyotr, other)
    note = cases.note(by=vera, **WHEN, person=pyotr.pk, text="Позвонить", next_contact_on=ON)
    claims = list(Claim.objects.in_region(CHE).values_list("pk", "person_id", "subject"))
    answer = client.post(
        f"/staff/people/twins/{pair.pk}/answer/", {"verdict": "one", "survivor": str(other.pk), "reason": "паспорт"}
    )
    assert answer.url == f"/staff/people/{other.pk}/"
    assert {(one.person_id, one.subject) for one in Claim.objects.in_region(CHE)} == {(other.pk, str(other.pk))}
    assert {one.person for one in measures.of_persons(region=CHE, persons=[other.pk])} == {other.pk}
    assert note in {one.token for one in cases.notes(by=vera, person=other.pk)}
    assert not Award.objects.in_region(CHE).filter(person=pyotr.pk).exists()
    assert client.get(f"/staff/people/{pyotr.pk}/").url == f"/staff/people/{other.pk}/"
    seen = client.get(answer.url).content.decode()
    assert "Объединённые записи" in seen and "паспорт" in seen
    joining = people.joinings_of(region=CHE, person_id=other.pk)[0]
    assert client.post(f"/staff/people/joined/{joining.id}/part/", {"reason": ""}).status_code == 422
    assert client.post(f"/staff/people/joined/{joining.id}/part/", {"reason": "братья"}).status_code == 302
    assert list(Claim.objects.in_region(CHE).values_list("pk", "person_id", "subject")) == claims
    assert people.pairs(region=CHE) == ()


def test_the_task_of_a_match_leads_to_the_pair_and_is_over_when_answered(at_desk, reads, vera, twins):
    _pyotr, other, pair = twins
    client = reads(vera, other)
    today = client.get("/staff/today/").content.decode()
    assert "Проверено" in today and "Связались" not in today
    assert f"/staff/people/twins/{pair.pk}/" in client.get(f"/staff/people/{other.pk}/").content.decode()
    client.post(f"/staff/people/twins/{pair.pk}/answer/", {"verdict": "different", "reason": "тёзки"})
    assert [one.done_on for one in cases.notes(by=vera, person=other.pk)] == [ON]


def test_an_answer_without_a_reason_is_asked_again_and_what_was_typed_stays(at_desk, vera, twins):
    pair = twins[2]
    client = at_desk(vera)
    for said in ({"verdict": "one"}, {"verdict": "different", "reason": " "}, {"reason": "так"}, {"verdict": "x"}):
        survivor = {"survivor": str(twins[0].pk)}
        answer = client.post(f"/staff/people/twins/{pair.pk}/answer/", said | survivor)
        assert answer.status_code == 422
    assert 'value="так"' in client.post(f"/staff/people/twins/{pair.pk}/answer/", {"reason": "так"}).content.decode()
    assert Likeness.objects.in_region(CHE).get().verdict == "waiting"
