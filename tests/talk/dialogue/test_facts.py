"""What is said in a sentence becomes an answer after one tap, as soon as it is known whose it is."""

from dataclasses import replace

from ryadom.talk.dialogue.shapes import Guess
from ryadom.talk.dialogue.summing import summary
from ryadom.talk.hearing.shapes import SaidFact

from .conftest import CHE, Said, Talk, children, real_world

JOB = Guess("job_loss", "Потеря работы", 0.9, "меня уволили")


def heard(*facts, guesses=(JOB,)):
    return Talk(replace(real_world(), ear=Said(**{"вот что": (guesses, facts)})))


def after_the_tap(*facts):
    somebody = heard(*facts)
    somebody.says("вот что")
    somebody.presses("Потеря работы")
    somebody.presses("Да, верно")
    return somebody


def test_the_number_of_children_is_not_asked_again():
    andrei = after_the_tap(children(3, "Детей: трое"))
    andrei.presses("Для себя")
    andrei.presses("Да")
    assert "Больше никто" in andrei.buttons, "straight to the others"


def test_who_raises_children_alone_is_not_asked_for_a_husband():
    maria = after_the_tap(SaidFact("raises-alone", True, "self", (0, 1), "Растите детей без второго родителя"))
    maria.presses("Для себя")
    assert "6" in maria.buttons, "straight to the children"


def test_a_fact_of_the_catalogue_is_an_answer_with_the_persons_word_as_its_source():
    andrei = after_the_tap(SaidFact("work", "jobless", "self", (0, 1), "Стоите на учёте в центре занятости"))
    entry = andrei.stack.told["answers"]["work@applicant"]
    assert (entry["value"], entry["state"]) == ("jobless", "said")


def test_what_the_fact_cannot_be_is_not_kept():
    andrei = after_the_tap(SaidFact("work", "чемпион", "self", (0, 1), "Работа: чемпион"))
    assert "work@applicant" not in andrei.stack.told.get("answers", {})


def test_a_childs_fact_waits_until_it_is_known_which_child():
    maria = after_the_tap(
        children(1, "Ребёнок один"), SaidFact("disability", "child", "child", (0, 1), "У ребёнка инвалидность")
    )
    assert "answers" not in maria.stack.told
    for words in ("Для себя", "Нет", "Больше никто", "Не знаю"):
        maria.presses(words)
    assert any(ref.startswith("disability@child-1") for ref in maria.stack.told["answers"])


def test_what_was_said_reaches_the_colleague_in_words():
    andrei = after_the_tap(children(3, "Детей: трое"), SaidFact("rents", True, "self", (0, 1), "Снимаете жильё"))
    told = summary(CHE, andrei.stack, andrei.world.book, "Нет работы")
    assert set(told.said) == {"Детей: трое", "Снимаете жильё"}
    assert "Со слов: " in told.text and "Снимаете жильё" in told.text


def test_no_children_is_no_correction_without_a_comma():
    from ryadom.talk.dialogue.commands import corrects

    assert corrects("нет, детей двое") and corrects("Ой, нет! детей двое") and corrects("точнее, двое")
    assert not corrects("нет детей") and not corrects("нет денег и работы")
