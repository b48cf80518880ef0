"""A measure is written from the text of a law: Vera Lis writes, Elena Boyko approves, and every process answers it."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from tests.cases.conftest import staff  # noqa: F401  (the same office)
from tests.cases.test_at_once import both as at_once
from tests.database import database_address
from tests.rules.lunch import ACT, AT, CHE, LAW, ON, SAK, STARTS, WHEN, lunch, olya, read, the_book
from tests.stories import cast

from ryadom.packs.api import install_library
from ryadom.people.api import Actor
from ryadom.people.events import unsubscribe
from ryadom.rules import api as rules
from ryadom.rules.events import MeasureApproved, MeasureOffered, subscribe
from ryadom.rules.models import MeasureDraft, MeasureEdition
from ryadom.talk import library

LUNCH = "school-lunch"
HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def lis(staff):  # noqa: F811
    return staff("Вера Лис", "methodologist", region=CHE)


@pytest.fixture
def zorin(staff):  # noqa: F811
    return staff("Павел Зорин", "methodologist", region=CHE)


@pytest.fixture
def boyko(staff):  # noqa: F811
    return staff("Елена Бойко", "head", region=CHE)


def begun(by, measure=LUNCH, content=None):
    return rules.begin_draft(by=by, book=the_book(by.region), measure=measure, content=content or lunch(), **WHEN)


def saved(by, draft, **change):
    said = {
        "content": draft.content, "laws": {"income": LAW}, "cases": [olya()], "starts": STARTS, "act": ACT,
        "revision": draft.revision,
    }  # fmt: skip
    return rules.save_draft(by=by, draft=draft.token, at=AT, **(said | change))


def offered(by, draft):
    return rules.offer_draft(
        by=by, book=the_book(by.region), draft=draft.token, revision=draft.revision, **WHEN
    )  # fmt: skip


def approved(by, draft, **more):
    said = {"revision": draft.revision, "book": the_book(by.region), **WHEN}
    return rules.approve_draft(by=by, draft=draft.token, **(said | more))


def said_of_lunch(name, on, book=None):
    """What a family of the cast is told of the lunch on a day, by child."""
    found = rules.answer(book or the_book(on=on), cast.family(name), on=on, measures={LUNCH}, ask=False)
    return {one.subject: str(one.outcome) for one in found.measures}


# --- the story -------------------------------------------------------------------------------------------------------


def test_a_measure_is_written_offered_and_approved_and_answers_from_its_day_on(lis, boyko):
    draft = saved(lis, begun(lis))
    reading = read(draft)
    # One persona shows little, and the minimum of 2027 is not entered yet: both are told and stop nothing.
    assert {one.path for one in reading.problems} == {("cases",), ("versions", 0, "who", "criteria", 1, "rule")}
    assert ([run.differences for run in reading.runs], reading.publishable) == ([()], True)
    assert draft.laws == {"income": LAW}
    waits = offered(lis, draft)
    assert (waits.state, rules.drafts_waiting(region=CHE)) == ("waiting", (waits,))
    lock = the_book().lock
    assert LUNCH not in the_book().measures
    done = approved(boyko, waits)
    assert (done.state, done.second_name, done.settled_at) == ("approved", "Елена Бойко", AT)
    assert the_book().lock != lock  # what a decision cites
    assert said_of_lunch("ivanovy", ON) == {"olya": "not_yet", "misha": "not_yet", "sasha": "not_yet"}
    book = the_book(on=STARTS)
    measure = book.measures[LUNCH]
    assert (measure.own, measure.practice, measure.mode) == (True, "own/ru-che", "decide")
    version = measure.at(STARTS)
    assert (version.weakest, version.file.acts[-1].title) == ("act", "Закон Челябинской области")
    assert version.criteria[1].source == "Закон Челябинской области № 12-ОЗ от 02.11.2026"
    assert set(said_of_lunch("ivanovy", STARTS).values()) != {"not_yet"}
    assert book.locks["own/ru-che"] == book.lock
    assert LUNCH not in the_book(SAK, STARTS).measures


def test_a_wrong_unit_is_told_under_its_column_and_stops_the_offer(lis):
    wrong = lunch(income={"rule": "среднедушевой доход <= дата"})
    draft = saved(lis, begun(lis, content=wrong))
    told = read(draft).problems[0]
    assert told.path == ("versions", 0, "who", "criteria", 1, "rule")
    assert (told.words, told.span) == ("Нельзя сравнивать: слева сумма в рублях, справа дата.", (0, 27))
    with pytest.raises(rules.BadDraft, match="справа дата"):
        offered(lis, draft)
    assert rules.draft(region=CHE, token=draft.token).state == "writing"


def test_a_persona_that_comes_out_otherwise_stops_the_offer(lis):
    draft = saved(lis, begun(lis), cases=[olya(expect={"subject": "olya", "outcome": "not_entitled"})])
    (run,) = read(draft).runs
    assert (run.passed, run.differences) == (False, ("Ждали «нет», вышло «положено».",))
    with pytest.raises(rules.BadDraft, match="«Оля из небогатой семьи» вышел не так"):
        offered(lis, draft)
    with pytest.raises(rules.BadDraft, match="хотя бы один случай"):
        offered(lis, saved(lis, draft, cases=[]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"act": None}, "Назовите акт, которым установлена мера"),
        ({"act": replace(ACT, dated=None)}, "Укажите дату акта"),
        ({"act": replace(ACT, dated=date(2027, 1, 1))}, "ещё не наступила"),
        ({"starts": None}, "Укажите, с какого дня"),
    ],
    ids=["no act", "no date", "tomorrow's act", "no first day"],
)
def test_an_offer_needs_an_act_and_a_day(lis, change, said):
    with pytest.raises(rules.BadDraft, match=said):
        offered(lis, saved(lis, begun(lis), **change))


def test_everything_typed_is_kept_even_what_makes_no_sense_yet(lis):
    content = {"title": "", "versions": [{"who": {"criteria": [{"rule": "доход <"}]}}], "strange": [None, 1, True]}
    draft = saved(lis, begun(lis), content=content, cases=[{"name": "Кто-то"}], starts=None, act=None)
    assert (draft.content, draft.cases, draft.revision) == (content, ({"name": "Кто-то"},), 2)
    assert rules.draft(region=CHE, token=draft.token) == draft
    assert any(one.span for one in read(draft).problems)


# --- a new version of an installed measure --------------------------------------------------------------------------

GAS = "gas-equipment"


def gas(lis, **version):
    """A new version of the gas payment, begun from the installed file, with a change and a persona."""
    draft = rules.begin_draft(by=lis, book=the_book(), measure=GAS, content=None, **WHEN)
    assert "from" not in draft.content["versions"][-1]
    changed = {**draft.content["versions"][-1], **version}
    content = {**draft.content, "title": "Деньги на газ", "versions": [*draft.content["versions"][:-1], changed]}
    case = {"name": "Никто не знает", "on": "2027-02-01", "facts": {}, "expect": {"outcome": "unknown"}}
    return saved(lis, draft, content=content, cases=[case])


def test_a_new_version_counts_from_its_day_and_the_past_stays(lis, boyko):
    before = the_book().measures[GAS]
    draft = gas(lis, amount={"rule": "1000", "round": "none"})
    reading = read(draft)
    assert [one.what.ru for one in reading.differences] == [
        "Название: изменено", "Размер: изменено", "Округление размера: изменено",
    ]  # fmt: skip
    approved(boyko, offered(lis, draft))
    now, then = the_book().measures[GAS], the_book(on=STARTS).measures[GAS]
    assert (now.file.title.ru, then.file.title.ru) == (before.file.title.ru, "Деньги на газ")  # words wait for the day
    for one in (now, then):
        assert [v.file.from_ for v in one.versions] == [*(v.file.from_ for v in before.versions), STARTS]
        assert one.versions[-2].file.to == STARTS - timedelta(days=1)
        assert one.at(ON).criteria == before.at(ON).criteria
        assert one.at(STARTS).amount.text == "1000"
    family = cast.family("kim")
    asked = {"on": ON, "measures": {GAS}, "ask": False}
    old, new = (rules.answer(book, family, **asked).measures for book in (cast.book(CHE), the_book()))
    assert [replace(one, lock="", practice="", file=old[i].file) for i, one in enumerate(new)] == [
        replace(one, lock="", practice="") for one in old
    ]


def test_a_correction_is_a_new_draft_and_of_two_texts_the_later_counts(lis, boyko):
    approved(boyko, offered(lis, saved(lis, begun(lis))))
    again = rules.begin_draft(by=lis, book=the_book(), measure=LUNCH, content=None, **WHEN)
    first, _copied = again.content["versions"]
    assert first["from"] == "2027-01-01"
    changed = {**first, "amount": {"rule": "3000", "round": "none"}}
    case = olya(expect={"subject": "olya", "amount": "3000"})
    right = saved(lis, again, content={**again.content, "versions": [changed]}, cases=[case])
    approved(boyko, offered(lis, right))
    assert [v.amount.text for v in the_book(on=STARTS).measures[LUNCH].versions] == ["3000"]
    assert [one.state for one in rules.drafts(region=CHE, measure=LUNCH)] == ["approved", "approved"]


# --- four eyes -------------------------------------------------------------------------------------------------------


def test_nobody_who_wrote_a_word_approves_it(lis, zorin, boyko):
    draft = saved(zorin, saved(lis, begun(lis)))
    waits = offered(lis, draft)
    assert waits.writers == (lis.account_id, zorin.account_id)
    for by in (lis, zorin):
        with pytest.raises(rules.NotYours, match="другой человек: вы это писали"):
            approved(by, waits)
    with pytest.raises(rules.NotYours):
        saved(boyko, waits)  # a head approves and does not write
    assert approved(boyko, waits).state == "approved"


def test_the_database_itself_wants_a_second_person(lis, zorin):
    offered(lis, saved(zorin, saved(lis, begun(lis))))
    rows = MeasureEdition.objects.in_region(CHE)
    for by in (lis, zorin):
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            rows.update(verdict="approved", settled_at=AT, second_id=by.account_id, second_name=by.name)


def test_a_returned_draft_is_put_right_and_offered_again(lis, boyko):
    waits = offered(lis, saved(lis, begun(lis)))
    with pytest.raises(rules.BadDraft, match="что поправить"):
        rules.give_back_draft(by=boyko, draft=waits.token, reason=" \u202e", at=AT)
    back = rules.give_back_draft(by=boyko, draft=waits.token, reason="Статья не та", at=AT)
    assert (back.state, back.note, back.second_name) == ("returned", "Статья не та", "Елена Бойко")
    with pytest.raises(rules.AlreadySettled, match=r"Елена Бойко, 20.ноября.2026 в .* возвращено"):
        approved(boyko, waits)
    again = offered(lis, saved(lis, back))
    assert (again.state, again.note, again.revision) == ("waiting", "", 3)
    assert again.edition != waits.edition
    assert approved(boyko, again).state == "approved"
    assert [row.verdict for row in MeasureEdition.objects.in_region(CHE).order_by("id")] == ["returned", "approved"]


def test_the_second_person_approves_the_text_they_have_read(lis, boyko):
    waits = offered(lis, saved(lis, begun(lis)))
    back = rules.take_back_draft(by=lis, draft=waits.token, at=AT)
    assert back.state == "taken_back"
    again = offered(lis, saved(lis, back, content=lunch(pupil={"article": "статья 9"})))
    with pytest.raises(rules.DraftChanged, match="прочитайте ещё раз") as told:
        approved(boyko, waits)
    assert told.value.current == again


def test_a_text_that_the_book_no_longer_understands_is_not_approved(lis, boyko):
    waits = offered(lis, saved(lis, begun(lis)))
    book = the_book()
    names = {name: known for name, known in book.names.items() if name != "учёба"}
    with pytest.raises(rules.BadDraft, match="учёба"):
        approved(boyko, waits, book=replace(book, names=names))


def test_one_measure_is_written_in_one_draft(lis, zorin):
    draft = begun(lis)
    with pytest.raises(rules.AlreadyDrafted, match="уже пишут: Вера Лис") as told:
        begun(zorin)
    assert told.value.token == draft.token
    rules.take_back_draft(by=lis, draft=draft.token, at=AT)
    other = begun(zorin)
    with pytest.raises(rules.AlreadyDrafted):
        saved(lis, draft)
    assert [one.token for one in rules.drafts(region=CHE)] == [other.token, draft.token]


@pytest.mark.parametrize("measure", ["", "Обед", "school lunch", "a" * 81, "../x"])
def test_a_measure_has_a_short_latin_name(lis, measure):
    with pytest.raises(rules.BadDraft, match="латинскими"):
        begun(lis, measure)


ROLES = ("curator", "specialist", "head", "methodologist", "observer", "foreign", "anonymous")
MAY = {
    "begin": {"methodologist"}, "save": {"methodologist"}, "offer": {"methodologist"}, "take_back": set(),
    "approve": {"methodologist", "head"}, "give_back": {"methodologist", "head"},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", MAY)
def test_who_may(lis, staff, role, verb):  # noqa: F811
    who = {
        "foreign": lambda: staff("Борис Хегай", "head", "methodologist", region=SAK), "anonymous": lambda: Actor(CHE),
    }  # fmt: skip
    by = who[role]() if role in who else staff("Некто", role, region=CHE)
    draft = saved(lis, begun(lis)) if verb != "begin" else None
    if verb in ("approve", "give_back"):
        draft = offered(lis, draft)
    deeds = {
        "begin": lambda: begun(by),
        "save": lambda: saved(by, draft),
        "offer": lambda: offered(by, draft),
        "take_back": lambda: rules.take_back_draft(by=by, draft=draft.token, at=AT),
        "approve": lambda: approved(by, draft),
        "give_back": lambda: rules.give_back_draft(by=by, draft=draft.token, reason="Нет", at=AT),
    }
    if role in MAY[verb]:
        assert deeds[verb]().region == CHE
    elif role == "foreign" and verb == "begin":
        assert deeds[verb]().region == SAK  # in their own region, where nobody else sees it
        assert rules.drafts(region=CHE) == ()
    else:
        with pytest.raises(rules.NoEntry if role == "foreign" else rules.NotYours):
            deeds[verb]()


# --- what the database keeps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"content": {}}, {"act": "Другой"}, {"verdict": "returned"}, {"starts": ON}])
def test_the_database_keeps_what_was_approved(lis, boyko, change):
    approved(boyko, offered(lis, saved(lis, begun(lis))))
    rows = MeasureEdition.objects.in_region(CHE)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        rows.delete()
    drafts = MeasureDraft.objects.in_region(CHE)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        drafts.update(state="writing")
    with pytest.raises(IntegrityError, match=r"never deleted|protected"), transaction.atomic():
        drafts.delete()


def test_what_was_offered_and_approved_is_announced(lis, boyko):
    heard = []

    def hear(event):
        heard.append((type(event).__name__, event.region, event.measure, event.starts))

    for kind in (MeasureOffered, MeasureApproved):
        subscribe(kind, hear)
    try:
        approved(boyko, offered(lis, saved(lis, begun(lis))))
    finally:
        for kind in (MeasureOffered, MeasureApproved):
            unsubscribe(kind, hear)
    assert heard == [(name, CHE, LUNCH, STARTS) for name in ("MeasureOffered", "MeasureApproved")]


# --- several people and several processes ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_people_save_at_once_and_the_later_loses_nothing(lis, zorin):
    draft = saved(lis, begun(lis))

    def save(by, title):
        def run():
            try:
                return saved(by, draft, content={**lunch(), "title": title})
            except rules.EntryRefused as no:
                return no

        return run

    done = at_once(save(lis, "Обед"), save(zorin, "Завтрак"))
    first = next(one for one in done if isinstance(one, rules.Draft))
    late = next(one for one in done if isinstance(one, rules.DraftChanged))
    assert late.current == first == rules.draft(region=CHE, token=draft.token)
    assert "сравните оба" in str(late)


@pytest.mark.django_db(transaction=True)
def test_two_begin_the_same_measure_at_once(lis, zorin):
    def begin(by):
        def run():
            try:
                return begun(by)
            except rules.EntryRefused as no:
                return no

        return run

    assert sorted(type(one).__name__ for one in at_once(begin(lis), begin(zorin))) == ["AlreadyDrafted", "Draft"]


WORKER = """
import sys
import django
django.setup()
from datetime import date
from ryadom.rules import api as rules
for line in sys.stdin:
    measure = rules.rulebook("RU-CHE", date.fromisoformat(line.strip())).measures.get("school-lunch")
    print(measure and measure.file.title.ru, flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_another_process_that_has_read_the_book_answers_the_new_measure(lis, boyko):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)
    env = {
        **os.environ, "DATABASE_URL": database_address(),
        "PYTHONPATH": str(HERE / "src"), "PYTHONIOENCODING": "utf-8",
        "DJANGO_SETTINGS_MODULE": "ryadom.site.settings",
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )

    def asks(on):
        worker.stdin.write(f"{on}\n")
        worker.stdin.flush()
        return worker.stdout.readline().strip()

    try:
        assert asks(ON) == "None"
        waits = offered(lis, saved(lis, begun(lis)))
        assert asks(STARTS) == "None"
        approved(boyko, waits)
        assert asks(STARTS) == asks(ON) == "Горячий обед школьнику"
    finally:
        worker.stdin.close()
        worker.wait(30)


def test_who_asks_in_their_own_words_is_shown_the_new_measure(lis, boyko):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)
    asked = "горячий обед школьнику"
    assert LUNCH not in [one.id for one in library.index(CHE, STARTS).choices(asked)]
    approved(boyko, offered(lis, saved(lis, begun(lis))))
    assert library.index(CHE, STARTS).choices(asked)[0].id == LUNCH
    assert LUNCH not in [one.id for one in library.index(SAK, STARTS).choices(asked)]


def test_a_book_costs_two_queries_whatever_was_approved(lis, boyko, django_assert_num_queries):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)
    approved(boyko, offered(lis, saved(lis, begun(lis))))
    assert LUNCH in rules.rulebook(CHE, ON).measures
    with django_assert_num_queries(2):
        assert rules.rulebook(CHE, ON).measures[LUNCH].own
