"""Lis writes a measure from the text of an act, Boyko reads and approves it: real pages, no JavaScript.

The act is invented, as the families are: «Порядок выплаты на школьную форму (пример)».
"""

import json
from datetime import date

import pytest
from django.conf import settings

from ryadom.desks.curator.drafting.sheet import Sheet
from ryadom.rules import api as rules
from ryadom.rules.entered import with_entered

from .conftest import CHE, ON
from .filled import sent

pytestmark = pytest.mark.django_db
DRAFTS = "/staff/practices/drafts/"
ABOUT = {
    "about-title": "Выплата первокласснику", "about-short": "Первокласснику", "about-for_": "child",
    "about-summary": "Один раз каждому школьнику.", "about-kind": "money", "about-period": "once",
    "about-decided_by": "region", "about-situations": "school", "act-act": "Порядок выплаты (пример)",
    "act-act_number": "П-1", "act-act_date": "02.11.2026", "act-verified": "act", "act-starts": "12.11.2026",
}  # fmt: skip
PUPIL = {
    "c0-title": "Ребёнок учится в школе", "c0-law": "Пункт 2. Выплату дают школьникам.", "c0-judge": "rule",
    "c0-article": "пункт 2", "c0-rule": 'учёба = "школа"', "c0-unmet": "Выплата только школьникам.",
}  # fmt: skip
SUM = {"amount-rule": "7000", "amount-unit": "на ребёнка", "amount-round": "rouble half up"}


@pytest.fixture(autouse=True)
def _the_law(monkeypatch):
    monkeypatch.setattr(rules, "rulebook", lambda region, on: the_law(region, on))


def the_law(region=CHE, on=ON):
    return with_entered(rules.book_at(settings.RYADOM.practices, region), on)


@pytest.fixture
def lis(staff):
    return staff("Лис Вера", "methodologist")


@pytest.fixture
def boyko(staff):
    return staff("Бойко Елена", "head")


def text(reply):
    return reply.content.decode().replace("\u00a0", " ")


def post(desk, path, data, status=302):
    reply = desk.post(path, data)
    assert reply.status_code == status, text(reply)[:6000]
    return reply


def begun(desk, **more):
    """A new draft; its address in the editor."""
    return post(desk, f"{DRAFTS}new/", {**ABOUT, **more}).url


def page_of(edit):
    """The forms of a draft as they stand."""
    found = rules.draft(region=CHE, token=edit.split("/")[4])
    return dict(sent(Sheet(found, the_law(), "ru")).lists()) | {"revision": [str(found.revision)]}


def press(desk, edit, do, status=302, **changes):
    """Type something and press a button."""
    data = {**page_of(edit), "do": do, **changes}
    return post(desk, edit, data, status)


def written(desk, **more):
    """The whole measure, with one family as its test."""
    edit = begun(desk)
    press(desk, edit, "add:c")
    press(desk, edit, "save", **{**PUPIL, **SUM, **more})
    press(desk, edit, "person:ivanovy:olya")
    return edit


def test_from_the_text_of_an_act_to_the_answer_of_a_family(at_desk, lis, boyko):
    mine, hers = at_desk(lis), at_desk(boyko)
    assert "Написать новую меру" in text(mine.get(DRAFTS)) and "Написать новую меру" not in text(hers.get(DRAFTS))
    edit = begun(mine)
    press(mine, edit, "add:c")
    press(mine, edit, "check", **{**PUPIL, **SUM, "c0-rule": 'учеба = "школа"'})
    seen = text(mine.get(edit))
    assert "<mark>учеба</mark>" in seen and "Может быть, «учёба»?" in seen
    assert "Посчитаем, когда правила прочитаются" in seen
    press(mine, edit, "check", **{"c0-rule": 'учёба = "школа"'})
    seen = text(mine.get(edit))
    assert "<mark>" not in seen and "Анна и Пётр Ивановы, Оля" in seen and "7 000 ₽" in seen
    press(mine, edit, "person:ivanovy:olya")
    seen = text(mine.get(edit))
    assert "Сходится" in seen and "Можно передавать" in seen
    look = press(mine, edit, "offer").url
    seen = text(mine.get(look))
    assert "Утверждает другой человек" in seen and "/approve/" not in seen
    assert "черновики мер" in text(hers.get("/staff/approvals/"))
    assert "ждут второго человека" in text(hers.get("/staff/practices/"))
    seen = text(hers.get(look))
    for said in ("Пункт 2. Выплату дают школьникам.", "пункт 2", "учёба = &quot;школа&quot;", "Сходится", "№ П-1"):
        assert said in seen, said
    assert post(mine, f"{look}approve/", {"revision": revision(look)}, 403)
    post(hers, f"{look}approve/", {"revision": revision(look)})
    assert "Утверждено: Бойко Елена" in text(mine.get(look))
    (olya,) = [one for one in answers("vyplata-pervoklassniku") if one.subject == "olya"]
    assert olya.outcome == "entitled" and olya.amount.value == 7000 and not olya.sample


def revision(look):
    return rules.draft(region=CHE, token=look.split("/")[4]).revision


def answers(measure):
    book = the_law()
    family = next(one.family for one in rules.cast_families(book, ON) if one.key == "ivanovy")
    return rules.answer(book, family, on=ON, measures={measure}, ask=False).measures


def test_nothing_typed_is_lost_when_a_day_cannot_be_read(at_desk, lis):
    desk = at_desk(lis)
    edit = begun(desk)
    press(desk, edit, "add:c")
    typed = {**PUPIL, "act-starts": "31.02.2027", "amount-note": "Слова, которых нет в черновике"}
    seen = text(press(desk, edit, "save", 422, **typed))
    assert "Такого дня нет в календаре" in seen and 'value="31.02.2027"' in seen
    assert "Слова, которых нет в черновике" in seen and "Пункт 2. Выплату дают школьникам." in seen
    seen = text(post(desk, f"{DRAFTS}new/", {"about-summary": "Только это"}, 422))
    assert "Назовите меру" in seen and "Только это" in seen


def test_two_write_at_once_and_both_texts_are_shown(at_desk, staff, lis):
    first, second = at_desk(lis), at_desk(staff("Зорин Павел", "methodologist"))
    edit = begun(first)
    old = page_of(edit)
    press(second, edit, "save", **{"about-summary": "Текст Зорина"})
    seen = text(post(first, edit, {**old, "do": "save", "about-summary": "Текст Лис"}, 409))
    assert "Ваш текст не потерян" in seen and "Что сохранил другой человек" in seen
    assert "Текст Зорина" in seen and "Текст Лис" in seen
    live = first.post(edit.replace("edit/", "live/"), old)
    assert live.status_code == 409 and "Не сохранено" in json.loads(live.content)["kept"]


def test_conditions_move_and_go_and_keep_their_law(at_desk, lis):
    desk = at_desk(lis)
    edit = begun(desk)
    press(desk, edit, "add:c", **PUPIL)
    assert press(desk, edit, "add:c", **PUPIL).url.endswith("#c1")
    press(desk, edit, "up:c1", **{"c1-title": "Живёт в регионе", "c1-law": "Пункт 3.", "c1-judge": "document",
                                  "c1-asked": "Регистрация"})  # fmt: skip
    found = rules.draft(region=CHE, token=edit.split("/")[4])
    rows = found.content["versions"][-1]["who"]["criteria"]
    assert [one["title"]["ru"] for one in rows] == ["Живёт в регионе", "Ребёнок учится в школе"]
    assert [found.laws[one["id"]] for one in rows] == ["Пункт 3.", "Пункт 2. Выплату дают школьникам."]
    assert rows[0]["document"] == {"ru": "Регистрация"} and "rule" not in rows[0]
    press(desk, edit, "remove:c0")
    press(desk, edit, "save", **{"c0-judge": "any"})
    press(desk, edit, "add:c0g")
    press(desk, edit, "save", **{"c0g0-title": "Первый класс", "c0g0-rule": "возраст < 9"})
    found = rules.draft(region=CHE, token=edit.split("/")[4])
    (row,) = found.content["versions"][-1]["who"]["criteria"]
    assert [one["rule"] for one in row["any"]] == ["возраст < 9"]
    for pressed in ("up:c0", "down:c9", "remove:p3", "add:x", "person:nobody:x", "agree:p9", "up:c0g7"):
        assert press(desk, edit, pressed).status_code == 302


def test_what_is_left_is_told_once(at_desk, lis):
    desk = at_desk(lis)
    edit = begun(desk)
    assert "Добавьте хотя бы одно условие" in text(desk.get(edit))
    press(desk, edit, "add:c", **{"c0-rule": ""})
    seen = text(desk.get(edit))
    assert "Впишите название" in seen and "Выражение пустое" in seen
    assert "хотя бы одно условие" not in seen and "хотя бы одна версия" not in seen
    assert "e-fault" not in seen, "that nothing is written yet is no mistake"


def test_a_family_that_comes_out_otherwise_is_agreed_with(at_desk, lis):
    desk = at_desk(lis)
    edit = written(desk)
    press(desk, edit, "save", **{"p0-outcome": "not_entitled", "p0-amount": ""})
    seen = text(desk.get(edit))
    assert "Вышло иначе" in seen and "Так и должно быть" in seen
    seen = text(press(desk, edit, "offer", 422))
    assert "Пока не передано" in seen
    press(desk, edit, "agree:p0")
    assert "Сходится" in text(desk.get(edit))
    (case,) = rules.draft(region=CHE, token=edit.split("/")[4]).cases
    assert case["expect"] == {"subject": "olya", "outcome": "entitled", "amount": "7000.00"}


def test_it_is_returned_with_a_remark_and_offered_again(at_desk, lis, boyko):
    mine, hers = at_desk(lis), at_desk(boyko)
    edit = written(mine)
    look = press(mine, edit, "offer").url
    assert mine.get(edit).url == look
    seen = text(post(hers, f"{look}return/", {"reason": ""}, 422))
    assert "Напишите, что поправить" in seen
    post(hers, f"{look}return/", {"reason": "Пункт 3 забыт"})
    assert "Пункт 3 забыт" in text(mine.get(edit)) and "Возвращены с замечанием" in text(mine.get(DRAFTS))
    press(mine, edit, "offer")
    post(mine, f"{look}take-back/", {})
    assert "Отложены" in text(mine.get(DRAFTS))


def test_a_measure_in_force_is_changed_from_a_day(at_desk, lis, boyko):
    desk = at_desk(lis)
    assert "Изменить с новой даты" in text(desk.get("/staff/practices/school-outfit/"))
    edit = post(desk, "/staff/practices/school-outfit/draft/", {}).url
    assert "Черновик уже пишут" in text(desk.get("/staff/practices/school-outfit/"))
    again = post(desk, "/staff/practices/school-outfit/draft/", {}).url
    assert again == edit.replace("edit/", "")
    press(desk, edit, "check", **{"act-starts": "01.12.2026", "amount-rule": "12000"})
    seen = text(desk.get(edit))
    assert "Что меняется" in seen and "<ins>12000" in seen
    assert "e-changed" in seen and "сейчас: " in seen, "the same families by the rules in force"
    yaml = desk.get(edit.replace("edit/", "measure.yaml"))
    assert yaml["Content-Disposition"].endswith('school-outfit.yaml"')
    assert "income: {months: [-13, -2]}" in text(yaml) or "months:" in text(yaml)
    assert "заявитель.живёт в регионе" in text(yaml)


def test_as_one_types_a_rule_is_read_and_everything_is_kept(at_desk, lis):
    desk = at_desk(lis)
    seen = text(desk.post(f"{DRAFTS}rule/", {"rule": "среднедушевой дохот <= 2"}))
    assert "<mark>среднедушевой дохот</mark>" in seen and "«среднедушевой доход»" in seen
    assert not text(desk.post(f"{DRAFTS}rule/", {"rule": "среднедушевой доход <= 2"})).strip()
    assert not text(desk.post(f"{DRAFTS}rule/", {"rule": " "})).strip()
    assert desk.post(f"{DRAFTS}rule/", {"rule": "(" * 20_000}).status_code == 200
    words = {one["name"]: one for one in desk.get(f"{DRAFTS}words.json").json()["words"]}
    assert "школа" in words["учёба"]["choices"] and words["count"]["kind"] == "function"
    edit = written(desk)
    data = {**page_of(edit), "c0-rule": "возраст <"}
    told = desk.post(edit.replace("edit/", "live/"), data).json()
    assert told["kept_well"] and told["kept"].startswith("Сохранено в ") and "e-fault" in told["echoes"]["id_c0-rule"]
    found = rules.draft(region=CHE, token=edit.split("/")[4])
    assert told["revision"] == found.revision
    assert found.content["versions"][-1]["who"]["criteria"][0]["rule"] == "возраст <"
    told = desk.post(
        edit.replace("edit/", "live/"), {**data, "revision": found.revision, "act-starts": "завтра"}
    ).json()
    assert not told["kept_well"] and "Не сохранено" in told["kept"]


def test_every_page_speaks_english(at_desk, lis):
    desk = at_desk(lis)
    edit = written(desk)
    for path in (DRAFTS, f"{DRAFTS}new/", edit, edit.replace("edit/", "")):
        desk.cookies["ryadom_language"] = "en"
        assert desk.get(path).status_code == 200


def test_before_its_day_nobody_is_told_of_it(at_desk, lis, boyko):
    mine, hers = at_desk(lis), at_desk(boyko)
    edit = written(mine, **{"act-starts": "01.01.2027"})
    look = press(mine, edit, "offer").url
    post(hers, f"{look}approve/", {"revision": revision(look)})
    early, later = the_law().measures["vyplata-pervoklassniku"], date(2027, 1, 1)
    assert early.at(ON) is None and early.at(later) is not None
