"""People of the demonstration tell about themselves; each fact is read with whose it is and where it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.packs.api import load_library
from ryadom.talk.hearing.facts import read_facts
from ryadom.talk.hearing.readable import misfit
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


PRACTICES = Path(__file__).resolve().parents[3] / "practices"
LINES = (Path(__file__).parent / "facts.tsv").read_text(encoding="utf-8").splitlines()
WRITTEN = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
HEARD = [
    (sentence.text, sentence.facts)
    for practice in load_library(PRACTICES).practices.values()
    for item in practice.of("heard")
    for sentence in item.value.sentences
    if sentence.facts
]


def plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("text", "facts"), WRITTEN)
def test_a_sentence_gives_these_facts_and_no_other(text: str, facts: str) -> None:
    found = read_facts(read(text), PLACES)
    said = {f"{one.whose}.{one.fact}={plain(one.value)}".removeprefix("self."): one for one in found}
    wanted = [one.strip().partition(" [") for one in facts.split(";") if one.strip()]
    assert sorted(said) == sorted(name for name, _, _ in wanted)
    spans = {name: words.removesuffix("]") for name, _, words in wanted if words}
    assert {name: text[slice(*said[name].span)] for name in spans} == spans
    assert [one.fact for one in found if misfit(one.fact, one.whose, _as_written(one.value))] == []


def _as_written(value: object) -> object:
    return value if isinstance(value, bool | int | str) else float(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "facts"), HEARD)
def test_what_practices_say_of_a_sentence_is_read_in_it(text: str, facts: dict) -> None:
    found: dict[str, list[str]] = {}
    for one in read_facts(read(text), PLACES):
        found.setdefault(f"{one.whose}.{one.fact}".removeprefix("self."), []).append(plain(one.value))
    assert {name: ", ".join(found.get(name, [])) for name in facts} == {n: plain(v) for n, v in facts.items()}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("в марте сократили", "Когда не стало работы: март"),
        ("меня сократили 15 марта", "Когда не стало работы: 15 марта"),
        ("уволили в сентябре 2025", "Когда не стало работы: сентябрь 2025"),
        ("уволили две недели назад", "Когда не стало работы: 2 нед. назад"),
        ("уволили вчера", "Когда не стало работы: вчера"),
        ("мама получает пенсию по инвалидности", "Пенсия (мама): по инвалидности"),
        ("газа нет, топим дровами", "Газ в доме: нет"),
    ],
)
def test_a_fact_is_shown_back_in_plain_words(text: str, words: str) -> None:
    assert words in [one.words for one in read_facts(read(text), PLACES)]
