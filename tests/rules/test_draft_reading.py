"""What the editor is told of a draft while somebody types: every fault at its place, in a sentence, and quickly."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.lunch import ACT, CHE, ON, SAK, STARTS, lunch, olya, sketch
from tests.stories import cast

from ryadom.packs.api import load_library
from ryadom.rules import api as rules
from ryadom.rules.draftfaults import of_file
from ryadom.rules.draftrules import rules_in
from ryadom.rules.laying import plain_content

LUNCH = "school-lunch"
NEW = ("versions", 0)
WHO = (*NEW, "who", "criteria")


NO_MINIMUM = "нет значения «прожиточный минимум»"  # of 2027: the first day of the drafts lies there


@pytest.fixture(scope="module")
def book():
    return cast.book(CHE)


@pytest.fixture(scope="module")
def families(book):
    return rules.cast_families(book, ON)


@pytest.fixture
def told(book):
    """The problems of a content: (path, words) of each, but what every measure of 2027 is told (see NO_MINIMUM)."""

    def read(content=None, **more):
        found = rules.read_draft(book, sketch(content, **more), on=ON)
        told = [(one.path, one.words) for one in found.problems if one.path != ("cases",)]
        return [(path, words) for path, words in told if NO_MINIMUM not in words]

    return read


def versions(*more, **change):
    content = lunch()
    return {**content, "versions": [{**content["versions"][0], **change}, *more]}


# --- faults and their places -----------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_a_whole_measure(told):
    assert told() == []


def test_it_is_warned_that_the_minimum_of_the_first_day_is_not_entered(book):
    found = rules.read_draft(book, sketch(), on=ON).problems
    assert [(one.path, one.warning) for one in found if NO_MINIMUM in one.words] == [
        (("versions", 0, "who", "criteria", 1, "rule"), True)
    ]


@pytest.mark.parametrize(
    ("content", "path", "said"),
    [
        ({**lunch(), "title": ""}, ("title",), "Впишите название."),
        ({k: v for k, v in lunch().items() if k != "for"}, ("for",), "Выберите, кому дают"),
        ({**lunch(), "for": "dog"}, ("for",), "Выберите из списка: кому."),
        ({**lunch(), "situations": []}, ("situations",), "хотя бы одну жизненную ситуацию"),
        ({**lunch(), "situations": ["schol"]}, ("situations", 0), "ситуации нет: «schol»"),
        ({**lunch(), "short": "Обед " * 12}, ("short",), "длиннее 40 знаков"),
        ({**lunch(), "colour": "red"}, ("colour",), "Такого поля у меры нет: «colour»"),
        ({**lunch(), "once": "да"}, ("once",), "да или нет"),
        ({**lunch(), "versions": []}, ("versions",), "хотя бы одна версия"),
        (versions(who={"criteria": []}), WHO, "хотя бы одно условие"),
        (versions(to="когда-нибудь"), (*NEW, "to"), "Здесь нужна дата"),
        (versions(to="2026-01-01"), (*NEW, "to"), "Последний день раньше первого"),
        (versions(composition="состав семьи для пособий"), (*NEW, "composition"), "Может быть, «состав семьи для пос"),
        (versions(amount={"rule": "2500"}), (*NEW, "amount", "round"), "как округлять"),
        (versions(amount={"rule": "дата", "round": "none"}), (*NEW, "amount", "rule"), "нужна сумма, а выходит дата"),
        (versions(**{"from": "2027-02-01"}), ("starts",), "Ни одна версия не начинается 01.01.2027"),
        (lunch(pupil={"rule": "учоба = 1"}), (*WHO, 0, "rule"), "Имени «учоба» нет. Может быть, «учёба»?"),
        (lunch(pupil={"rule": 'учёба = "школла"'}), (*WHO, 0, "rule"), "Может быть, «школа»?"),
        (lunch(pupil={"rule": "среднедушевой доход"}), (*WHO, 0, "rule"), "да или нет, а здесь сумма в рублях"),
        (lunch(pupil={"rule": "возраст"}), (*WHO, 0, "rule"), "да или нет, а здесь число"),
        (lunch(pupil={"rule": "now() > дата"}), (*WHO, 0, "rule"), "не смотрит на часы"),
        (lunch(pupil={"rule": "среднедушевой доход > возраст"}), (*WHO, 0, "rule"), "слева сумма в рублях"),
        (lunch(pupil={"rule": "возраст < 18 и возраст > 6"}), (*WHO, 0, "rule"), "and"),
        (lunch(pupil={"attested": "Ходит в школу?"}), (*WHO, 0), "ровно один способ проверки"),
        (lunch(pupil={"source": "нет-такого"}), (*WHO, 0, "source"), "Источника «нет-такого» у меры нет"),
        (lunch(income={"id": "pupil"}), (*WHO, 1, "id"), "уже занято другим условием"),
    ],
)  # fmt: skip
def test_a_fault_stands_at_its_place_in_a_sentence(told, content, path, said):
    found = told(content)
    assert path in [where for where, _words in found], found
    assert said in " ".join(words for where, words in found if where == path)


@pytest.mark.parametrize(
    ("rule", "span", "said"),
    [
        ("возраст < ", (10, 11), "обрывается"),
        ("возраст < 18 && дата", (13, 15), "Напишите and"),
        ("взраст < 18", (0, 6), "Может быть, «возраст»?"),
        ("возраст < 18 and среднедушевой доход", (17, 36), "стоят условия, а здесь сумма"),
        ("8 * МРОТ * ((12 - 7) / 12) > 1", None, ""),
        ("МРОТ / 3 > 1", (0, 8), "округл"),
        ("(" * 10_000 + "1" + ")" * 10_000, (0, 4000), "длиннее 4000 знаков"),
        ("(" * 1_500 + "1" + ")" * 1_500, None, ""),
    ],
)
def test_a_caret_stands_under_the_column(book, rule, span, said):
    found = rules.read_rule(book, rule, "ru", "boolean")
    assert found
    if span:
        assert found[0].span == span
    assert said in found[0].words


def test_what_a_lawyer_will_miss_is_a_warning(book):
    content = lunch(pupil={"article": "not checked", "unmet": None})
    reading = rules.read_draft(book, sketch(content), on=ON)
    found = [one for one in reading.problems if one.path != ("cases",) and NO_MINIMUM not in one.words]
    assert [(one.path[-1], one.warning) for one in found] == [("unmet", True), ("article", True)]
    assert reading.publishable


def test_a_past_first_day_is_warned_of(told):
    assert told(starts=date(2026, 1, 1), cases=(olya(on="2026-02-01"),)) == [
        (("starts",), "Этот день прошёл: изменятся ответы и за прошлые дни.")
    ]


def test_days_without_a_version_and_days_with_two_are_told(told):
    first, later = {"from": "2027-01-01", "to": "2027-03-31"}, {**lunch()["versions"][0], "from": "2027-05-01"}
    assert told(versions(later, **first)) == [
        (("versions", 1, "from"), "С 01.04.2027 по 30.04.2027 не действует ни одна версия.")
    ]
    later["from"] = "2027-03-01"
    ((path, words),) = told(versions(later, **first))
    assert (path, words) == (("versions", 1, "from"), "Версии накладываются: прежняя действует по 31.03.2027.")


def test_a_changed_past_is_told_and_not_installed(book):
    content = plain_content(book.measures["gas-equipment"])
    old = {**content["versions"][0], "amount": {"rule": "1", "round": "none"}}
    new = {**content["versions"][-1], "from": STARTS, "to": None}
    draft = sketch({**content, "versions": [old, new]}, measure="gas-equipment", cases=())
    told = [one for one in rules.read_draft(book, draft, on=ON).problems if one.path == ("versions", 0)]
    assert [(one.words, one.warning) for one in told] == [
        ("Прежняя версия останется такой, какой была: прошлое не переписывают.", True)
    ]


def test_a_condition_that_no_persona_shows_in_every_light_is_told(book):
    told = [one for one in rules.read_draft(book, sketch(), on=ON).problems if one.path == ("cases",)]
    assert [(one.words, one.warning) for one in told] == [
        (
            "Условие «Доход до двух прожиточных минимумов» не проверено случаями: не выполнено, не хватает сведений.",
            True,
        ),
        ("Условие «Ребёнок учится в школе» не проверено случаями: не выполнено, не хватает сведений.", True),
    ]


# --- whom it would reach ---------------------------------------------------------------------------------------------


def test_the_cast_is_tried_beside_the_rules_in_force(book, families):
    reading = rules.read_draft(book, sketch(), families=families, on=ON)
    tried = {(one.family, one.now.subject): one for one in reading.tried}
    assert len({one.family for one in reading.tried}) > 4
    one = tried["ivanovy", "olya"]
    assert (one.family_name, one.subject_name, one.before_outcome) == ("Анна и Пётр Ивановы", "Оля", None)
    assert one.changed


def test_a_region_without_a_cast_is_tried_on_the_personas_of_its_tests(law):
    book = rules.rulebook("RU-LIP", ON)
    found = rules.cast_families(book, ON)
    assert len(found) > 5
    assert all(one.family.region == "RU-LIP" for one in found)


@pytest.fixture
def law(db):
    from django.conf import settings as site
    from tests.rules.lunch import AT

    from ryadom.packs.api import install_library

    install_library(site.RYADOM.practices, since=date(2024, 1, 1), at=AT)


def test_reasoning_over_the_rules_joins_what_is_wrong(book):
    """Nobody is younger than seven and of age at once."""
    never = lunch(pupil={"rule": "возраст < 7 and возраст >= 18"})
    found = rules.read_draft(book, sketch(never), on=ON).problems
    assert [one.path for one in found if not one.warning] == [("versions", 0, "who", "criteria", 0, "rule")]
    assert not rules.read_draft(book, sketch(never), on=ON).publishable


# --- nothing else changes --------------------------------------------------------------------------------------------


def test_every_rule_of_every_practice_reads_without_a_fault():
    from django.conf import settings as site

    for region in sorted(load_library(site.RYADOM.practices).regions):
        book = rules.book_at(site.RYADOM.practices, region)
        for measure in book.measures.values():
            content = plain_content(measure)
            told = [
                (measure.id, path, text, one.words)
                for path, text, wanted in rules_in(content)
                for one in rules.read_rule(book, text, "ru", wanted)
            ]
            assert told == []
            assert [one for one in of_file(book, measure.file) if not one.warning] == []


@cache
def installed(name):
    return everything_else(cast.book(CHE), name)


def everything_else(book, name, on=ON):
    """What a family is told of every measure but the lunch."""
    found = rules.answer(book, cast.family(name), on=on, ask=False).measures
    return [replace(one, lock="") for one in found if one.measure != LUNCH]


RULES = st.sampled_from(
    ["true", "возраст < 7", "многодетная семья", 'учёба = "школа"', "уже получено", "среднедушевой доход < 1000",
     "count(дети[возраст < 18]) >= 2", "доход человека = 0", "дата > дата заявления", "заявитель.возраст > 30"]
)  # fmt: skip


@given(
    who=st.lists(RULES, min_size=1, max_size=4), name=st.sampled_from(["ivanovy", "kim", "galina", "gusevy"]),
    for_=st.sampled_from(["person", "adult", "child", "family"]), over=st.sampled_from([LUNCH, "gas-equipment"]),
)  # fmt: skip
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_measure_laid_over_the_book_leaves_every_other_answer_as_it_was(who, name, for_, over):
    book = cast.book(CHE)
    criteria = [{"id": f"c{i}", "title": rule, "rule": rule, "unmet": "Нет."} for i, rule in enumerate(who)]
    content = {**lunch(), "for": for_, "versions": [{**lunch()["versions"][0], "who": {"criteria": criteria}}]}
    laid = rules.lay_measures(book, [rules.OwnMeasure(over, content, date(2026, 1, 1), ACT)])
    assert laid.lock != book.lock
    before = [one for one in installed(name) if one.measure != over]
    assert [one for one in everything_else(laid, name) if one.measure != over] == before


def test_a_text_that_the_book_no_longer_understands_fails_closed(book):
    content = lunch(pupil={"rule": "такого имени больше нет"}, income={"rule": "возраст <"})
    laid = rules.lay_measures(book, [rules.OwnMeasure(LUNCH, content, date(2026, 1, 1), ACT)])
    found = rules.answer(laid, cast.family("ivanovy"), on=ON, measures={LUNCH}, ask=False).measures
    assert [str(one.outcome) for one in found] == ["failed"] * 3
    broken = rules.lay_measures(book, [rules.OwnMeasure(LUNCH, {"title": 5, "versions": []}, STARTS, ACT)])
    assert broken is book


def test_its_own_mark_decides_whether_it_may_be_granted(book):
    pupils = {**lunch(income={"rule": "true"}), "for": "child"}
    for mark, sample in (("act", False), ("official_page", False), ("press", True), ("recalled", True)):
        text = rules.OwnMeasure(LUNCH, pupils, date(2026, 1, 1), replace(ACT, verified=mark))
        laid = rules.lay_measures(book, [text])
        assert laid.measures[LUNCH].versions[0].weakest == mark
        found = rules.answer(laid, cast.family("ivanovy"), on=ON, measures={LUNCH}, ask=False).measures
        assert {one.sample for one in found} == {sample}


# --- bounds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({**lunch(), "summary": "а" * 1_000_000}, "слишком длинный"),
        ({**lunch(), "situations": ["school"] * 100_000}, "слишком много частей"),
        ({**lunch(), "months": 10**40}, "слишком длинное"),
        ({**lunch(), "months": Decimal("1e6144")}, "цифрами"),
        ({**lunch(), "months": 1.5}, "цифрами"),
        (versions(who={"criteria": [{"id": f"c{i}"} for i in range(81)]}), "Условий больше 80"),
    ],
    ids=["long", "many", "digits", "exponent", "float", "conditions"],
)
def test_what_is_too_much_is_told_in_one_sentence(told, content, said):
    start = time.thread_time()
    ((_path, words),) = told(content)
    assert said in words
    assert time.thread_time() - start < 30


@pytest.mark.parametrize(
    "rule",
    [
        "count(for i in 1..1000000 return i) > 1",
        "some x in 1..100000 satisfies some y in 1..100000 satisfies x * y = 1.5",
    ],
)
def test_a_rule_that_counts_for_ever_is_told_and_not_offered(book, families, rule):
    start = time.thread_time()
    draft = sketch(lunch(pupil={"rule": rule}), cases=(olya(),) * 20)
    reading = rules.read_draft(book, draft, families=families, on=ON)
    assert time.thread_time() - start < 60
    assert "Правила считаются слишком долго. Упростите их." in [one.words for one in reading.problems]
    assert not reading.publishable


def test_a_thousand_boxes_in_boxes_are_refused(told):
    deep: object = "x"
    for _ in range(1_000):
        deep = [deep]
    assert "слишком много частей" in told({**lunch(), "steps": deep})[0][1]


def test_signs_that_fool_a_reader_are_not_kept(told, book):
    draft = sketch({**lunch(), "title": "Обед\x00 школь\u202eнику"})
    from ryadom.rules.draftdata import plain

    assert plain(draft.content)["title"] == "Обед школьнику"


# --- words for completion --------------------------------------------------------------------------------------------


def test_every_name_a_rule_may_say_is_offered_with_its_kind(book):
    words = {(one.kind, one.name): one for one in rules.words_for_completion(book)}
    assert book.words <= {name for _kind, name in words}
    study = words["fact", "учёба"]
    assert (study.type, "школа" in study.choices) == ("text", True)
    minimum = words["parameter", "прожиточный минимум"]
    assert (minimum.type, minimum.unit) == ("money", "₽ в месяц")
    assert minimum.signature.startswith('прожиточный минимум(группа: "')
    assert words["function", "полных лет"].signature.startswith("полных лет(")
    assert words["engine", "среднедушевой доход"].type == "money"
    for one in words.values():
        assert one.text.ru and one.text.said("en")
    assert not {name for kind, name in words if kind == "function"} & {"now", "today"}


def test_another_region_has_its_own_words():
    sakhalin = {one.name for one in rules.words_for_completion(cast.book(SAK))}
    assert sakhalin != {one.name for one in rules.words_for_completion(cast.book(CHE))}
