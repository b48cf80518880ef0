"""People of the demonstration tell about themselves; each fact is read with whose it is and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.talk.hearing.facts import read_facts
from ryadom.talk.hearing.said import read

PLACES = {"Челябинская область": "RU-CHE"}


def told(text: str) -> dict[tuple[str, str], list[object]]:
    found: dict[tuple[str, str], list[object]] = {}
    for fact in read_facts(read(text), PLACES):
        found.setdefault((fact.fact, fact.whose), []).append(fact.value)
    return found


CASES = [
    ("муж бросил, двое детей, работы нет", {("children-count", "self"): [2], ("work", "self"): ["none"]}),
    ("сыну 19 лет, учится очно, ещё две дочки",
     {("age", "child"): [19], ("study", "child"): ["full_time"], ("children-count", "self"): [3]}),
    ("потерял работу, трое детей, ипотека",
     {("work-lost", "self"): [True], ("children-count", "self"): [3], ("mortgage", "self"): [True]}),
    ("мне 67, пенсия 14 200", {("age", "self"): [67], ("pension-amount", "self"): [14200]}),
    ("маме 82 года, инвалид 1 группы, живёт одна",
     {("age", "mother"): [82], ("disability", "mother"): ["first"], ("lives-alone", "mother"): [True]}),
    ("я многодетная мама, пятеро детей, муж на сво",
     {("children-count", "self"): [5], ("large-family", "self"): [True], ("at-special-operation", "spouse"): [True]}),
    ("жена беременна, 12 недель, старшему 3 года",
     {("pregnant", "spouse"): [True], ("pregnancy-week", "spouse"): [12], ("age", "child"): [3]}),
    ("инволид втарой групы какие льготы", {("disability", "self"): ["second"]}),
    ("зарплата 15,5 тыс, снимаем квартиру за 20 тысяч",
     {("salary", "self"): [15500], ("rent", "self"): [20000], ("rents", "self"): [True]}),
    ("родила третьего ребенка", {("children-count", "self"): [3]}),
    ("жду третьего", {("pregnant", "self"): [True], ("children-count", "self"): [2]}),
    ("ребёнку 3 месяца, на смесь не хватает", {("age-months", "child"): [3]}),
    ("дети 3 и 7 лет", {("age", "child"): [3, 7]}),
    ("пятилетний сын инвалид", {("age", "child"): [5], ("disability", "child"): ["child"]}),
    ("20 лет отработала на заводе, сократили", {("work-lost", "self"): [True]}),
    ("ребенок-инвалид, коляска нужна", {("disability", "child"): ["child"]}),
    ("сын студент очник, 20 лет", {("age", "child"): [20], ("study", "child"): ["full_time"]}),
    ("у соседки трое детей и нет еды", {("children-count", "neighbour"): [3]}),
    ("муж погиб на сво, что положено детям", {("special-operation", "spouse"): ["fallen"]}),
    ("долг за коммуналку 48 тысяч рублей", {("debt", "self"): [48000]}),
    ("сын служит в армии по призыву, жена беременна",
     {("military-service", "child"): ["conscript"], ("pregnant", "spouse"): [True]}),
    ("мать-одиночка, двое детей, алименты 5000",
     {("raises-alone", "self"): [True], ("children-count", "self"): [2], ("alimony", "self"): [5000]}),
    ("два сына и дочка, живем в челябинской области",
     {("children-count", "self"): [3], ("region", "self"): ["RU-CHE"]}),
    ("дочка учится в школе во 2 классе", {("study", "child"): ["school"]}),
    ("детей у меня четверо, работаю одна", {("children-count", "self"): [4], ("work", "self"): ["employed"]}),
    ("бабушке 90, лежачая", {("age", "grandparent"): [90]}),
    ("безработный, на двоих детей", {("work", "self"): ["none"], ("children-count", "self"): [2]}),
    ("дали вторую группу инвалидности", {("disability", "self"): ["second"]}),
]  # fmt: skip
NOTHING = [
    "во вторую младшую группу садика",
    "карта не работает в автобусе",
    "какая погода завтра",
    "через 2 года пенсия",
]


@pytest.mark.parametrize(("text", "facts"), CASES)
def test_each_fact_is_read_with_whose_it_is(text: str, facts: dict) -> None:
    found = told(text)
    assert {key: found.get(key) for key in facts} == facts


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_fact_is_none(text: str) -> None:
    found = told(text)
    assert not {"disability", "work", "age", "children-count"} & {fact for fact, _ in found}


@given(st.text(alphabet="абвгдежзиклмнопрст 0123456789,.-", max_size=200))
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    for fact in read_facts(read(text), PLACES):
        start, end = fact.span
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() and fact.words


@given(st.integers(1, 999_999))
def test_a_pension_is_exact_however_it_is_grouped(roubles: int) -> None:
    grouped = f"{roubles:,}".replace(",", " ")
    assert told(f"пенсия {grouped} рублей") == {("pension-amount", "self"): [roubles]}


@given(st.sampled_from(["двое", "трое", "четверо", "пятеро"]), st.sampled_from(["", "у меня ", "мы и "]))
def test_children_are_counted_wherever_they_are_named(count: str, before: str) -> None:
    wanted = {"двое": 2, "трое": 3, "четверо": 4, "пятеро": 5}[count]
    assert told(f"{before}{count} детей")[("children-count", "self")] == [wanted]
