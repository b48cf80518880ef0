"""From the asking to the return: a walker for Galina."""

from datetime import timedelta

import pytest
from tests.hire.conftest import AT, CHE, LATER, ON, WHEN, code_of

from ryadom.cases import api as cases
from ryadom.hire import api as hire
from ryadom.hire.models import Hire, Item
from ryadom.people.api import NotAllowed
from ryadom.voice.models import Asking


def history(told):
    return " ".join(one.for_person for one in cases.history(region=CHE, tokens=[told.case])[told.case])


def given(kept, tamara, herself, book, due_on=LATER):
    code = code_of(herself, kept)
    return hire.give(by=tamara, hire=kept.id, due_on=due_on, book=book, code=code, **WHEN)


def test_a_walker_is_asked_confirmed_kept_given_prolonged_and_returned(kept, tamara, herself, book, care, galina):
    out = given(kept, tamara, herself, book)
    assert (out.stage, out.due_on, out.signed) == ("out", LATER, "code")
    longer = hire.prolong(by=herself, hire=kept.id, due_on=LATER + timedelta(20), book=book, **WHEN)
    assert (longer.due_on, longer.prolonged) == (LATER + timedelta(20), 1)
    back = hire.take_back(by=tamara, hire=kept.id, note="", broken=False, **WHEN)
    assert back.stage == "returned"
    assert cases.many(region=CHE, tokens=[back.case])[back.case].outcome == "returned"
    assert "Вы вернули вещь. Спасибо." in history(back)
    assert Asking.objects.in_region(CHE).filter(stage="returned").count() == 1
    (shelf,) = hire.shelves(region=CHE)
    assert shelf.free["walker"] == 2


def test_the_need_and_the_reason_are_not_the_points_to_read(kept, care):
    (seen,) = hire.of_provider(region=CHE, provider=care.id, stages=["kept"])
    assert (seen.need, seen.why, seen.ground, seen.code) == ("", "", "", "")


def test_who_helped_to_ask_does_not_decide(asked, galina, vera, book):
    with pytest.raises(NotAllowed):
        hire.confirm(by=vera, hire=asked(galina).id, ground="ipra", why="x", book=book, **WHEN)


def test_a_decision_names_its_paper_or_rule(asked, galina, nina, book):
    told = asked(galina)
    with pytest.raises(hire.NotSaid, match="номер ИПРА"):
        hire.confirm(by=nina, hire=told.id, ground="ipra", why=" ", book=book, **WHEN)
    with pytest.raises(hire.NotSaid, match="по какому правилу"):
        hire.confirm(by=nina, hire=told.id, ground="moon", why="x", book=book, **WHEN)
    refused = hire.refuse(by=nina, hire=told.id, why="Ходунки уже куплены по ИПРА.", **WHEN)
    assert refused.stage == "refused"
    assert "Ходунки уже куплены по ИПРА." in history(told)


def test_without_a_word_of_the_region_no_day_is_promised(asked, galina):
    told = asked(galina)
    assert cases.many(region=CHE, tokens=[told.case])[told.case].promised_on is None


def test_what_is_asked_twice_is_one(asked, galina):
    asked(galina)
    with pytest.raises(hire.WrongStage, match="уже просили"):
        asked(galina)


def test_a_wrong_code_gives_nothing_and_is_counted(kept, tamara, herself, book):
    wrong = f"{(int(code_of(herself, kept)) + 1) % 10_000:04}"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(hire.WrongCode) as no:
            hire.give(by=tamara, hire=kept.id, due_on=LATER, book=book, code=wrong, **WHEN)
        assert no.value.left == left
    with pytest.raises(hire.WrongCode, match="подпишет лист"):
        given(kept, tamara, herself, book)
    assert Hire.objects.in_region(CHE).get().stage == "kept"


def test_the_day_of_return_lies_ahead_and_a_longer_one_is_later(kept, tamara, herself, book):
    with pytest.raises(hire.NotSaid, match="впереди"):
        given(kept, tamara, herself, book, due_on=ON)
    with pytest.raises(hire.NotSaid, match="не дольше"):
        given(kept, tamara, herself, book, due_on=ON + timedelta(400))
    given(kept, tamara, herself, book)
    with pytest.raises(hire.NotSaid, match="позже прежнего"):
        hire.prolong(by=herself, hire=kept.id, due_on=LATER, book=book, **WHEN)


def test_what_is_late_is_said_once_for_each_day_set(kept, tamara, herself, book, vera, galina):
    given(kept, tamara, herself, book)
    after = LATER + timedelta(1)
    assert hire.remind_overdue(region=CHE, on=LATER, at=AT) == 0
    assert hire.remind_overdue(region=CHE, on=after, at=AT) == 1
    assert hire.remind_overdue(region=CHE, on=after, at=AT) == 0
    assert "Верните вещь или продлите срок" in history(kept)
    assert any("Прокат: срок прошёл" in one.text for one in cases.notes(by=vera, person=galina.pk))
    hire.prolong(by=herself, hire=kept.id, due_on=after + timedelta(5), book=book, on=after, at=AT)
    assert hire.remind_overdue(region=CHE, on=after + timedelta(6), at=AT) == 1


def test_a_broken_thing_leaves_the_shelf_until_it_is_mended(kept, tamara, herself, book):
    given(kept, tamara, herself, book)
    hire.take_back(by=tamara, hire=kept.id, note="сломано колесо", broken=True, **WHEN)
    (shelf,) = hire.shelves(region=CHE)
    assert (shelf.whole["walker"], shelf.free["walker"]) == (1, 1)
    item = Item.objects.in_region(CHE).get(off_since=ON)
    assert item.off_why == "сломано колесо"
    hire.put_to_use(by=tamara, item=item.token, on=ON)
    assert hire.shelves(region=CHE)[0].free["walker"] == 2


def test_what_is_out_is_not_written_off_and_a_number_is_one(kept, tamara, shelf, care, book):
    held = kept.item
    with pytest.raises(hire.WrongStage, match="примите её обратно"):
        hire.put_out_of_use(by=tamara, item=held, why="списали", on=ON)
    with pytest.raises(hire.NotSaid, match="уже записана"):
        hire.put_on_shelf(by=tamara, provider=care.id, thing="walker", number="Х-1", book=book, on=ON)


def test_another_points_worker_gives_nothing(kept, provider, worker, herself, book):
    other = worker(provider("Другие", places=1).id, "Олег Чужой")
    code = code_of(herself, kept)
    with pytest.raises(NotAllowed):
        hire.give(by=other, hire=kept.id, due_on=LATER, book=book, code=code, **WHEN)


def test_a_change_of_mind_puts_the_thing_back(kept, herself):
    hire.let_go(by=herself, hire=kept.id, **WHEN)
    assert hire.shelves(region=CHE)[0].free["walker"] == 2
    hire.withdraw(by=herself, hire=kept.id, **WHEN)
    assert cases.many(region=CHE, tokens=[kept.case])[kept.case].outcome == "withdrawn"
